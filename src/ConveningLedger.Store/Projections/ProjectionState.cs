using System.Diagnostics;
using Marten;
using Npgsql;

namespace ConveningLedger.Store.Projections;

/// <summary>How far a projection is behind what is recorded.</summary>
/// <param name="Name">The projection.</param>
/// <param name="Behind">How many events, of all endeavours, it has still to take in: perhaps fewer, since events may have no number between.</param>
/// <param name="UpdatedAt">When it last took something in; null where it never did.</param>
public sealed record ProjectionLag(string Name, long Behind, DateTimeOffset? UpdatedAt);

/// <summary>A projection did not catch up in time.</summary>
/// <param name="name">The projection.</param>
/// <param name="behind">How many events it was behind.</param>
public sealed class ProjectionBehindException(string name, long behind) : Exception($"'{name}' is {behind} events behind what is recorded, and did not catch up in time. Ask again.");

/// <summary>Tells how far the projections are, and waits for them.</summary>
/// <param name="store">The store.</param>
/// <param name="options">The database schema.</param>
/// <param name="pace">How fast they are, unless somebody waits.</param>
public sealed class ProjectionState(IDocumentStore store, LedgerOptions options, Pace pace)
{
    // The word that wakes Marten's projections, on whichever node they are.
    const string MartensChannel = "mt_events_appended";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>How far each projection is behind, by name.</summary>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<ProjectionLag>> Lags(CancellationToken cancellation)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(
            $"""
            select wanted.name, (select coalesce(max(seq_id), 0) from {options.Schema}.mt_events) - coalesce(progress.last_seq_id, 0), progress.last_updated
            from unnest($1) as wanted(name) left join {options.Schema}.mt_event_progression as progress on progress.name = wanted.name || ':All' order by 1
            """, connection)
        { Parameters = { new() { Value = StoredProjections.Names.ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var lags = new List<ProjectionLag>();
        while (await reader.ReadAsync(cancellation))
        {
            lags.Add(new(reader.GetString(0), Math.Max(0, reader.GetInt64(1)),
                await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetFieldValue<DateTimeOffset>(2)));
        }
        return lags;
    }

    /// <summary>Waits until a projection has taken in all that is recorded now of some endeavours, whatever is recorded of others.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="concerns">Whether an endeavour is one of them, by its slug.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <exception cref="ProjectionBehindException">It did not catch up within eight seconds.</exception>
    public async Task WaitFor(string name, Func<string, bool> concerns, CancellationToken cancellation)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        var taken = await Taken();
        var wanted = await Wanted();
        using var hurry = taken < wanted ? pace.Hurry() : null;
        var (clock, pause) = (Stopwatch.StartNew(), FirstPause);
        while (taken < wanted)
        {
            if (clock.Elapsed > Patience)
                throw new ProjectionBehindException(name, wanted - taken);
            await Wake();
            await Task.Delay(pause, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            taken = await Taken();
        }

        async Task<long> Taken()
        {
            await using var command = new NpgsqlCommand($"select coalesce(max(last_seq_id), 0) from {options.Schema}.mt_event_progression where name = $1", connection)
            { Parameters = { new() { Value = $"{name}:All" } } };
            return (long)(await command.ExecuteScalarAsync(cancellation))!;
        }

        async Task Wake()
        {
            await using var command = new NpgsqlCommand($"select pg_notify('{MartensChannel}', '')", connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }

        async Task<long> Wanted()
        {
            await using var command = new NpgsqlCommand($"select stream_id, max(seq_id) from {options.Schema}.mt_events where seq_id > $1 group by stream_id", connection)
            { Parameters = { new() { Value = taken } } };
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var last = 0L;
            while (await reader.ReadAsync(cancellation))
            {
                if (concerns(reader.GetString(0)))
                    last = Math.Max(last, reader.GetInt64(1));
            }
            return last;
        }
    }
}
