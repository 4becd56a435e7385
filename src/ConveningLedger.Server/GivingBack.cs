using System.Runtime;

namespace ConveningLedger.Server;

/// <summary>
/// Gives memory back to the machine, which PostgreSQL and its cache of the disk want, when the server has come to rest after work: by itself the
/// runtime keeps what it once took until it needs more. A collection that lasts is not for a heap that is large.
/// </summary>
sealed class GivingBack : BackgroundService
{
    const long Worth = 16L << 20;
    const long Large = 1L << 30;
    const double Rest = 0.15;

    static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (given, busy) = (0L, Environment.CpuUsage.TotalTime);
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var (allocated, used) = (GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime);
            if (used - busy < Look * Rest && allocated - given > Worth && GC.GetTotalMemory(forceFullCollection: false) < Large)
            {
                GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                given = GC.GetTotalAllocatedBytes();
            }
            busy = Environment.CpuUsage.TotalTime;
        }
    }
}
