using System.Runtime;

namespace ConveningLedger.Server;

/// <summary>
/// Gives memory back to the machine, which PostgreSQL and its cache of the disk want, when the server has come to rest after work: by itself the
/// runtime keeps what it once took until it needs more. A collection that lasts is not for a heap that is large.
/// </summary>
sealed class GivingBack : BackgroundService
{
    const long Worth = 16L << 20;
    const long Large = 512L << 20;
    const double Rest = 0.15;
    const int LooksAtRest = 10;

    static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (given, busy, looks, last) = (0L, Environment.CpuUsage.TotalTime, 0, Environment.TickCount64 - (long)Between.TotalMilliseconds);
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var used = Environment.CpuUsage.TotalTime;
            looks = used - busy < Look * Rest ? looks + 1 : 0;
            if (looks >= LooksAtRest && Environment.TickCount64 - last >= Between.TotalMilliseconds && GC.GetTotalAllocatedBytes() - given > Worth && GC.GetTotalMemory(forceFullCollection: false) < Large)
            {
                GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                (given, last) = (GC.GetTotalAllocatedBytes(), Environment.TickCount64);
            }
            busy = Environment.CpuUsage.TotalTime;
        }
    }
}
