namespace ConveningLedger.Server.Tenants;

/// <summary>
/// A tenant's place on the node. Its ledger is started there by itself, and started anew, after pauses that grow, where its database was away or a
/// part of it has failed: none waits for another, and none ends with another. While it is not served, whoever asks for it is told to come back.
/// </summary>
/// <param name="first">Its ledger, put together.</param>
/// <param name="make">Puts its ledger together anew: one that has ended is not started again.</param>
sealed class TenantPlace(TenantLedger first, Func<CancellationToken, Task<TenantLedger>> make) : IAsyncDisposable
{
    const string Away = "This ledger is not served at the moment; try again.";

    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    readonly CancellationTokenSource leaving = new();
    readonly TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TenantLedger? made = first;
    volatile TenantLedger? served;
    Task keeping = Task.CompletedTask;

    /// <summary>Whose it is.</summary>
    public Tenant Tenant { get; } = first.Tenant;

    /// <summary>Its ledger; null where it is not served now.</summary>
    public TenantLedger? Served => served;

    /// <summary>Starts its ledger, and sees to it from then on.</summary>
    /// <param name="log">Is told of whose ledger is not served, and why.</param>
    /// <returns>Completes when it is served, or was tried in vain for the first time.</returns>
    public Task Start(ILogger log)
    {
        keeping = Task.Run(() => Keep(log));
        return tried.Task;
    }

    /// <summary>Answers a request that came in by the socket of the node.</summary>
    public Task Answer(HttpContext http) => served is { } ledger ? ledger.Answer(http) : Unavailability.Refuse(http, Away);

    /// <summary>Starts it no more, and has its subscriptions go on elsewhere.</summary>
    public async Task SayGoodbye()
    {
        await leaving.CancelAsync();
        await keeping;
        served?.SayGoodbye();
    }

    /// <summary>Stops it, once it was said goodbye to.</summary>
    public Task Stop() => served?.Stop() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        await keeping;
        if (made is not null)
            await made.DisposeAsync();
        leaving.Dispose();
    }

    async Task Keep(ILogger log)
    {
        var (pause, hasFailed) = (FirstPause, false);
        while (!leaving.IsCancellationRequested)
        {
            var begun = Environment.TickCount64;
            Exception? fault = null;
            try
            {
                made ??= await make(leaving.Token);
                await made.Start(leaving.Token);
                served = made;
                tried.TrySetResult();
                if (hasFailed)
                    log.LogWarning("The ledger of {Tenant} is served again.", Tenant.Name);
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token, made.Ending);
                await Task.Delay(Timeout.Infinite, ended.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
            catch (Exception thrown)
            {
                fault = thrown;
            }
            if (leaving.IsCancellationRequested)
                break;
            if (Environment.TickCount64 - begun > LongestPause.TotalMilliseconds)
                pause = FirstPause;
            log.LogError(fault, "The ledger of {Tenant} is not served: {Fault} It is started again in {Pause}.", Tenant.Name, fault?.Message ?? "A part of it failed.", pause);
            hasFailed = true;
            await End();
            tried.TrySetResult();
            await Task.Delay(pause, leaving.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
        tried.TrySetResult();
    }

    /// <summary>Ends what is left of one that failed; what could not yet begin is kept, and begins the next time.</summary>
    async Task End()
    {
        served = null;
        if (made is not { HasBegun: true } failed)
            return;
        made = null;
        try
        {
            await failed.Retire();
        }
        catch (Exception)
        {
            // It had failed before.
        }
    }
}
