using System.Globalization;
using ConveningLedger.GraphQL.Types;
using GraphQL;

namespace ConveningLedger.GraphQL.Entries;

/// <summary>Lists of entries: filters, order, pages.</summary>
static class Timelines
{
    public static Argument[] Filters =>
    [
        new("kinds", "[String!]", "Of these kinds only, by name."),
        new("families", "[Family!]", "Of these families only."),
        new("dimensions", "[Dimension!]", "That count to these dimensions only."),
        new("subject", "Slug", "About what this key names only: an element, a boundary, a story …; corrections that bring it in, too."),
        new("occurredFrom", "EDTF", "That may have occurred from the first instant of this date on."),
        new("occurredUntil", "EDTF", "That occurred by the last instant of this date: by their earliest end."),
        new("recordedFrom", "EDTF", "That became known from the first instant of this date on."),
        new("recordedUntil", "EDTF", "That became known by the last instant of this date."),
    ];

    /// <summary>The page of some entries that the arguments ask for.</summary>
    public static Connection Page(Scene scene, IReadOnlyList<Entry> entries, IResolveFieldContext context)
    {
        var filter = new Filter(context);
        var found = filter.IsEmpty ? entries : [.. entries.Where(filter.Admits)];
        return Connection.Page(found, $"{scene.History.Endeavour} {scene.Clearance}", context);
    }

    /// <summary>
    /// The page of all entries, in the order in which they came to be seen. Without filters its cursors are those of the notices, so that
    /// whoever has read it to the end subscribes to what comes after.
    /// </summary>
    public static Connection PageByRecording(Scene scene, IResolveFieldContext context)
    {
        var filter = new Filter(context);
        var all = scene.History.For(scene.Clearance).Appeared;
        var (found, cursors) = filter.IsEmpty
            ? (all, Reading(scene, context))
            : ([.. all.Where(appeared => filter.Admits(appeared.Entry))], new($"{scene.History.Endeavour} {scene.Clearance}", context));
        var page = Connection.PageByNumber(found, appeared => appeared.Number, cursors, context);
        return page with { Edges = [.. page.Edges.Select(edge => edge with { Node = (((Entry Entry, int))edge.Node).Entry })] };
    }

    /// <summary>The page of the entries that the circle could see and may not any more.</summary>
    public static Connection PageOfWithdrawn(Scene scene, IResolveFieldContext context)
    {
        var page = Connection.PageByNumber(scene.History.For(scene.Clearance).Withdrawn, withdrawn => withdrawn.Number,
            CursorsOf(scene.History.Endeavour, scene.Clearance, context), context);
        return page with { Edges = [.. page.Edges.Select(edge => edge with { Node = new Withdrawn((((Entry Entry, int))edge.Node).Entry.Id) })] };
    }

    /// <summary>The cursors of the notices of an endeavour for a circle: of its timeline, of what is withdrawn from it, and of its subscription.</summary>
    public static Connection.ListOfCursors CursorsOf(string endeavour, Visibility clearance, IResolveFieldContext context) =>
        new($"notices of {endeavour} for {clearance}", context.RequestServices!);

    /// <summary>The entries of which the circle may have kept what was destroyed since, in the order in which that last was: of the others it is told nothing.</summary>
    public static IReadOnlyList<Lossy> ErasedIn(Scene scene) => scene.History.Erasures.Count == 0 ? [] : [.. scene.History.For(scene.Clearance).Erased.Select(erased => new Lossy(erased.Id, erased.Number, erased.At))];

    /// <summary>The number of the last of them; 0: there is none.</summary>
    public static long LastErasure(Scene scene) => ErasedIn(scene) is [.., var last] ? last.Number : 0;

    /// <summary>What a cursor has beside its place: the number of the last erasure that was seen.</summary>
    public static string? KeyOf(long erasures) => erasures == 0 ? null : erasures.ToString(CultureInfo.InvariantCulture);

    // Who reads page by page has seen what was erased before the first of them, and is told the rest when they subscribe.
    static Connection.ListOfCursors Reading(Scene scene, IResolveFieldContext context)
    {
        var cursors = CursorsOf(scene.History.Endeavour, scene.Clearance, context);
        return cursors with { Beside = context.GetArgument<string?>("after") is { } after ? cursors.Open(after)?.Key : KeyOf(LastErasure(scene)) };
    }

    /// <summary>An entry of which a copy is to be dropped: something of it was destroyed.</summary>
    public sealed record Lossy(Guid Id, long Number, Instant At);

    /// <summary>An entry that is not to be seen any more: nothing is told of it but its id.</summary>
    public sealed record Withdrawn(Guid Id);

    sealed class Filter
    {
        readonly HashSet<string>? kinds;
        readonly HashSet<string>? families;
        readonly HashSet<string>? dimensions;
        readonly string? subject;
        readonly Edtf? occurredFrom;
        readonly Edtf? occurredUntil;
        readonly Edtf? recordedFrom;
        readonly Edtf? recordedUntil;

        public Filter(IResolveFieldContext context)
        {
            kinds = Texts(context, "kinds");
            var catalogue = (Catalogue)context.RequestServices!.GetService(typeof(Catalogue))!;
            foreach (var kind in kinds ?? [])
            {
                if (catalogue.Find(kind) is null)
                {
                    var nearest = NearestNames.To(kind, catalogue.Kinds.Select(known => known.Name));
                    throw new ExecutionError($"There is no kind '{kind}'. Accepted: names of kinds, see `catalogue`.{(nearest.Count > 0 ? $" Nearest: {string.Join(", ", nearest)}." : "")}")
                    { Code = ValueNames.Of(RefusalCode.UnknownKind) };
                }
            }
            families = Texts(context, "families");
            dimensions = Texts(context, "dimensions");
            subject = context.GetArgument<string?>("subject");
            occurredFrom = Date(context, "occurredFrom");
            occurredUntil = Date(context, "occurredUntil");
            recordedFrom = Date(context, "recordedFrom");
            recordedUntil = Date(context, "recordedUntil");
        }

        public bool IsEmpty => kinds is null && families is null && dimensions is null && subject is null
            && occurredFrom is null && occurredUntil is null && recordedFrom is null && recordedUntil is null;

        public bool Admits(Entry entry) =>
            (kinds is null || kinds.Contains(entry.Kind.Name))
            && (families is null || families.Contains(ValueNames.Of(entry.Kind.Family)))
            && (dimensions is null || (entry.Dimension is { } dimension && dimensions.Contains(ValueNames.Of(dimension))))
            && (subject is null || entry.Kind.KeysIn(entry.Data).Any(key => key.Shape is SlugShape && key.Value == subject))
            && (occurredFrom is null || entry.OccurredAt.Latest > occurredFrom.Earliest)
            && (occurredUntil is null || entry.OccurredAt.Earliest <= occurredUntil.LastInstant)
            && (recordedFrom is null || entry.RecordedAt >= recordedFrom.Earliest)
            && (recordedUntil is null || entry.RecordedAt <= recordedUntil.LastInstant);

        static HashSet<string>? Texts(IResolveFieldContext context, string name) => context.GetArgument<string[]?>(name)?.ToHashSet();

        static Edtf? Date(IResolveFieldContext context, string name)
        {
            if (context.GetArgument<string?>(name) is not { } text)
                return null;
            return Edtf.TryParse(text, out var date, out var problem)
                ? date
                : throw new ExecutionError($"`{name}`: {problem}") { Code = ValueNames.Of(RefusalCode.DateUnreadable) };
        }
    }
}
