using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ConveningLedger.Server;

/// <summary>
/// How a node goes while others stay: it says first that it is not ready, and goes on answering until whoever shares out the requests has
/// looked; only then it ends, which lets finish what is under way and has subscriptions go on elsewhere.
/// </summary>
sealed class Draining : IHealthCheck
{
    /// <summary>Where nodes are set.</summary>
    public const string Section = "Nodes";

    /// <summary>The setting of how long.</summary>
    public const string Setting = $"{Section}:Drain";

    static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    readonly TimeSpan time;
    volatile bool isUnderWay;

    /// <summary>For as long as is set under <c>Nodes:Drain</c>; where nobody else comes in, not at all.</summary>
    /// <param name="configuration">Where it is set.</param>
    /// <param name="isLocal">Whether the server is reached from this machine only.</param>
    /// <exception cref="SettingException">It is no span of time between nothing and ten minutes.</exception>
    public Draining(IConfiguration configuration, bool isLocal) => time = configuration[Setting] switch
    {
        null or "" => isLocal ? TimeSpan.Zero : Usual,
        var text when TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var set) && set >= TimeSpan.Zero && set <= Longest => set,
        var text => throw new SettingException($"{Setting} is '{text}'. Set it to a span of time like 00:00:05, at most {Longest:hh\\:mm\\:ss}."),
    };

    /// <summary>Whether the node is about to end.</summary>
    public bool IsUnderWay => isUnderWay;

    /// <summary>Says that the node is not ready from now on, and waits until that has been seen.</summary>
    public Task Drain()
    {
        isUnderWay = true;
        return Task.Delay(time);
    }

    /// <summary>Asks those who come over a connection that is kept to come over another one, to a node that stays.</summary>
    public Task Turn(HttpContext http, RequestDelegate next)
    {
        if (isUnderWay && HttpProtocol.IsHttp11(http.Request.Protocol) && !http.WebSockets.IsWebSocketRequest)
            http.Response.Headers.Connection = "close";
        return next(http);
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(isUnderWay ? HealthCheckResult.Unhealthy("The node is about to end.") : HealthCheckResult.Healthy());
}
