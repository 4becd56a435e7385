using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConveningLedger.Store;

/// <summary>The clock of a machine is not that of its PostgreSQL.</summary>
/// <param name="message">By how much it is off, and what is to be done.</param>
public sealed class ClockException(string message) : Exception(message);

/// <summary>
/// Sees to it that the machine's clock is about that of PostgreSQL, which says when an entry was received. What a node tells as of now it tells
/// by its own; and what nodes tell each other is good for some seconds only, so that of one that is off nothing would be projected. A node whose
/// clock is off does not start, and one whose clock is set wrong ends: what waits in it for a time would wait for another.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="options">Where there is one node only, on the machine of its database, there is one clock.</param>
/// <param name="time">The machine's clock.</param>
/// <param name="lifetime">Ends the node.</param>
/// <param name="log">Where it is said.</param>
public sealed class ClockCheck(IDocumentStore store, LedgerOptions options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<ClockCheck> log) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // When it was looked last, by the clock and by what only goes on.
    DateTimeOffset now;
    long ticks;

    /// <summary>How far off a clock may be.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    /// <summary>Looks before anything is done.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ClockException">The clock is off by more than <see cref="Most"/>.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.IsAlone)
            return;
        if (await Fault(cancellationToken) is { } fault)
            throw new ClockException(fault);
        (now, ticks) = (time.GetUtcNow(), time.GetTimestamp());
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var since = (time.GetUtcNow(), time.GetTimestamp());
                if ((since.Item1 - now - time.GetElapsedTime(ticks, since.Item2)).Duration() > Most)
                {
                    // A machine that was suspended sees its clock jump, too, and it is right.
                    try
                    {
                        if (await Fault(stoppingToken) is { } fault)
                        {
                            log.LogCritical("{Fault} The node ends, and can be started again once the clock is right.", fault);
                            lifetime.StopApplication();
                            return;
                        }
                    }
                    catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
                    {
                        // It is asked again.
                        continue;
                    }
                }
                (now, ticks) = since;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It ends.
        }
    }

    /// <summary>Asks PostgreSQL for the time.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What is wrong with the machine's clock; null: nothing.</returns>
    public async Task<string?> Fault(CancellationToken cancellation)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        var before = time.GetUtcNow();
        await using var ask = new NpgsqlCommand("select clock_timestamp()", connection);
        var theirs = (DateTime)(await ask.ExecuteScalarAsync(cancellation))!;
        var after = time.GetUtcNow();
        // PostgreSQL said it sometime between the two.
        var off = theirs < before ? before - theirs : theirs > after ? after - theirs : TimeSpan.Zero;
        return options.IsAlone || off.Duration() <= Most ? null
            : $"The clock of this machine is {off.Duration().TotalSeconds:0} s {(off < TimeSpan.Zero ? "behind" : "ahead of")} PostgreSQL's. Accepted: at most {Most.TotalSeconds:0} s. Have both set by a time service.";
    }
}
