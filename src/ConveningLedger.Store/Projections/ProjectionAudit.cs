using ConveningLedger.Store.Erasure;
using Marten;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConveningLedger.Store.Projections;

/// <summary>
/// Looks whether projections have what they say they have, and mends it. A projection goes on from number to number; an entry that is committed only
/// after its number was passed, because it was held for lost, is never shown to it. That is known by two marks which are written together: how far
/// a projection is, and which entry of the endeavour is the last in what it keeps.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="events">How entries are events.</param>
/// <param name="options">The database schema.</param>
/// <param name="log">Where it is said.</param>
public sealed class ProjectionAudit(IDocumentStore store, EntryEvents events, LedgerOptions options, ILogger<ProjectionAudit> log) : LookingService(TimeSpan.FromSeconds(Seconds), log)
{
    // What a node that was here before may have passed over.
    const long MostBefore = 100_000;

    const int LongestLook = 60;

    const int Seconds = 5;

    // Whatever takes longer to be committed once it has its number was refused by then.
    static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    readonly StoredProjection[] projections = [.. StoredProjections.All(options.Schema, () => throw new InvalidOperationException(), new(1))];
    readonly Queue<(long At, long Number)> positions = new();
    long? from;

    /// <inheritdoc/>
    protected override Task LookAfter(CancellationToken cancellation) => Look(cancellation);

    /// <summary>Looks at what was recorded lately, and has written anew what lacks of it in a projection.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many times a projection had passed over an endeavour.</returns>
    public async Task<int> Look(CancellationToken cancellation)
    {
        var (least, passedOver) = await Find(cancellation);
        foreach (var its in passedOver.GroupBy(one => one.Endeavour, one => one.Projection))
        {
            log.LogWarning("{Projections} had passed over entries of {Endeavour}, which came late; they are taken in now.", string.Join(", ", its), its.Key);
            await Derive(its.Key, [.. projections.Where(projection => its.Contains(projection.Name))], cancellation);
        }
        var now = Environment.TickCount64;
        positions.Enqueue((now, least));
        while (positions.TryPeek(out var oldest) && now - oldest.At > (long)Overlap.TotalMilliseconds)
            from = positions.Dequeue().Number;
        return passedOver.Count;
    }

    /// <summary>The least number that a projection is at, and what projections passed over of the events after the last look's.</summary>
    async Task<(long Least, List<(string Endeavour, string Projection)> PassedOver)> Find(CancellationToken cancellation)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(
            $"""
            with progress as (
                select asked as name, coalesce(last_seq_id, 0) as number from unnest($1) as asked left join {options.Schema}.mt_event_progression on name = asked || ':All'
            ), lately as (
                select stream_id, max(version) as version, max(seq_id) as number from {options.Schema}.mt_events
                where seq_id > coalesce($2, (select min(number) from progress) - {MostBefore}) group by stream_id
            )
            select (select min(number) from progress), null, null
            union all
            select null, stream_id, name from lately join progress on lately.number <= progress.number
            where coalesce((select (data ->> 'Sequence')::bigint from {options.Schema}.mt_doc_projected where id = name || '/' || stream_id), 0) < version
            """, connection)
        { CommandTimeout = LongestLook, Parameters = { new() { Value = StoredProjections.Names.ToArray() }, new() { Value = (object?)from ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (least, found) = (0L, new List<(string, string)>());
        while (await reader.ReadAsync(cancellation))
        {
            if (await reader.IsDBNullAsync(1, cancellation))
                least = reader.GetInt64(0);
            else
                found.Add((reader.GetString(1), reader.GetString(2)));
        }
        return (least, found);
    }

    async Task Derive(string endeavour, StoredProjection[] which, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession();
        await session.BeginTransactionAsync(cancellation);
        await using (var alone = new NpgsqlCommand(ErasureTables.Alone, session.Connection) { Parameters = { new() { Value = endeavour } } })
            await alone.ExecuteNonQueryAsync(cancellation);
        var history = await new Histories(store, events, options).Current(endeavour, session.Connection!, cancellation);
        // Should Marten send it again, in another transaction.
        session.QueueSqlCommand($"select {options.Schema}.{ErasureTables.StillAsRead}(?, ?)", endeavour, history.LastErasure);
        foreach (var projection in which)
            await projection.Derive(session, history, cancellation);
        await session.SaveChangesAsync(cancellation);
    }
}
