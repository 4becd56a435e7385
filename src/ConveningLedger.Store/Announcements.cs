using System.Collections.Concurrent;
using ConveningLedger.Store.Access;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConveningLedger.Store;

/// <summary>
/// Tells those who wait in this process that something was appended to an endeavour, on whichever node. It says that there is something, not
/// what: who is told looks for what they have not seen, so a word that is lost, doubled or late loses nothing. Where the connection that listens
/// is lost, all are told, now and when it is there again.
/// </summary>
public sealed class Announcements(IDocumentStore store, AccessNews access, ILogger<Announcements> log) : BackgroundService
{
    /// <summary>The channel of PostgreSQL's notifications.</summary>
    internal const string Channel = "ledger_appended";

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);

    /// <summary>Is told of each endeavour to which something was appended; null: it may have been any.</summary>
    public event Action<string?>? Told;

    /// <summary>Is told of each endeavour in which something was destroyed; null: it may have been any.</summary>
    public event Action<string?>? ToldOfErasure;

    /// <summary>
    /// Completes when something is appended to an endeavour from now on. Ask for it, look for what is there, and wait for it only then: what
    /// comes between the look and the waiting is not missed.
    /// </summary>
    /// <param name="endeavour">The slug.</param>
    public Task Next(string endeavour) => waiting.GetOrAdd(endeavour, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is NpgsqlException or IOException or TimeoutException or OperationCanceledException)
            {
                log.LogWarning("The connection that listens for what is appended was lost; it is made again.");
                TellAll();
                await Task.Delay(Pause, stoppingToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    async Task Listen(CancellationToken stop)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(stop);
        connection.Notification += (_, notice) =>
        {
            if (notice.Channel == AccessTables.Channel)
                access.Tell();
            else if (notice.Channel == Erasure.ErasureTables.Channel)
                ToldOfErasure?.Invoke(notice.Payload);
            else
                Tell(notice.Payload);
        };
        await using (var listen = new NpgsqlCommand($"listen {Channel}; listen {AccessTables.Channel}; listen {Erasure.ErasureTables.Channel}", connection))
            await listen.ExecuteNonQueryAsync(stop);
        // What came while nobody listened.
        TellAll();
        ToldOfErasure?.Invoke(null);
        access.IsHeard = true;
        try
        {
            while (true)
            {
                if (await connection.WaitAsync(SignOfLife, stop))
                    continue;
                // A connection that is dead says nothing either.
                await using var ask = new NpgsqlCommand("select 1", connection) { CommandTimeout = 5 };
                await ask.ExecuteScalarAsync(stop);
            }
        }
        finally
        {
            access.IsHeard = false;
        }
    }

    void Tell(string endeavour)
    {
        Told?.Invoke(endeavour);
        Complete(endeavour);
    }

    void TellAll()
    {
        Told?.Invoke(null);
        foreach (var endeavour in waiting.Keys)
            Complete(endeavour);
    }

    void Complete(string endeavour)
    {
        if (waiting.TryRemove(endeavour, out var told))
            told.TrySetResult();
    }
}
