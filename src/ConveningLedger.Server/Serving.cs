using ConveningLedger.Server.Access;
using ConveningLedger.Server.Tenants;
using ConveningLedger.Store;
using ConveningLedger.Store.Interchange;

namespace ConveningLedger.Server;

/// <summary>Runs the server until it is asked to stop.</summary>
static class Serving
{
    // They share the processors with those who record and read.
    const double ShareOfProjections = 0.25;

    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        var builder = Settings.Application(arguments);
        if (Tenant.Choose(builder, isNeeded: false) is { Count: > 0 } tenants)
            return await RunAsync(tenants, arguments, stop);
        var access = AccessSettings.From(builder.Configuration);
        if (access.IsLocal)
            Settings.CheckLoopback(builder.Configuration["urls"]);
        await using var database = await LedgerDatabase.OpenAsync(builder.Configuration, allowAttach: false, Console.WriteLine, stop);
        builder.AddLedgerHost(database.ConnectionString, new LedgerOptions
        {
            IsAlone = database.IsEmbedded,
            Standbys = database.Standbys,
            ProjectionShare = ShareOfProjections,
            UpgradesAtStart = DatabaseSettings.UpgradesAtStart(builder.Configuration),
        });
        builder.Services.AddHostedService<GivingBack>();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        await using var app = builder.Build();
        app.MapLedger();
        await Start(app, async () =>
        {
            // Before anything that listens or projects finds another database than it needs.
            if (!DatabaseSettings.UpgradesAtStart(builder.Configuration))
                await app.Services.PrepareDatabaseAsync(stop);
            // Whoever finds the server ready finds the sample in it. In a database of the user's own nothing appears that nobody asked for.
            if (database.IsEmbedded)
                await LoadSample(app.Services, stop);
            await app.StartAsync(stop);
            if (Environment.GetEnvironmentVariable(Tenant.Chosen) is { Length: > 0 } tenant)
                await TenantLedger.Close(app.Services, tenant, stop);
        });
        var url = app.Urls.First();
        database.Announce(url);
        app.Services.GetRequiredService<LedgerTokens>().Here = url;
        Console.WriteLine($"ConveningLedger answers at {url} (GraphQL: {url}/graphql). Ctrl-C stops it.");
        if (access.IsLocal)
            Console.WriteLine($"This link signs a browser in, once: {await SigningIn.OperatorsLink(app.Services, stop)}");
        return await End(app, app.Services.GetRequiredService<Draining>(), () => app.StopAsync(CancellationToken.None), stop);
    }

    /// <summary>The same for several tenants, each with a ledger of its own.</summary>
    static async Task<int> RunAsync(IReadOnlyList<Tenant> tenants, string[] arguments, CancellationToken stop)
    {
        await using var serving = await ServingTenants.Make(tenants, arguments, ShareOfProjections, stop);
        await Start(serving.Node, () => serving.Start(stop));
        Console.WriteLine($"ConveningLedger answers at {serving.Node.Urls.First()} for {string.Join(", ", tenants.Select(tenant => $"{tenant.Name} ({tenant.Host})"))}. Ctrl-C stops it.");
        return await End(serving.Node, serving.Draining, serving.Stop, stop);
    }

    static async Task Start(WebApplication app, Func<Task> start)
    {
        try
        {
            await start();
        }
        catch (Exception fault) when (fault is UpgradeNeededException or InvalidDataException or ClockException)
        {
            throw new SettingException(fault.Message);
        }
        catch (Npgsql.NpgsqlException fault)
        {
            throw new SettingException($"PostgreSQL cannot be used: {fault.Message}");
        }
        catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new SettingException($"{fault.Message} Another program listens there; set ASPNETCORE_URLS to another address.");
        }
        catch (Exception fault) when (fault is IOException or System.Net.Sockets.SocketException or InvalidOperationException or FormatException)
        {
            throw new SettingException($"The server cannot listen on {string.Join(", ", app.Urls)}: {fault.Message}");
        }
    }

    /// <summary>Waits for the end, and lets the node go.</summary>
    static async Task<int> End(WebApplication app, Draining draining, Func<Task> end, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, app.Lifetime.ApplicationStopping);
        await Task.Delay(Timeout.Infinite, ending.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        // Where a part of it failed there is nothing to answer with.
        if (stop.IsCancellationRequested)
            await draining.Drain();
        await end();
        // Where nobody asked it to stop, a part of it failed.
        return stop.IsCancellationRequested ? 0 : 1;
    }

    static async Task LoadSample(IServiceProvider services, CancellationToken stop)
    {
        const string slug = "vessa-water";
        await services.PrepareDatabaseAsync(stop);
        if ((await services.GetRequiredService<EndeavourList>().All(stop)).Contains(slug))
            return;
        var report = await services.GetRequiredService<Import>().RunAsync(
            [Path.Combine(AppContext.BaseDirectory, "Sample", $"{slug}.jsonl")], new(Viewers.Local), cancellation: stop);
        if (!report.IsClean)
            throw new InvalidDataException($"The sample was refused: {report.Refusals[0]}");
        Console.WriteLine($"Loaded the sample endeavour {slug}: {report.Recorded} entries.");
    }

    /// <summary>Signals are handled by <see cref="Stopping"/>, for the database as well as for the host.</summary>
    internal sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
