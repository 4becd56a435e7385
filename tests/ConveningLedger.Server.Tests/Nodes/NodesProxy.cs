using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;

namespace ConveningLedger.Server.Tests.Nodes;

/// <summary>A request that got no answer of a node's.</summary>
/// <param name="Node">The address of the node that it was handed to; null where none was ready.</param>
/// <param name="Error">Why.</param>
/// <param name="At">When it failed.</param>
sealed record LostRequest(string? Node, ForwarderError? Error, DateTime At);

/// <summary>YARP before the nodes, as <c>docker/yarp.json</c> has it.</summary>
sealed class NodesProxy : IAsyncDisposable
{
    readonly WebApplication app;

    NodesProxy(WebApplication app) => this.app = app;

    /// <summary>The requests that got no answer of a node's.</summary>
    public ConcurrentQueue<LostRequest> Lost { get; } = new();

    /// <summary>How many requests each node answered.</summary>
    public ConcurrentDictionary<string, int> Answered { get; } = new();

    /// <summary>Starts it.</summary>
    /// <param name="url">Where it listens.</param>
    /// <param name="nodes">The addresses of the nodes.</param>
    /// <param name="look">How often it looks whether they are ready.</param>
    public static async Task<NodesProxy> Start(string url, IReadOnlyList<string> nodes, TimeSpan look)
    {
        const string cluster = "ReverseProxy:Clusters:ledger";
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "yarp.json"));
        builder.Configuration.AddInMemoryCollection([
            new("urls", url),
            new($"{cluster}:HealthCheck:Active:Interval", look.ToString()),
            .. nodes.SelectMany((node, index) => new KeyValuePair<string, string?>[]
            {
                new($"{cluster}:Destinations:ledger-{index + 1}:Address", node), new($"{cluster}:Destinations:ledger-{index + 1}:Host", new Uri(url).Authority),
            })]);
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
        builder.Services.Configure<TransportFailureRateHealthPolicyOptions>(builder.Configuration.GetSection("TransportFailures"));
        var app = builder.Build();
        var proxy = new NodesProxy(app);
        app.MapReverseProxy(pipeline =>
        {
            pipeline.Use(proxy.Watch);
            pipeline.UseLoadBalancing();
            pipeline.UsePassiveHealthChecks();
        });
        await app.StartAsync();
        return proxy;
    }

    /// <summary>Waits until it shares out requests to a node, or does not any more.</summary>
    public async Task Sees(string node, bool isThere, CancellationToken stop)
    {
        var cluster = app.Services.GetRequiredService<IProxyStateLookup>().GetClusters().Single();
        while (cluster.DestinationsState.AvailableDestinations.Any(destination => destination.Model.Config.Address == node) != isThere)
            await Task.Delay(20, stop);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    async Task Watch(HttpContext http, RequestDelegate next)
    {
        await next(http);
        var (node, error) = (http.GetReverseProxyFeature().ProxiedDestination?.Model.Config.Address, http.GetForwarderErrorFeature()?.Error);
        // Who asked is gone: nothing was lost.
        if (error is ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.ResponseBodyCanceled or ForwarderError.UpgradeRequestCanceled or ForwarderError.UpgradeResponseCanceled)
            return;
        if (node is null || error is not null and not ForwarderError.None)
            Lost.Enqueue(new(node, error, DateTime.UtcNow));
        else
            Answered.AddOrUpdate(node, 1, (_, count) => count + 1);
    }
}
