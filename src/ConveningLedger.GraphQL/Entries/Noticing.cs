using System.Globalization;
using System.Runtime.CompilerServices;
using ConveningLedger.GraphQL.Transport;
using ConveningLedger.GraphQL.Types;
using ConveningLedger.Store;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.GraphQL.Entries;

/// <summary>
/// The subscription to what comes to be seen in an endeavour. It reads the history from a cursor on, and waits where there is no more: what
/// was missed and what is new are one and the same, so nothing is lost between them, and nothing is kept for one who is slow.
/// </summary>
static class Noticing
{
    // Who may see what is looked at anew for one who takes longer than this.
    static readonly TimeSpan StaysFresh = TimeSpan.FromSeconds(1);

    // Should a word of what was appended ever be lost, it is looked for all the same.
    static readonly TimeSpan LooksAfter = TimeSpan.FromSeconds(20);

    public static ObjectGraphType Add(GraphTypes types)
    {
        types.Object<Noticed>("EntryNotice", "That an entry came to be seen, is not to be seen any more, or lost members.")
            .Field("cursor", "String!", (noticed, _) => noticed.Cursor, "From where to go on after it: `after` of the subscription, and of the timeline.")
            .Field("entry", "Entry", (noticed, _) => noticed.Entry, "The entry that came to be seen, recorded or widened, as it is now; null where one is withdrawn.")
            .Field("withdrawn", "WithdrawnEntry", (noticed, _) => noticed.Withdrawn, "The entry that is not to be seen any more; null where one came to be seen.")
            .Field("erased", "ErasedEntry", (noticed, _) => noticed.Erased, "The entry of which members were destroyed: a copy of it is to be dropped, and read again. Null where none were.");
        var subscription = new ObjectGraphType { Name = "Subscription", Description = "What happens, as it happens." };
        subscription.AddField(new FieldType
        {
            Name = "entryRecorded",
            Description = "The entries of an endeavour as they come to be seen by the viewer, in the order in which they do, each once; and which are withdrawn, or lost members. "
                + "First all that came after the cursor, then what comes, on whichever node. It ends with ACCESS_CHANGED where the viewer's part in the endeavour changes: then read it anew.",
            ResolvedType = types.Names.Read("EntryNotice!"),
            Arguments = Argument.Of(
            [
                new("endeavour", "Slug!", "The endeavour."),
                new("as", "Visibility", "As a wider circle would see it. Absent: the viewer's own."),
                new("after", "String", "A cursor of a notice, or of the endeavour's timeline, for the same circle: all that came after it is told first. Absent: only what comes from now on."),
            ], types.Names),
            Resolver = new FuncFieldResolver<object?>(async context => await Opened(context)),
            // The engine asks for one; the transport runs subscriptions in its own two steps.
            StreamResolver = new SourceStreamResolver<object?>(IObservable<object?> (_) => throw new NotSupportedException()),
        });
        return subscription;
    }

    static async Task<object?> Opened(IResolveFieldContext context)
    {
        if (context.RootValue is Happening or Seen)
            return context.RootValue;
        if (context.RootValue is not Opening opening)
            throw new ExecutionError("A subscription is not answered once.") { Code = "NOT_ACCEPTABLE" };
        var slug = Ask.Text(context, "endeavour");
        var services = context.RequestServices!;
        var viewer = await context.Viewer();
        if (!Slug.IsSlug(slug) || viewer.ClearanceFor(slug) is not { } clearance
            || await services.GetRequiredService<Histories>().Current(slug, context.CancellationToken) is not { } history || !history.ExistsFor(clearance)
            || Ask.As(Scene.Today(history, clearance, Instant.FromDateTimeOffset(services.GetRequiredService<TimeProvider>().GetUtcNow())), context) is not { Clearance: var circle } seen)
        {
            throw Ask.Refused(RefusalCode.UnknownEndeavour, $"There is no endeavour '{slug}'.", "the slug of an endeavour");
        }
        var cursors = Timelines.CursorsOf(slug, circle, context);
        var (after, erasures) = (opening.After ?? Ask.TextOrNull(context, "after")) is not { } given ? (Notice.LastNumber(history), Timelines.LastErasure(seen))
            : cursors.Open(given) is var (place, key) ? (place, key is null ? 0 : long.Parse(key, CultureInfo.InvariantCulture)) : throw new ExecutionError("`after` is not a cursor of this endeavour, or of one that saw it as the viewer does now. Accepted: a cursor of its notices or of its timeline.") { Code = "BAD_CURSOR" };
        // It outlives the operation that opens it, and the operation's services.
        var (viewers, user) = (services.GetRequiredService<IViewers>(), context.User!);
        opening.Source = From(slug, clearance, circle, after, erasures, cursors, services.GetRequiredService<Histories>(), services.GetRequiredService<Announcements>(),
            services.GetRequiredService<TimeProvider>(), async cancellation => (await viewers.Of(user, cancellation)).ClearanceFor(slug));
        throw new OpenedException();
    }

    static async IAsyncEnumerable<Happening> From(
        string slug, Visibility clearance, Visibility circle, int after, long erasures, Connection.ListOfCursors cursors, Histories histories, Announcements announcements, TimeProvider time,
        Func<CancellationToken, Task<Visibility?>> clearanceNow, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        // What came and went before it could be told is not told at all.
        var untold = new HashSet<Guid>();
        var looked = 0L;
        while (true)
        {
            var next = announcements.Next(slug);
            var history = await histories.Current(slug, cancellation);
            if (await clearanceNow(cancellation) != clearance || !history.ExistsFor(circle))
                throw new ExecutionError("The viewer's part in the endeavour has changed. Read it anew, and subscribe again.") { Code = "ACCESS_CHANGED" };
            var (lookedAt, isCaughtUp) = (time.GetTimestamp(), true);
            Scene? scene = null;
            foreach (var notice in Notice.Of(history, circle, after))
            {
                if (time.GetElapsedTime(lookedAt) > StaysFresh)
                {
                    isCaughtUp = false;
                    break;
                }
                after = notice.Number;
                scene ??= Scene.Today(history, circle, Instant.FromDateTimeOffset(time.GetUtcNow()));
                var cursor = Sealed();
                if (!notice.IsThere)
                {
                    if (!untold.Remove(notice.Entry.Id))
                        yield return new(new Seen(scene, new Noticed(cursor, null, new(notice.Entry.Id), null)), cursor);
                    continue;
                }
                if (scene.Frame.Edition.Find(notice.Entry.Id.ToString()) is { } entry)
                    yield return new(new Seen(scene, new Noticed(cursor, entry, null, null)), cursor);
                else
                    untold.Add(notice.Entry.Id);
            }
            if (!isCaughtUp)
                continue;
            // What was told before is told again, by its id, where words of it were destroyed since.
            if (history.LastErasure != looked)
            {
                looked = history.LastErasure;
                scene ??= Scene.Today(history, circle, Instant.FromDateTimeOffset(time.GetUtcNow()));
                foreach (var lossy in Timelines.ErasedIn(scene).Where(erased => erased.Number > erasures))
                {
                    erasures = lossy.Number;
                    var cursor = Sealed();
                    yield return new(new Seen(scene, new Noticed(cursor, null, null, lossy)), cursor);
                }
            }
            await Task.WhenAny(next, Task.Delay(LooksAfter, time, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }

        string Sealed() => cursors.Seal(after, Timelines.KeyOf(erasures));
    }

    sealed record Noticed(string Cursor, Entry? Entry, Timelines.Withdrawn? Withdrawn, Timelines.Lossy? Erased);
}
