using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ConveningLedger.Server.Tenants;

/// <summary>
/// Serves the ledgers of several tenants at one socket: each request goes to the one by whose name it was asked. A name it is rather than a
/// header, since by names browsers keep apart what belongs to whom: cookies, origins, what is stored on the device.
/// </summary>
sealed class ServingTenants : IAsyncDisposable
{
    /// <summary>For how long the node waits for those that do not say whether they can be served before it listens for the others.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly WebApplication node;
    readonly Dictionary<string, TenantPlace> byHost;

    ServingTenants(WebApplication node, IEnumerable<TenantPlace> places) =>
        (this.node, byHost) = (node, places.ToDictionary(place => place.Tenant.Host, StringComparer.OrdinalIgnoreCase));

    /// <summary>Puts the node together.</summary>
    /// <param name="tenants">The tenants.</param>
    /// <param name="arguments">What the program was started with.</param>
    /// <param name="projectionShare">The share of the time that projections of all may work.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<ServingTenants> Make(IReadOnlyList<Tenant> tenants, string[] arguments, double projectionShare, CancellationToken stop)
    {
        var builder = Settings.Application(arguments);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // Each ledger takes its own name and no other.
        builder.Configuration["AllowedHosts"] = "*";
        builder.AddTelemetry();
        builder.Services.AddHostedService<GivingBack>();
        var draining = new Draining(builder.Configuration, isLocal: false);
        var places = new List<TenantPlace>();
        // What is set wrong is told before anything is served.
        foreach (var tenant in tenants)
            places.Add(new(await Make(tenant, stop), stop => Make(tenant, stop)));
        builder.Services.AddHealthChecks().AddCheck("draining", draining).AddCheck("tenants", () => Health(places));
        builder.Services.AddSingleton<IHostLifetime, Serving.NoLifetime>();
        var serving = new ServingTenants(builder.Build(), places) { Draining = draining };
        serving.Map();
        return serving;

        Task<TenantLedger> Make(Tenant tenant, CancellationToken stop) => TenantLedger.Make(tenant, arguments, draining, tenants.Count, projectionShare, stop);
    }

    /// <summary>How the node goes.</summary>
    public required Draining Draining { get; init; }

    /// <summary>The node, for its socket.</summary>
    public WebApplication Node => node;

    /// <summary>The ledger that is reached under a name of a machine; null where none is.</summary>
    public TenantLedger? Of(string host) => byHost.GetValueOrDefault(host)?.Served;

    /// <summary>Starts all ledgers, each by itself, and listens then, though some are not to be had.</summary>
    public async Task Start(CancellationToken stop)
    {
        var log = node.Services.GetRequiredService<ILogger<ServingTenants>>();
        await Task.WhenAny(Task.WhenAll(byHost.Values.Select(place => place.Start(log))), Task.Delay(Patience, stop));
        await node.StartAsync(stop);
    }

    /// <summary>Answers what is under way, and ends.</summary>
    public async Task Stop()
    {
        await Task.WhenAll(byHost.Values.Select(place => place.SayGoodbye()));
        await node.StopAsync(CancellationToken.None);
        await Task.WhenAll(byHost.Values.Select(place => place.Stop()));
    }

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        foreach (var place in byHost.Values)
            await place.DisposeAsync();
    }

    // It is ready as long as there is somebody whom it answers: another node would have the same databases to ask.
    static HealthCheckResult Health(List<TenantPlace> places) => places.Count(place => place.Served is not null) switch
    {
        0 => HealthCheckResult.Unhealthy("No tenant is served."),
        var served when served < places.Count => HealthCheckResult.Degraded("Not all tenants are served."),
        _ => HealthCheckResult.Healthy(),
    };

    // Whoever asks for the node's own health asks it by its own name; that of a tenant's ledger is told under the tenant's.
    void Map()
    {
        node.Use((http, next) => byHost.TryGetValue(http.Request.Host.Host, out var place) ? place.Answer(http) : next(http));
        // After that: where a request goes within a ledger is the ledger's to say.
        node.UseRouting();
        node.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        node.MapHealthChecks("/health/ready");
        node.MapFallback("{**path}", http =>
        {
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return http.Response.WriteAsync("No ledger is reached under this name.\n");
        });
    }
}
