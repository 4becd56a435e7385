using ConveningLedger.GraphQL.Transport;
using ConveningLedger.GraphQL.Types;
using ConveningLedger.Identity;
using ConveningLedger.LongGame;
using ConveningLedger.Store;
using ConveningLedger.Store.Projections;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.GraphQL.Views;

/// <summary>The queries that stored projections answer: across endeavours, and without loading a history.</summary>
static class StoredTypes
{
    // What is found across endeavours is looked at from none of them.
    static readonly Scene Nowhere = new(History.Empty(""), History.Empty("").At(Instant.MinValue, Instant.MinValue, Visibility.Public));

    // They wait for what is recorded, and ask the database.
    const int Weight = 50;

    public static void Add(GraphTypes types, ObjectGraphType query)
    {
        types.Object<FeedItem>("FedMicroShift", "A micro-shift in the feed across endeavours.")
            .Field("endeavour", "Endeavour!", (item, _) => item.Endeavour, "The endeavour.")
            .Field("microShift", "MicroShift!", (item, _) => item.Shift, "The micro-shift, in the endeavour as it is today.");
        types.Object<HitShown>("SearchHit", "An entry that a search found.")
            .Field("endeavour", "Endeavour!", (hit, _) => hit.Endeavour, "The endeavour.")
            .Field("entry", "Entry!", (hit, _) => hit.Entry, "The entry, in the endeavour as it is today.")
            .Field("snippet", "String!", (hit, _) => hit.Snippet, "Where it fits: found words stand between ⟦ and ⟧.");
        types.Object<LagShown>("ProjectionLag", "How far a stored projection is behind what is recorded.")
            .Field("name", "String!", (lag, _) => lag.Lag.Name, "The projection.")
            .Field("isCurrent", "Boolean!", (lag, _) => lag.Lag.Behind == 0, "Whether it has taken in all that is recorded.")
            .Field("behind", "Float", (lag, _) => lag.IsTold ? (double)lag.Lag.Behind : null, "How many events of all endeavours it has still to take in; told to those alone who see all of every endeavour.");
        types.Object<CallHistory>("CallHistory")
            .Field("audience", "String!", history => history.Audience)
            .List("revisions", "StoredWording", history => history.Revisions)
            .Field("isWithdrawn", "Boolean!", history => history.IsWithdrawn)
            .List("answers", "StoredAnswer", history => history.Answers)
            .List("voices", "String", history => history.Voices);
        types.Object<CallHistory.Wording>("StoredWording")
            .Field("entry", "UUID!", wording => wording.Entry)
            .Field("occurredAt", "EDTF!", wording => wording.OccurredAt)
            .Field("text", "String!", wording => wording.Text)
            .Field("contributors", "[Slug!]!", wording => wording.Contributors);
        types.Object<CallHistory.Answered>("StoredAnswer")
            .Field("entry", "UUID!", answered => answered.Entry)
            .Field("who", "Slug!", answered => answered.Who)
            .Field("answer", $"{types.Enum(typeof(Calls.Answer))}!", answered => answered.Answer);
        types.Object<IdentityTrajectory>("IdentityTrajectory")
            .Field("participant", "Slug!", trajectory => trajectory.Participant)
            .Field("takesPart", "Boolean!", trajectory => trajectory.TakesPart)
            .Field("breadth", "Int!", trajectory => trajectory.Breadth)
            .List("shifts", "StoredShift", trajectory => trajectory.Shifts);
        types.Object<IdentityTrajectory.Shift>("StoredShift")
            .Field("entry", "UUID!", shift => shift.Entry)
            .Field("occurredAt", "EDTF!", shift => shift.OccurredAt)
            .Field("with", "Slug!", shift => shift.With)
            .Field("movement", types.Enum(typeof(IdentityMovement)), shift => shift.Movement)
            .Field("strength", "Float", shift => shift.Strength)
            .Field("bySelf", "Boolean!", shift => shift.BySelf);

        List("endeavours", "Endeavour", "The endeavours that the viewer may see, by slug. Like all that stored projections answer it waits for what is recorded, and is refused as UNAVAILABLE where that takes longer than eight seconds.", Endeavours, []);
        List("search", "SearchHit", $"Entries of all endeavours that the viewer may see, by their texts, the best fitting first; at most {AcrossEndeavours.Most:N0}.", Search,
        [
            new("text", "String!", "Words that all have to be there; `\"words in this order\"`, `or`, `-without` are understood. Words are found as they are written, in any language."),
            new("endeavours", "[Slug!]", "In these endeavours only."), new("kinds", "[String!]", "Of these kinds only, by name."),
        ]);
        List("microShifts", "FedMicroShift", $"The micro-shifts of all endeavours that the viewer may see, by when they occurred, the latest first; at most {AcrossEndeavours.Most:N0}.", MicroShifts,
        [
            new("endeavours", "[Slug!]", "Of these endeavours only."), new("measures", $"[{types.Enum(typeof(Measure))}!]", "Of these measures only."),
            new("from", "EDTF", "That occurred from the first instant of this date on."), new("until", "EDTF", "That occurred by the last instant of this date."),
        ]);
        Field("callHistory", "CallHistory", "The narrative of one audience as it stands with all that is recorded, without loading the endeavour; null where there is none.", Call,
            [new("endeavour", "Slug!", "The endeavour."), new("audience", "Slug", "The audience; absent: the common call.")]);
        Field("identityTrajectory", "IdentityTrajectory", "What one participant identified with, as it stands with all that is recorded, without loading the endeavour; null where there is none.", Trajectory,
            [new("endeavour", "Slug!", "The endeavour."), new("participant", "Slug!", "The participant.")]);
        Field("projections", "[ProjectionLag!]!", "How far the stored projections are behind what is recorded, by name.", Lags, []);

        FieldType Field(string name, string type, string description, Func<IResolveFieldContext, Task<object?>> resolve, Argument[] arguments)
        {
            var field = new FieldType
            {
                Name = name,
                Description = description,
                ResolvedType = types.Names.Read(type),
                Arguments = Argument.Of(arguments, types.Names),
                Resolver = new FuncFieldResolver<object?>(async context => await resolve(context)),
            };
            Cost.Weigh(field, Weight);
            query.AddField(field);
            return field;
        }

        void List(string name, string node, string description, Func<IResolveFieldContext, Task<object?>> resolve, Argument[] arguments) =>
            Connection.Price(Field(name, $"{types.Connection(node)}!", description, resolve, [.. Connection.Arguments, .. arguments]));
    }

    static async Task<object?> Endeavours(IResolveFieldContext context)
    {
        var summaries = await Seen(context, StoredProjections.Endeavours, null);
        return await Paged(Connection.Page(summaries, "endeavours", context, summary => summary.Endeavour), (EndeavourSummary summary) => summary.Endeavour, (endeavour, _) => endeavour, context);
    }

    static async Task<object?> Search(IResolveFieldContext context)
    {
        var text = Ask.Text(context, "text");
        if (string.IsNullOrWhiteSpace(text) || text.Length > 500 || text.Contains('\0'))
            throw Ask.Refused(RefusalCode.OutOfRange, "`text` is empty, longer than 500 characters, or has U+0000 in it.", "1 to 500 characters");
        var summaries = await Seen(context, StoredProjections.Search, Ask.Values(context, "endeavours"));
        var hits = await Stored(context).Search(summaries, text, Ask.Values(context, "kinds"), context.CancellationToken);
        // What was kept may be older than who may see it today.
        return await Paged(Connection.Page(hits, "search", context, hit => $"{hit.Endeavour} {hit.Entry}"), (Hit hit) => hit.Endeavour,
            (endeavour, hit) => endeavour.Scene.Frame.Edition.Find(hit.Entry.ToString()) is { } entry ? new Seen(endeavour.Scene, new HitShown(endeavour, entry, hit.Snippet)) : null, context);
    }

    static async Task<object?> MicroShifts(IResolveFieldContext context)
    {
        var summaries = await Seen(context, StoredProjections.MicroShifts, Ask.Values(context, "endeavours"));
        var shifts = await Stored(context).MicroShifts(summaries, Ask.Values(context, "measures"), Ask.Date(context, "from")?.Earliest, Ask.Date(context, "until")?.LastInstant, context.CancellationToken);
        return await Paged(Connection.Page(shifts, "microShifts", context, shift => $"{shift.Endeavour} {shift.Entry} {shift.Measure} {string.Join('\n', shift.Subject)}"), (FedShift shift) => shift.Endeavour,
            (endeavour, fed) => endeavour.Scene.Frame.Edition.Find(fed.Entry.ToString()) is { } entry
                && endeavour.Scene.Frame.Measures.By(entry).FirstOrDefault(shift => ValueNames.Of(shift.Of.Measure) == fed.Measure && shift.Of.Subject.SequenceEqual(fed.Subject)) is { } found
                ? new Seen(endeavour.Scene, new FeedItem(endeavour, found))
                : null, context);
    }

    static Task<object?> Call(IResolveFieldContext context) => Document<CallHistory>(context, StoredProjections.Calls, Ask.TextOrNull(context, "audience") ?? "");

    static Task<object?> Trajectory(IResolveFieldContext context) => Document<IdentityTrajectory>(context, StoredProjections.Identities, Ask.Text(context, "participant"));

    static async Task<object?> Document<T>(IResolveFieldContext context, string projection, string key) where T : class, IStoredDocument
    {
        var slug = Ask.Text(context, "endeavour");
        if (!Slug.IsSlug(slug) || (key.Length > 0 && !Slug.IsSlug(key)))
            return null;
        await Wait(context, projection, endeavour => endeavour == slug);
        if ((await context.Viewer()).ClearanceFor(slug) is not { } clearance)
            return null;
        return await Stored(context).Find<T>($"{slug}/{ValueNames.Of(clearance)}/{key}", context.CancellationToken) is { } document ? new Seen(Nowhere, document) : null;
    }

    static async Task<object?> Lags(IResolveFieldContext context)
    {
        var services = context.RequestServices!;
        var viewer = await context.Viewer();
        var slugs = await services.GetRequiredService<EndeavourList>().All(context.CancellationToken);
        var isTold = slugs.All(slug => viewer.ClearanceFor(slug) == Visibility.Conveners);
        return (await services.GetRequiredService<ProjectionState>().Lags(context.CancellationToken)).Select(lag => new Seen(Nowhere, new LagShown(lag, isTold))).ToArray();
    }

    static async Task<IReadOnlyList<EndeavourSummary>> Seen(IResolveFieldContext context, string projection, HashSet<string>? among)
    {
        var viewer = await context.Viewer();
        await Wait(context, projection, IsAsked);
        if (projection != StoredProjections.Endeavours)
            await Wait(context, StoredProjections.Endeavours, IsAsked);
        // Who sees nothing but what they have a part in is not to wait for the list of all there is.
        var isShownMore = viewer.ClearanceFor("") is not null;
        return await Stored(context).Endeavours(viewer.ClearanceFor, among ?? (isShownMore ? null : viewer.Roles.Keys), context.CancellationToken);

        bool IsAsked(string endeavour) => among?.Contains(endeavour) != false && viewer.ClearanceFor(endeavour) is not null;
    }

    // Whatever was kept before somebody was shut out must not be shown, so none of this is answered from what is behind.
    static Task Wait(IResolveFieldContext context, string projection, Func<string, bool> concerns) =>
        context.RequestServices!.GetRequiredService<ProjectionState>().WaitFor(projection, concerns, context.CancellationToken);

    /// <summary>A page of what is kept, each item looked at in its endeavour as it is today; the endeavours are read at once.</summary>
    static async Task<Seen> Paged<T>(Connection page, Func<T, string> endeavourOf, Func<Seen, T, Seen?> look, IResolveFieldContext context)
    {
        var endeavours = await LedgerSchema.SeenNow(page.Edges.Select(edge => endeavourOf((T)edge.Node)), context);
        var edges = new List<Edge>(page.Edges.Count);
        foreach (var edge in page.Edges)
        {
            if (endeavours.TryGetValue(endeavourOf((T)edge.Node), out var endeavour) && look(endeavour, (T)edge.Node) is { } seen)
                edges.Add(edge with { Node = seen });
        }
        return new(Nowhere, page with { Edges = edges });
    }

    static AcrossEndeavours Stored(IResolveFieldContext context) => context.RequestServices!.GetRequiredService<AcrossEndeavours>();

    sealed record FeedItem(Seen Endeavour, MicroShift Shift);

    sealed record HitShown(Seen Endeavour, Entry Entry, string Snippet);

    sealed record LagShown(ProjectionLag Lag, bool IsTold);
}
