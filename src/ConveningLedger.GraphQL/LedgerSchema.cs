using ConveningLedger.GraphQL.Entries;
using ConveningLedger.GraphQL.Types;
using ConveningLedger.GraphQL.Views;
using ConveningLedger.Store;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.GraphQL;

/// <summary>The schema of the API: made of the catalogue of kinds and the views of a frame.</summary>
public sealed class LedgerSchema : Schema
{
    readonly TypeNames names = new();

    /// <summary>Makes the schema.</summary>
    /// <param name="services">The services, for the engine.</param>
    /// <param name="catalogue">The kinds of entries there are.</param>
    public LedgerSchema(IServiceProvider services, Catalogue catalogue) : base(services)
    {
        Description = "The history of convening endeavours: what happened, when it became known, and what the whole looked like at any moment.";
        var types = new GraphTypes(catalogue, names);
        var entries = new EntryTypes(types);
        entries.Add();
        FrameTypes.Add(types);
        AddEndeavour(types);
        AddCatalogue(types);
        Query = QueryOf(types);
        Mutation = new Recordings(types, entries).Add();
        foreach (var type in types.All)
            RegisterType(type);
    }

    /// <summary>The schema in the schema definition language: sorted, and the same each time.</summary>
    public string Print()
    {
        Initialize();
        return this.Print(new PrintOptions { StringComparison = StringComparison.Ordinal }).ReplaceLineEndings("\n");
    }

    ObjectGraphType QueryOf(GraphTypes types)
    {
        var query = new ObjectGraphType { Name = "Query", Description = "Reading: everything obeys a moment and what the viewer may see." };
        StoredTypes.Add(types, query);
        query.AddField(new FieldType
        {
            Name = "endeavour",
            Description = "An endeavour; null where there is none of that slug that the viewer may see.",
            ResolvedType = names.Read("Endeavour"),
            Arguments = Argument.Of([new("slug", "Slug!", "Its slug.")], names),
            Resolver = new FuncFieldResolver<object?>(async context => await Endeavour(context)),
        });
        query.AddField(new FieldType
        {
            Name = "catalogue",
            Description = "The kinds of entries there are, by family.",
            ResolvedType = names.Read("[Kind!]!"),
            Resolver = new FuncFieldResolver<object?>(_ => Seen.Wrap(Nowhere, types.Catalogue.Kinds)),
        });
        return query;
    }

    // The catalogue is looked at from no endeavour.
    static readonly Scene Nowhere = new(History.Empty(""), History.Empty("").At(Instant.MinValue, Instant.MinValue, Visibility.Public));

    static void AddEndeavour(GraphTypes types)
    {
        types.Object<History>("Endeavour", "A convening endeavour: a long piece of work in which people bring others together across boundaries.")
            .Field("slug", "Slug!", history => history.Endeavour, "Its slug.")
            .Field("title", "String", (_, scene) => scene.Frame.Endeavour.Title, "What it is called, today.")
            .Field("status", "FrameStatus!", (_, scene) => scene.Frame.Endeavour.Status, "Whether it is at work, today.")
            .Field("entryCount", "Int!", (_, scene) => scene.Frame.Edition.KnownCount, "How many entries the viewer may see, entries about entries included.")
            .Field("lastRecordedAt", "DateTime!", (history, scene) => history.For(scene.Clearance).LastRecordedAt, "When the last entry that the viewer may see became known.")
            .Field("moments", "[MarkedMoment!]!", (_, scene) => Marked(scene), "The moments worth returning to, in the order in which they were marked.")
            .Field("frame", "Frame", (history, scene, context) => FrameOf(history, scene, context), "The whole endeavour as of a moment.",
                new("at", "MomentText", "When it was so in the world. Absent: now."),
                new("knownAt", "MomentText", "By when it had to be known. Absent: all that is recorded."),
                new("as", "Visibility", "As a wider circle would see it. Absent: the viewer's own."))
            .Field("tracks", "Tracks", (history, scene, context) => TrackTypes.TracksOf(history, scene, context), "What a client needs to move both clocks without asking again, for one circle; null where the endeavour does not exist for it.", new Argument("as", "Visibility", "As a wider circle would see it. Absent: the viewer's own."))
            .Field("comparison", "Comparison", ComparisonTypes.Compare, ComparisonTypes.Description, ComparisonTypes.Arguments)
            .Field("timeline", $"{types.Connection("Entry")}!", (_, scene, context) => Timelines.Page(scene, [.. scene.Frame.Edition.Known], "recorded", context),
                "All entries that the viewer may see, in the order of recording; retracted ones and entries about entries too.", Timelines.Arguments)
            .Field("entry", "Entry", (_, scene, context) => scene.Frame.Edition.Find(context.GetArgument<string>("id")), "An entry by id or ref.", new Argument("id", "String!", "Its id or ref."));
        types.Object<MarkedMoment>("MarkedMoment", "A moment worth returning to.")
            .Field("name", "String!", moment => moment.Name, "Its name; accepted wherever a moment is asked for.")
            .Field("at", "DateTime!", moment => moment.At, "The instant in the world.")
            .Field("knownAt", "DateTime!", moment => moment.KnownAt, "By when it was known.")
            .Field("entry", "MomentMarked!", moment => moment.Entry, "The entry that marked it.");
    }

    static void AddCatalogue(GraphTypes types)
    {
        types.Object<Kind>("Kind", "A kind of entry.")
            .Field("name", "String!", kind => kind.Name)
            .Field("family", "Family!", kind => kind.Family)
            .Field("dimension", "Dimension", kind => kind.Dimension)
            .Field("summary", "String!", kind => kind.Summary)
            .Field("isMeta", "Boolean!", kind => kind.IsMeta)
            .Field("isNarrow", "Boolean!", kind => kind.IsNarrow)
            .Field("names", types.Enum(typeof(Thing)), kind => kind.Names)
            .Field("members", "[Member!]!", (kind, _) => kind.Members.All, "The members of its data, in order.");
        types.Object<Member>("Member", "A member of the data of a kind.")
            .Field("name", "String!", member => member.Name)
            .Field("isRequired", "Boolean!", member => member.IsRequired)
            .Field("description", "String!", member => member.Description)
            .Field("accepted", "String!", (member, _) => member.Shape.Accepted, "What would be accepted, in words.")
            .Field("isList", "Boolean!", (member, _) => member.Shape is ListShape, "Whether it is a list.")
            .Field("values", "[String!]!", (member, _) => ((member.Shape as ListShape)?.Item ?? member.Shape) is ChoiceShape choice ? choice.Names.All : [], "The values of its list, where it has one.")
            .Field("wordsOf", "String", (member, _) => member.Shape is TextShape text ? text.Whose ?? "recorder" : null, "For a text: the member that says whose words it holds, or `recorder`.");
    }

    static async Task<object?> Endeavour(IResolveFieldContext context) => await SeenNow(context.GetArgument<string>("slug"), context);

    internal static async Task<Seen?> SeenNow(string slug, IResolveFieldContext context)
    {
        var services = context.RequestServices!;
        if (!Slug.IsSlug(slug))
            return null;
        var clearance = services.GetRequiredService<IViewers>().Current.ClearanceFor(slug);
        var history = await services.GetRequiredService<Histories>().Current(slug, context.CancellationToken);
        return history.ExistsFor(clearance) ? new(Scene.Today(history, clearance, Now(services)), history) : null;
    }

    static Instant Now(IServiceProvider services) => Instant.FromDateTimeOffset(services.GetRequiredService<TimeProvider>().GetUtcNow());

    static Seen? FrameOf(History history, Scene scene, IResolveFieldContext context) =>
        Ask.Frame(history, scene, new(Ask.TextOrNull(context, "at"), Ask.TextOrNull(context, "knownAt"), Ask.Circle(context, "as"))) is { } frame
            ? new(new(history, frame), frame)
            : null;

    static IEnumerable<MarkedMoment> Marked(Scene scene) => scene.Frame.Edition.Effective
        .Where(entry => entry.Data is Evaluation.MomentMarked)
        .OrderBy(entry => entry.Sequence)
        .Select(entry => new MarkedMoment(((Evaluation.MomentMarked)entry.Data).Name, Moments.InstantOf(entry, Clock.At), Moments.InstantOf(entry, Clock.KnownAt), entry));

    sealed record MarkedMoment(string Name, Instant At, Instant KnownAt, Entry Entry);
}
