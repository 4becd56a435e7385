using System.Diagnostics;
using System.Globalization;
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
    const int QuestionSeconds = 1;
    const int PrimarySeconds = 10;
    const int TimelineDigits = 8;

    /// <summary>For how long one may say nothing while it is read from, unless the connection string says otherwise: what is read begins to come at once.</summary>
    const int SilentSeconds = 5;

    // What is on its way is left to itself then: Npgsql would first ask a server that says nothing to stop, and wait for that.
    static readonly TimeSpan Opening = TimeSpan.FromSeconds(ConnectSeconds);
    static readonly TimeSpan Question = TimeSpan.FromSeconds(QuestionSeconds);
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    // After one was not there, or was behind, the primary is asked alone for so long, and then one asks whether it is back: not everybody pays for it.
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    readonly IDocumentStore store;
    readonly ILogger<Standbys> log;
    readonly NpgsqlMultiHostDataSource? source;
    readonly Ferry<bool, Position?> positions;
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
            var position = await Asked();
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
        if (!connection.ShouldSerialize("Command Timeout"))
            connection.CommandTimeout = SilentSeconds;
        source = new NpgsqlDataSourceBuilder(connection.ConnectionString).BuildMultiHost();
    }

    /// <summary>How many questions a standby has answered.</summary>
    public long Answered => Interlocked.Read(ref answered);

    /// <summary>Reads.</summary>
    /// <param name="read">What to read; where a standby fails meanwhile, it is read once more, at the primary. What fails by itself is not.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <typeparam name="T">What is read.</typeparam>
    public async Task<T> Read<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellation)
    {
        if (source is not null && AreAsked())
        {
            await using var standby = await Reach(source, await positions.Take(true, cancellation), cancellation);
            try
            {
                if (standby is not null)
                {
                    var found = await read(standby);
                    Interlocked.Increment(ref answered);
                    return found;
                }
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested && PostgresFaults.IsOfStandby(fault))
            {
                Leave(fault.Message);
            }
        }
        await using var primary = store.Storage.Database.CreateConnection();
        await primary.OpenAsync(cancellation);
        return await read(primary);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => source?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Whether they are asked now; after a rest, whoever comes first asks for all.</summary>
    bool AreAsked()
    {
        var until = Interlocked.Read(ref restingUntil);
        return until == 0
            || (Environment.TickCount64 >= until && Interlocked.CompareExchange(ref restingUntil, Environment.TickCount64 + (long)Rest.TotalMilliseconds, until) == until);
    }

    void Leave(string why)
    {
        Interlocked.Exchange(ref restingUntil, Environment.TickCount64 + (long)Rest.TotalMilliseconds);
        log.LogInformation("The standbys are not asked for {Rest}: {Why}", Rest, why);
    }

    /// <summary>A connection to a standby that has everything up to a position, or has it in a moment; null where there is none.</summary>
    async Task<NpgsqlConnection?> Reach(NpgsqlMultiHostDataSource source, Position? asked, CancellationToken cancellation)
    {
        if (asked is not { } position)
        {
            Leave("The primary does not say how far it is.");
            return null;
        }
        var opening = source.OpenConnectionAsync(TargetSessionAttributes.PreferStandby, CancellationToken.None).AsTask();
        var asking = Task.FromResult(false);
        var isReached = false;
        try
        {
            asking = IsAsFar(await opening.WaitAsync(Opening, cancellation), position);
            isReached = await asking.WaitAsync(Question, cancellation);
            if (isReached)
                Interlocked.Exchange(ref restingUntil, 0);
            else
                Leave("None has what the primary has.");
        }
        // Whatever it is, it is said of them and not of what is read.
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or IOException)
        {
            Leave(fault.Message);
        }
        finally
        {
            if (!isReached)
                _ = GiveBack(opening, asking);
        }
        return isReached ? await opening : null;
    }

    /// <summary>Gives a connection back, once it is there and nothing is asked by it any more.</summary>
    static async Task GiveBack(Task<NpgsqlConnection> opening, Task<bool> asking)
    {
        try
        {
            await using var connection = await opening;
            await asking;
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or IOException)
        {
            // It was left for that.
        }
    }

    /// <summary>Whether a connection is to a standby that has everything up to a position, or has it in a moment.</summary>
    static async Task<bool> IsAsFar(NpgsqlConnection standby, Position position)
    {
        var (clock, pause) = (Stopwatch.StartNew(), FirstPause);
        while (true)
        {
            // Null where it is no standby: one that was promoted may have parted from the primary. Who may not see what it receives is told of its last restartpoint.
            await using (var command = new NpgsqlCommand(
                """
                select pg_last_wal_replay_lsn() >= $1 and $2 = coalesce((select received_tli from pg_stat_wal_receiver), (select timeline_id from pg_control_checkpoint()))
                where pg_is_in_recovery()
                """, standby)
            { Parameters = { new() { Value = position.Reached, NpgsqlDbType = NpgsqlDbType.PgLsn }, new() { Value = position.Timeline } }, CommandTimeout = QuestionSeconds })
            {
                if (await command.ExecuteScalarAsync() is not bool isAsFar)
                    return false;
                if (isAsFar)
                    return true;
            }
            if (clock.Elapsed > Patience)
                return false;
            await Task.Delay(pause);
            pause *= 2;
        }
    }

    // What was acknowledged, with synchronous_commit on, is in the log up to here; what comes after it nobody was told.
    async Task<Position?> Asked()
    {
        await using var primary = store.Storage.Database.CreateConnection();
        await primary.OpenAsync();
        await using var command = new NpgsqlCommand("select pg_walfile_name(reached), reached from pg_current_wal_flush_lsn() as reached", primary) { CommandTimeout = PrimarySeconds };
        try
        {
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            return new Position(int.Parse(reader.GetString(0).AsSpan(0, TimelineDigits), NumberStyles.HexNumber, CultureInfo.InvariantCulture), reader.GetFieldValue<NpgsqlLogSequenceNumber>(1));
        }
        catch (PostgresException said) when (!PostgresFaults.IsAway(said))
        {
            // It may not be asked, or is a standby itself.
            return null;
        }
    }

    /// <summary>How far the primary is.</summary>
    /// <param name="Timeline">The line of its log: each promotion begins one, and what lies on another may be as far and lack what was acknowledged.</param>
    /// <param name="Reached">How far it is on it.</param>
    readonly record struct Position(int Timeline, NpgsqlLogSequenceNumber Reached);
}
