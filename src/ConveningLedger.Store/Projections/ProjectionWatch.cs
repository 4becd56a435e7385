using ConveningLedger.Store.Erasure;
using JasperFx;
using JasperFx.Events.Daemon;
using Microsoft.Extensions.Logging;

namespace ConveningLedger.Store.Projections;

/// <summary>
/// Has a projection of this node go on that gave up. Whoever shares out the projections starts again what failed by a fault that is known to pass;
/// anything else is left alone, and would stand still until the node is started anew. But a fault of a connection that breaks in the middle can
/// look like any other; one that another node did, too, was not projected twice, since how far it is stands in the transaction of what it writes;
/// and one that was refused, since words were destroyed after it had read them, has to read again. What fails again is tried ever less often.
/// </summary>
/// <param name="coordinator">Finds the projections that run here, once there are any.</param>
/// <param name="log">Where it is said.</param>
sealed class ProjectionWatch(Func<IProjectionCoordinator?> coordinator, ILogger<ProjectionWatch> log) : LookingService(TimeSpan.FromSeconds(Seconds), log)
{
    const int Seconds = 2;

    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    readonly Dictionary<string, (TimeSpan Pause, long Until)> waiting = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task LookAfter(CancellationToken cancellation)
    {
        // Not where none runs, as on a node that has just started: others have them.
        foreach (var daemon in coordinator() is { } all ? await all.AllDaemonsAsync() : [])
            await TakeUp(daemon, cancellation);
    }

    async Task TakeUp(IProjectionDaemon daemon, CancellationToken stop)
    {
        foreach (var agent in daemon.CurrentAgents())
        {
            var name = agent.Name.Identity;
            if (agent.Status == AgentStatus.Running || agent.Failure is not { } failure)
            {
                // It has to run for as long as it was waited for before that is forgotten.
                if (waiting.TryGetValue(name, out var before) && Environment.TickCount64 > before.Until)
                    waiting.Remove(name);
                continue;
            }
            var (isNotAsRead, isElsewhere) = (ErasureTables.IsNotAsRead(failure.Detail), failure.Category == ShardFailureCategory.ProgressionOutOfOrder);
            if (Waited(name, isNotAsRead || isElsewhere) is not { } waited)
                continue;
            if (isNotAsRead)
                log.LogInformation("{Projection} had read what was destroyed meanwhile, and wrote nothing of it; it reads again.", name);
            else if (isElsewhere)
                log.LogWarning("{Projection} was done by another node, too, and had given up; it goes on.", name);
            else
                log.LogWarning("{Projection} had given up, and is tried again after {Waited}: {Failure}", name, waited, failure.Message);
            try
            {
                await daemon.StartAgentAsync(agent.Name, stop);
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                // The others are started all the same.
                log.LogWarning(fault, "{Projection} could not be started.", name);
            }
        }
    }

    /// <summary>For how long it was left to whoever shares out the projections; null where it still is. Each time it is twice as long.</summary>
    TimeSpan? Waited(string name, bool isKnown)
    {
        var now = Environment.TickCount64;
        if (!waiting.TryGetValue(name, out var wait))
        {
            waiting[name] = Wait(TimeSpan.FromSeconds(Seconds));
            return isKnown ? TimeSpan.Zero : null;
        }
        if (now < wait.Until)
            return null;
        waiting[name] = Wait(wait.Pause * 2 < LongestPause ? wait.Pause * 2 : LongestPause);
        return wait.Pause;

        (TimeSpan, long) Wait(TimeSpan pause) => (pause, now + (long)pause.TotalMilliseconds);
    }
}
