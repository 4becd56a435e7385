using System.Diagnostics;
using Marten;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace ConveningLedger.Store;

/// <summary>
/// Where what is long and only read is read: at a standby of PostgreSQL's, where one has by then all that was acknowledged when it was asked for;
/// else at the primary. So no answer is older than its question, whoever asks, and at whichever node: whoever has recorded sees it. What is
/// as short as the question how far the primary is, such as the tail of a history that is in memory, is not worth the way.
/// </summary>
public sealed class Standbys : IAsyncDisposable
{
    const int Boats = 2;
    const int MostTogether = 128;
    const int ConnectSeconds = 2;

    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    // After one was not there, or was behind, the primary is asked alone for so long: nobody pays for it at each question.
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    readonly IDocumentStore store;
    readonly ILogger<Standbys> log;
    readonly NpgsqlMultiHostDataSource? source;
    readonly Ferry<bool, NpgsqlLogSequenceNumber> positions;
    long restingUntil;
    long answered;

    /// <summary>The standbys of a store.</summary>
    /// <param name="store">The store, at the primary.</param>
    /// <param name="options">How to reach them; none: the primary is asked.</param>
    /// <param name="log">Is told when they are not asked any more.</param>
    public Standbys(IDocumentStore store, LedgerOptions options, ILogger<Standbys> log)
    {
        (this.store, this.log) = (store, log);
        positions = new(Boats, MostTogether, async asked =>
        {
            var position = await Position();
            return [.. asked.Select(_ => position)];
        });
        if (options.Standbys is not { Length: > 0 } standbys)
            return;
        var connection = new NpgsqlConnectionStringBuilder(standbys);
        // One that is not reached is not waited for: there is the primary.
        if (!connection.ShouldSerialize("Timeout"))
            connection.Timeout = ConnectSeconds;
        if (!connection.ShouldSerialize("Load Balance Hosts"))
            connection.LoadBalanceHosts = true;
        source = new NpgsqlDataSourceBuilder(connection.ConnectionString).BuildMultiHost();
    }

    /// <summary>How many questions a standby has answered.</summary>
    public long Answered => Interlocked.Read(ref answered);

    /// <summary>Reads.</summary>
    /// <param name="read">What to read; where a standby fails meanwhile, it is read once more, at the primary.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <typeparam name="T">What is read.</typeparam>
    public async Task<T> Read<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellation)
    {
        if (source is not null && Environment.TickCount64 >= Interlocked.Read(ref restingUntil))
        {
            try
            {
                await using var standby = await source.OpenConnectionAsync(TargetSessionAttributes.PreferStandby, cancellation);
                if (await IsAsFar(standby, await positions.Take(true, cancellation), cancellation))
                {
                    var found = await read(standby);
                    Interlocked.Increment(ref answered);
                    return found;
                }
                Leave("None is as far as the primary.");
            }
            // It may be gone, or have cancelled what stood in the way of what it has to take in.
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException or IOException)
            {
                cancellation.ThrowIfCancellationRequested();
                Leave(fault.Message);
            }
        }
        await using var primary = store.Storage.Database.CreateConnection();
        await primary.OpenAsync(cancellation);
        return await read(primary);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => source?.DisposeAsync() ?? ValueTask.CompletedTask;

    void Leave(string why)
    {
        Interlocked.Exchange(ref restingUntil, Environment.TickCount64 + (long)Rest.TotalMilliseconds);
        log.LogInformation("The standbys are not asked for {Rest}: {Why}", Rest, why);
    }

    /// <summary>Whether a connection is to a standby that has everything up to a position, or has it in a moment.</summary>
    static async Task<bool> IsAsFar(NpgsqlConnection standby, NpgsqlLogSequenceNumber position, CancellationToken cancellation)
    {
        var (clock, pause) = (Stopwatch.StartNew(), FirstPause);
        while (true)
        {
            // Null where it is no standby: one that was promoted may have parted from the primary.
            await using (var command = new NpgsqlCommand("select pg_last_wal_replay_lsn() >= $1 where pg_is_in_recovery()", standby)
            { Parameters = { new() { Value = position, NpgsqlDbType = NpgsqlDbType.PgLsn } } })
            {
                if (await command.ExecuteScalarAsync(cancellation) is not bool isAsFar)
                    return false;
                if (isAsFar)
                    return true;
            }
            if (clock.Elapsed > Patience)
                return false;
            await Task.Delay(pause, cancellation);
            pause *= 2;
        }
    }

    // What was acknowledged, with synchronous_commit on, is in the log up to here; what comes after it nobody was told.
    async Task<NpgsqlLogSequenceNumber> Position()
    {
        await using var primary = store.Storage.Database.CreateConnection();
        await primary.OpenAsync();
        await using var command = new NpgsqlCommand("select pg_current_wal_flush_lsn()", primary);
        return (NpgsqlLogSequenceNumber)(await command.ExecuteScalarAsync())!;
    }
}
