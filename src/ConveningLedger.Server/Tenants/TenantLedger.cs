using ConveningLedger.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;

namespace ConveningLedger.Server.Tenants;

/// <summary>
/// The ledger of a tenant, whole and by itself: store, caches, keys, sessions, budgets, projections, subscriptions, all that a server is made of
/// but for the socket that it listens on. Nothing in it knows of another tenant, so nothing can mistake one for another.
/// </summary>
sealed class TenantLedger : IAsyncDisposable
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    readonly WebApplication app;
    readonly Door door = new();
    int answering;

    TenantLedger(Tenant tenant, WebApplicationBuilder builder)
    {
        Tenant = tenant;
        builder.Services.AddSingleton<IServer>(door);
        app = builder.Build();
        app.MapLedger();
    }

    /// <summary>Whose it is.</summary>
    public Tenant Tenant { get; }

    /// <summary>The parts that it is made of.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Whether anything of it runs, or ran; then it is not started again.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Is cancelled when it ends, by itself too.</summary>
    public CancellationToken Ending => app.Lifetime.ApplicationStopping;

    /// <summary>Puts it together.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="arguments">What the program was started with.</param>
    /// <param name="draining">How the node goes.</param>
    /// <param name="among">How many there are on the node: they share what one would have.</param>
    /// <param name="projectionShare">The share of the time that projections of all may work.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<TenantLedger> Make(Tenant tenant, string[] arguments, Draining draining, int among, double projectionShare, CancellationToken stop)
    {
        var builder = Settings.Application(arguments);
        tenant.Set(builder);
        builder.Configuration.AddInMemoryCollection([
            // What they would do, the node does for all of them.
            new("FORWARDEDHEADERS_ENABLED", "false"), new(Observability.Endpoint, ""),
        ]);
        // It stands with the user's own PostgreSQL, which nobody has to stop.
        await using var database = await LedgerDatabase.OpenAsync(builder.Configuration, allowAttach: false, _ => { }, stop);
        var usual = new LedgerOptions();
        builder.AddLedgerHost(database.ConnectionString, usual with
        {
            Standbys = database.Standbys,
            ProjectionShare = projectionShare / among,
            HistoriesBytes = usual.HistoriesBytes / among,
            UpgradesAtStart = DatabaseSettings.UpgradesAtStart(builder.Configuration),
        });
        builder.Services.AddSingleton(draining);
        builder.Services.AddSingleton<IHostLifetime, Serving.NoLifetime>();
        return new(tenant, builder);
    }

    /// <summary>Starts it; where its database cannot be used, that is found out before anything of it runs.</summary>
    /// <param name="stop">Gives up.</param>
    public async Task Start(CancellationToken stop)
    {
        if (await app.Services.GetRequiredService<ClockCheck>().Fault(stop) is { } fault)
            throw new ClockException(fault);
        if (!app.Services.GetRequiredService<LedgerOptions>().UpgradesAtStart)
            await app.Services.PrepareDatabaseAsync(stop);
        HasBegun = true;
        await app.StartAsync(stop);
        await Close(app.Services, Tenant.Name, stop);
    }

    /// <summary>
    /// Lets nobody connect to a tenant's database who was not let: the roles of those who read flat tables are PostgreSQL's, and so those of all
    /// databases that it has.
    /// </summary>
    /// <param name="services">The parts of its ledger.</param>
    /// <param name="tenant">Its name.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task Close(IServiceProvider services, string tenant, CancellationToken stop)
    {
        await using var connection = services.GetRequiredService<Marten.IDocumentStore>().Storage.Database.CreateConnection();
        await connection.OpenAsync(stop);
        if (!await IsOpen())
            return;
        await using var ask = new NpgsqlCommand("select quote_ident(current_database())", connection);
        var name = (string)(await ask.ExecuteScalarAsync(stop))!;
        try
        {
            await using var revoke = new NpgsqlCommand($"revoke connect on database {name} from public", connection);
            await revoke.ExecuteNonQueryAsync(stop);
        }
        catch (PostgresException)
        {
            // It is not this one's to say, or another node says so at this moment.
        }
        if (await IsOpen())
        {
            services.GetRequiredService<ILogger<TenantLedger>>().LogWarning(
                "Everybody may connect to the database of {Tenant}, also who reads the flat tables of another tenant. Let its owner say: revoke connect on database {Database} from public;", tenant, name);
        }

        async Task<bool> IsOpen()
        {
            await using var command = new NpgsqlCommand("select has_database_privilege('public', current_database(), 'connect')", connection);
            return await command.ExecuteScalarAsync(stop) is true;
        }
    }

    /// <summary>Answers a request that came in by the socket of the node.</summary>
    public async Task Answer(HttpContext http)
    {
        Interlocked.Increment(ref answering);
        try
        {
            await using var scope = app.Services.CreateAsyncScope();
            // It sees the request as it came, and nothing that the node has made of it.
            var features = new FeatureCollection(http.Features);
            features.Set<IServiceProvidersFeature>(new Own { RequestServices = scope.ServiceProvider });
            await door.Answer!(features);
        }
        finally
        {
            Interlocked.Decrement(ref answering);
        }
    }

    /// <summary>Has subscriptions go on elsewhere.</summary>
    public void SayGoodbye() => app.Lifetime.StopApplication();

    /// <summary>Stops it.</summary>
    public Task Stop() => app.StopAsync(CancellationToken.None);

    /// <summary>Stops it where it is not handed requests any more, and lets it finish those that it has.</summary>
    public async Task Retire()
    {
        SayGoodbye();
        for (var since = Environment.TickCount64; Volatile.Read(ref answering) > 0 && Environment.TickCount64 - since < Grace.TotalMilliseconds;)
            await Task.Delay(Look);
        try
        {
            await Stop();
        }
        finally
        {
            await DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    sealed class Own : IServiceProvidersFeature
    {
        public required IServiceProvider RequestServices { get; set; }
    }

    /// <summary>A server without a socket: requests are handed to it.</summary>
    sealed class Door : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Func<IFeatureCollection, Task>? Answer { get; private set; }

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull
        {
            Answer = async features =>
            {
                var context = application.CreateContext(features);
                Exception? fault = null;
                try
                {
                    await application.ProcessRequestAsync(context);
                }
                catch (Exception thrown)
                {
                    fault = thrown;
                    throw;
                }
                finally
                {
                    application.DisposeContext(context, fault);
                }
            };
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
