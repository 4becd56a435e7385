using ConveningLedger.GraphQL.Access;
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
    readonly Catalogue catalogue;

    /// <summary>Makes the schema.</summary>
    /// <param name="services">The services, for the engine.</param>
    /// <param name="catalogue">The kinds of entries there are.</param>
    public LedgerSchema(IServiceProvider services, Catalogue catalogue) : base(services)
    {
        this.catalogue = catalogue;
        Description = "The history of convening endeavours: what happened, when it became known, and what the whole looked like at any moment.";
        Introspection.Declare(this);
        var types = new GraphTypes(catalogue, names);
        var entries = new EntryTypes(types);
        entries.Add();
        FrameTypes.Add(types);
        ProofTypes.Add(types);
        AddEndeavour(types);
        AddCatalogue(types);
        var access = new AccessTypes(types);
        Query = QueryOf(types, access);
        var mutation = new Recordings(types, entries).Add();
        access.AddMutations(mutation);
        new ErasureTypes(types).AddMutation(access, mutation);
        Mutation = mutation;
        Subscription = Noticing.Add(types);
        foreach (var type in types.All)
            RegisterType(type);
    }

    /// <summary>A fragment that asks for all that every kind of entry holds.</summary>
    public string PrintAllEntries()
    {
        Initialize();
        return AllEntries.Print(this, catalogue);
    }

    /// <summary>Looks at all of it, for mistakes, and adds to what it tells of itself what the library leaves out.</summary>
    public void Complete()
    {
        Initialize();
        Introspection.Complete(this);
    }

    /// <summary>The schema in the schema definition language: sorted, and the same each time.</summary>
    public string Print()
    {
        Complete();
        return this.Print(new PrintOptions { StringComparison = StringComparison.Ordinal }).ReplaceLineEndings("\n");
    }

    ObjectGraphType QueryOf(GraphTypes types, AccessTypes access)
    {
        var query = new ObjectGraphType { Name = "Query", Description = "Reading: everything obeys a moment and what the viewer may see." };
        StoredTypes.Add(types, query);
        NodeTypes.Add(types, query);
        access.AddQuery(query);
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
        query.AddField(new FieldType
        {
            Name = "edtf",
            Description = "How a date is read: for forms that show it before anything is recorded.",
            ResolvedType = names.Read("DateRead!"),
            Arguments = Argument.Of([new("text", "EDTF!", "The date as it was written.")], names),
            Resolver = new FuncFieldResolver<object?>(context => new Seen(Nowhere, Ask.Date(context, "text")!)),
        });
        return query;
    }

    // The catalogue is looked at from no endeavour.
    static readonly Scene Nowhere = new(History.Empty(""), History.Empty("").At(Instant.MinValue, Instant.MinValue, Visibility.Public));

    static void AddEndeavour(GraphTypes types)
    {
        var endeavour = types.Object<History>("Endeavour", "A convening endeavour: a long piece of work in which people bring others together across boundaries.")
            .Node((scene, _) => scene.History)
            .Field("slug", "Slug!", history => history.Endeavour, "Its slug.")
            .Field("title", "String", (_, scene) => scene.Frame.Endeavour.Title, "What it is called, today.")
            .Field("status", "FrameStatus!", (_, scene) => scene.Frame.Endeavour.Status, "Whether it is at work, today.")
            .Field("entryCount", "Int!", (_, scene) => scene.Frame.Edition.KnownCount, "How many entries the viewer may see, entries about entries included.")
            .Field("lastRecordedAt", "DateTime!", (history, scene) => history.For(scene.Clearance).LastRecordedAt, "When the last entry that the viewer may see became known.")
            .PageAs("moments", "MarkedMoment", (scene, context) => Connection.Page([.. Marked(scene)], $"{scene.History.Endeavour} {scene.Clearance}", context), "The moments worth returning to, in the order in which they were marked.")
            .Field("frame", "Frame", (history, scene, context) => FrameOf(history, scene, context), "The whole endeavour as of a moment.",
                new("at", "MomentText", "When it was so in the world. Absent: now."),
                new("knownAt", "MomentText", "By when it had to be known. Absent: all that is recorded."),
                new("as", "Visibility", "As a wider circle would see it. Absent: the viewer's own.")).Weighing(400)
            .Field("tracks", "Tracks", (history, scene, context) => TrackTypes.TracksOf(history, scene, context), "What a client needs to move both clocks without asking again, for one circle; null where the endeavour does not exist for it.", new Argument("as", "Visibility", "As a wider circle would see it. Absent: the viewer's own.")).Weighing(400)
            .Field("comparison", "Comparison", ComparisonTypes.Compare, ComparisonTypes.Description, ComparisonTypes.Arguments).Weighing(800)
            .PageAs("timeline", "Entry", Timelines.PageByRecording,
                "All entries that the viewer may see, in the order in which they came to be seen: that of recording, but for those that were widened since. Retracted ones and entries about entries too. A cursor goes on holding its place, and opens the subscription after it.", Timelines.Filters)
            .Page("withdrawn", "WithdrawnEntry", (_, scene, context) => Timelines.PageOfWithdrawn(scene, context),
                "The entries that the viewer could see and may not any more: their ids, and nothing else. Its cursors are those of the timeline: who keeps a copy asks for what was withdrawn after what they read last.")
            .Field("replay", "[Frame!]!", Replay.Frames, Replay.Description, Replay.Arguments(types)).Weighing(Replay.Weight).Listing(Replay.Usual, "most")
            .Waiting("proof", "Proof", ProofTypes.Of, "What proves that nothing of it was rewritten; null where nothing is signed yet, or where it does not exist for the circle.", new Argument("as", "Visibility", "For a wider circle. Absent: the viewer's own.")).Weighing(100)
            .Waiting("access", "Access", AccessTypes.Of, "Who has a part in it; null for all but its conveners.")
            .Field("entry", "Entry", (_, scene, context) => scene.Frame.Edition.Find(context.GetArgument<string>("id")), "An entry by id or ref.", new Argument("id", "String!", "Its id or ref."));
        new ErasureTypes(types).Add(endeavour);
        types.Object<Timelines.Withdrawn>("WithdrawnEntry", "An entry that is not to be seen any more.")
            .Field("id", "ID!", (withdrawn, scene) => NodeIds.Of("Entry", scene.History.Endeavour, withdrawn.Id.ToString()), "The id under which it was seen.")
            .Field("uuid", "UUID!", withdrawn => withdrawn.Id, "The UUID under which it was seen.");
        types.Object<MarkedMoment>("MarkedMoment", "A moment worth returning to.")
            .Field("name", "String!", moment => moment.Name, "Its name; accepted wherever a moment is asked for.")
            .Field("at", "DateTime!", moment => moment.At, "The instant in the world.")
            .Field("knownAt", "DateTime!", moment => moment.KnownAt, "By when it was known.")
            .Field("entry", "MomentMarked!", moment => moment.Entry, "The entry that marked it.");
    }

    static void AddCatalogue(GraphTypes types)
    {
        types.Object<Edtf>("DateRead", "A date, as the ledger reads it.")
            .Field("text", "EDTF!", (date, _) => date.Text, "As it was written.")
            .Field("words", "String!", (date, _) => Wording.When(date), "In plain words.")
            .Field("earliest", "DateTime!", (date, _) => date.Earliest, "The first instant that it may mean.")
            .Field("latest", "DateTime!", (date, _) => date.Latest, "The end of the span that it may mean, exclusive; of an instant, the instant.");
        types.Object<Kind>("Kind", "A kind of entry.")
            .Field("name", "String!", kind => kind.Name)
            .Field("family", "Family!", kind => kind.Family)
            .Field("dimension", "Dimension", kind => kind.Dimension)
            .Field("summary", "String!", kind => kind.Summary)
            .Field("isMeta", "Boolean!", kind => kind.IsMeta)
            .Field("isNarrow", "Boolean!", kind => kind.IsNarrow)
            .Field("isByEvaluatorsToo", "Boolean!", kind => kind.IsByEvaluatorsToo)
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

    static async Task<object?> Endeavour(IResolveFieldContext context)
    {
        var slug = context.GetArgument<string>("slug");
        return (await SeenNow([slug], context)).GetValueOrDefault(slug);
    }

    /// <summary>The endeavours of some slugs that the viewer may see, as they are today: read at once, however many they are.</summary>
    internal static async Task<Dictionary<string, Seen>> SeenNow(IEnumerable<string> slugs, IResolveFieldContext context)
    {
        var services = context.RequestServices!;
        var viewer = await context.Viewer();
        // To those who have no part in it, an endeavour that is there is as one that is not, and nothing of it is looked at.
        var visible = slugs.Where(slug => Slug.IsSlug(slug) && viewer.ClearanceFor(slug) is not null).ToArray();
        var seen = new Dictionary<string, Seen>(StringComparer.Ordinal);
        if (visible.Length == 0)
            return seen;
        var now = Now(services);
        foreach (var (slug, history) in await services.GetRequiredService<Histories>().Current(visible, context.CancellationToken))
        {
            var clearance = viewer.ClearanceFor(slug)!.Value;
            if (history.ExistsFor(clearance))
                seen[slug] = new(Scene.Today(history, clearance, now), history);
        }
        return seen;
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
