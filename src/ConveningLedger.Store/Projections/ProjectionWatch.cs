using ConveningLedger.Store.Erasure;
using JasperFx;
using JasperFx.Events.Daemon;
using Microsoft.Extensions.Logging;

namespace ConveningLedger.Store.Projections;

/// <summary>
/// Has a projection of this node go on that gave up because another node did its work, too: so it is where nodes did not hear of each other for
/// a while, or where a clock jumped. Nothing was projected twice, since how far it is stands in the transaction of what it writes; but whoever
/// shares out the projections holds that nothing can be done about it, and it would stand still. And one that was refused, since words were destroyed
/// after it had read them: it reads again.
/// </summary>
/// <param name="coordinator">Finds the projections that run here, once there are any.</param>
/// <param name="log">Where it is said.</param>
sealed class ProjectionWatch(Func<IProjectionCoordinator?> coordinator, ILogger<ProjectionWatch> log) : LookingService(TimeSpan.FromSeconds(Seconds), log)
{
    const int Seconds = 2;

    /// <inheritdoc/>
    protected override async Task LookAfter(CancellationToken cancellation)
    {
        if (coordinator()?.DaemonForMainDatabase() is { } daemon)
            await TakeUp(daemon, cancellation);
    }

    async Task TakeUp(IProjectionDaemon daemon, CancellationToken stop)
    {
        foreach (var agent in daemon.CurrentAgents())
        {
            if (agent.Status == AgentStatus.Running || agent.Failure is not { } failure)
                continue;
            if (ErasureTables.IsNotAsRead(failure.Detail))
                log.LogInformation("{Projection} had read what was destroyed meanwhile, and wrote nothing of it; it reads again.", agent.Name.Identity);
            else if (failure.Category == ShardFailureCategory.ProgressionOutOfOrder)
                log.LogWarning("{Projection} was done by another node, too, and had given up; it goes on.", agent.Name.Identity);
            else
                continue;
            await daemon.StartAgentAsync(agent.Name, stop);
        }
    }
}
