using ConveningLedger.Store.Access;
using Marten;
using Npgsql;
using Wolverine.Attributes;

namespace ConveningLedger.Store;

/// <summary>Asks to record drafts, in their order, in one transaction.</summary>
/// <param name="Requests">The drafts, each with who asks.</param>
/// <param name="Waits">Whether a stream that somebody else has is waited for; else its drafts are left undecided.</param>
/// <param name="Patience">For how long it is waited for before its drafts are left undecided, too; null: for as long as it takes.</param>
public sealed record Record(IReadOnlyList<RecordRequest> Requests, bool Waits, TimeSpan? Patience = null);

/// <summary>One draft to be recorded.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Recorder">Who asks.</param>
public sealed record RecordRequest(Draft Draft, Recorder Recorder);

/// <summary>What came of each draft, in their order.</summary>
/// <param name="Decisions">The decisions; null where somebody else had the stream.</param>
/// <param name="Appended">What is in the streams once it is committed.</param>
public sealed record RecordAnswer(IReadOnlyList<Decision?> Decisions, IReadOnlyList<Appended> Appended);

/// <summary>What was appended to a stream.</summary>
/// <param name="Endeavour">The slug.</param>
/// <param name="Entries">The entries, in sequence, as they are read from now on.</param>
/// <param name="Bytes">How long their bodies are.</param>
public sealed record Appended(string Endeavour, IReadOnlyList<Entry> Entries, long Bytes);

/// <summary>
/// The one door. Takes the streams, brings the histories up to them, decides on each draft as if those before it were recorded, and
/// appends what is accepted; Wolverine commits, and the answer is given after that.
/// </summary>
public static class RecordHandler
{
    const int MostSeconds = 3600;
    const int SilentTimes = 8;

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
        string[] endeavours = [.. command.Requests.Select(request => request.Draft.Endeavour).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var (now, current) = command.Waits ? await Wait(endeavours[0]) : await histories.Taken(endeavours, session.Connection, cancellation);
        var pending = current.ToDictionary(pair => pair.Key, pair => new Pending(pair.Value, pair.Value.Registry), StringComparer.Ordinal);
        var decisions = new List<Decision?>(command.Requests.Count);
        foreach (var (draft, recorder) in command.Requests)
        {
            if (!pending.TryGetValue(draft.Endeavour, out var so))
            {
                decisions.Add(null);
                continue;
            }
            var decision = Recording.Decide(so.Registry, so, draft, recorder, Guid.CreateVersion7(), Later(now, so.Registry.LastReceivedAt));
            if (decision is Decision.Accepted accepted)
                so.Add(accepted.Entry);
            decisions.Add(decision);
        }
        var appended = events.Append(session, [.. pending.Values.SelectMany(so => so.Entries)]);
        for (var index = 0; index < decisions.Count; index++)
        {
            if (decisions[index] is Decision.Accepted accepted)
                session.QueueConveners(events.Schema, [accepted.Entry], command.Requests[index].Recorder.Subject);
        }
        return new(decisions, appended);

        async Task<(Instant, IReadOnlyDictionary<string, History>)> Wait(string endeavour)
        {
            if (await TryWait(session.Connection, endeavour, command.Patience, cancellation) is not { } now)
                return (default, new Dictionary<string, History>());
            return (now, new Dictionary<string, History>(StringComparer.Ordinal) { [endeavour] = await histories.Current(endeavour, session.Connection, cancellation) });
        }
    }

    /// <summary>Waits for a stream; null where somebody else still has it.</summary>
    static async Task<Instant?> TryWait(NpgsqlConnection connection, string endeavour, TimeSpan? patience, CancellationToken cancellation)
    {
        if (patience is not { } limit)
            return await Wait(connection, StreamLock.Take(endeavour), cancellation);
        // PostgreSQL says so by itself, and so that it is there.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new($"set local lock_timeout = {(long)limit.TotalMilliseconds}"), StreamLock.Take(endeavour), new("reset lock_timeout"), StreamLock.Clock() },
            Timeout = (int)Math.Ceiling(limit.TotalSeconds) * SilentTimes,
        };
        try
        {
            return await Now(batch, cancellation);
        }
        catch (PostgresException said) when (said.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return null;
        }
    }

    internal static async Task<Instant> Wait(NpgsqlConnection connection, NpgsqlBatchCommand forStream, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { forStream, StreamLock.Clock() }, Timeout = MostSeconds };
        return await Now(batch, cancellation);
    }

    static async Task<Instant> Now(NpgsqlBatch batch, CancellationToken cancellation)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return Instant.FromDateTimeOffset(reader.GetFieldValue<DateTimeOffset>(0));
    }

    // A clock that was set back must not turn the order of receiving round.
    internal static Instant Later(Instant one, Instant other) => one > other ? one : other;
}
