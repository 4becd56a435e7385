using ConveningLedger.Store.Access;
using Marten;
using Npgsql;
using Wolverine.Attributes;

namespace ConveningLedger.Store;

/// <summary>Asks to record drafts of one endeavour, in their order, in one transaction.</summary>
/// <param name="Endeavour">The slug of the endeavour that all drafts are of.</param>
/// <param name="Requests">The drafts, each with who asks.</param>
public sealed record Record(string Endeavour, IReadOnlyList<RecordRequest> Requests);

/// <summary>One draft to be recorded.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Recorder">Who asks.</param>
public sealed record RecordRequest(Draft Draft, Recorder Recorder);

/// <summary>What came of each draft, in their order.</summary>
/// <param name="Decisions">The decisions.</param>
public sealed record RecordAnswer(IReadOnlyList<Decision> Decisions);

/// <summary>
/// The one door. Waits for the stream, brings the history up to it, decides on each draft as if those before it were recorded, and
/// appends what is accepted; Wolverine commits, and the answer is given after that.
/// </summary>
public static class RecordHandler
{
    const int MostSeconds = 3600;

    /// <summary>Records.</summary>
    /// <param name="command">What to record.</param>
    /// <param name="session">The session, saved after this.</param>
    /// <param name="histories">The histories.</param>
    /// <param name="events">How entries are events.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    // An import may keep others out for longer than a message takes by default.
    [MessageTimeout(MostSeconds)]
    public static async Task<RecordAnswer> Handle(Record command, IDocumentSession session, Histories histories, EntryEvents events, CancellationToken cancellation)
    {
        await session.BeginTransactionAsync(cancellation);
        var now = await Wait(session.Connection, StreamLock.Take(command.Endeavour), cancellation);
        var history = await histories.Current(command.Endeavour, session.Connection, cancellation);
        var pending = new Pending(history, history.Registry);
        var decisions = new List<Decision>(command.Requests.Count);
        foreach (var (draft, recorder) in command.Requests)
        {
            var decision = Recording.Decide(pending.Registry, pending, draft, recorder, Guid.CreateVersion7(),
                Later(now, pending.Registry.LastReceivedAt));
            if (decision is Decision.Accepted accepted)
                pending.Add(accepted.Entry);
            decisions.Add(decision);
        }
        EntryEvents.Append(session, pending.Entries);
        for (var index = 0; index < decisions.Count; index++)
        {
            if (decisions[index] is Decision.Accepted accepted)
                session.QueueConveners(events.Schema, [accepted.Entry], command.Requests[index].Recorder.Subject);
        }
        return new(decisions);
    }

    internal static async Task<Instant> Wait(NpgsqlConnection connection, NpgsqlBatchCommand forStream, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { forStream, StreamLock.Clock() }, Timeout = MostSeconds };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return Instant.FromDateTimeOffset(reader.GetFieldValue<DateTimeOffset>(0));
    }

    // A clock that was set back must not turn the order of receiving round.
    internal static Instant Later(Instant one, Instant other) => one > other ? one : other;
}
