using ConveningLedger.GraphQL.Types;
using GraphQL;

namespace ConveningLedger.GraphQL.Entries;

/// <summary>Lists of entries: filters, order, pages.</summary>
static class Timelines
{
    public static Argument[] Arguments =>
    [
        .. Connection.Arguments,
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
    public static Connection Page(Scene scene, IReadOnlyList<Entry> entries, string list, IResolveFieldContext context)
    {
        var filter = new Filter(context);
        var found = filter.IsEmpty ? entries : [.. entries.Where(filter.Admits)];
        return Connection.Page(found, entry => entry.Id.ToString(), $"{list} of {scene.History.Endeavour}", context);
    }

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
                    throw new ExecutionError($"There is no kind '{kind}'. Accepted: names of kinds, see `catalogue`. Nearest: {string.Join(", ", nearest)}.")
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
