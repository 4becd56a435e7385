using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConveningLedger.Store.Projections;

/// <summary>Looks after something again and again, for as long as the node runs; what fails is told, and looked for again.</summary>
/// <param name="pause">How often.</param>
/// <param name="log">Where it is told.</param>
public abstract class LookingService(TimeSpan pause, ILogger log) : BackgroundService
{
    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await LookAfter(stoppingToken);
                }
                catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
                {
                    log.LogWarning(fault, "{Service} could not look; it looks again.", GetType().Name);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It ends.
        }
    }

    /// <summary>Looks once.</summary>
    /// <param name="cancellation">Stops it.</param>
    protected abstract Task LookAfter(CancellationToken cancellation);
}
