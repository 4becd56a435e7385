namespace ConveningLedger.Server.Tenants;

/// <summary>
/// Serves the ledgers of several tenants at one socket: each request goes to the one by whose name it was asked. A name it is rather than a
/// header, since by names browsers keep apart what belongs to whom: cookies, origins, what is stored on the device.
/// </summary>
sealed class ServingTenants : IAsyncDisposable
{
    readonly WebApplication node;
    readonly Dictionary<string, TenantLedger> byHost;

    ServingTenants(WebApplication node, IEnumerable<TenantLedger> ledgers) =>
        (this.node, byHost) = (node, ledgers.ToDictionary(ledger => ledger.Tenant.Host, StringComparer.OrdinalIgnoreCase));

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
        builder.Services.AddHealthChecks().AddCheck("draining", draining);
        var ledgers = new List<TenantLedger>();
        foreach (var tenant in tenants)
            ledgers.Add(await TenantLedger.Make(tenant, arguments, draining, tenants.Count, projectionShare, stop));
        builder.Services.AddSingleton<IHostLifetime, Serving.NoLifetime>();
        var serving = new ServingTenants(builder.Build(), ledgers) { Draining = draining };
        serving.Map();
        return serving;
    }

    /// <summary>How the node goes.</summary>
    public required Draining Draining { get; init; }

    /// <summary>The node, for its socket.</summary>
    public WebApplication Node => node;

    /// <summary>The ledger that is reached under a name of a machine; null where none is.</summary>
    public TenantLedger? Of(string host) => byHost.GetValueOrDefault(host);

    /// <summary>Starts all ledgers, and listens then.</summary>
    public async Task Start(CancellationToken stop)
    {
        await Task.WhenAll(byHost.Values.Select(ledger => ledger.Start(stop)));
        await node.StartAsync(stop);
    }

    /// <summary>Answers what is under way, and ends.</summary>
    public async Task Stop()
    {
        foreach (var ledger in byHost.Values)
            ledger.SayGoodbye();
        await node.StopAsync(CancellationToken.None);
        await Task.WhenAll(byHost.Values.Select(ledger => ledger.Stop()));
    }

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        foreach (var ledger in byHost.Values)
            await ledger.DisposeAsync();
    }

    // Whoever asks for the node's own health asks it by its own name. It is ready though the PostgreSQL of one tenant is not: others are answered.
    void Map()
    {
        // A part of one that failed is not to be had back while the node runs.
        foreach (var ledger in byHost.Values)
            ledger.Ending.Register(node.Lifetime.StopApplication);
        node.Use((http, next) => Of(http.Request.Host.Host) is { } ledger ? ledger.Answer(http) : next(http));
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
