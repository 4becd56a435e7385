using ConveningLedger.Server.Access;
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
        var access = AccessSettings.From(builder.Configuration);
        if (access.IsLocal)
            Settings.CheckLoopback(builder.Configuration["urls"]);
        await using var database = await LedgerDatabase.OpenAsync(builder.Configuration, allowAttach: false, Console.WriteLine, stop);
        builder.AddLedgerHost(database.ConnectionString, new LedgerOptions
        {
            IsAlone = database.IsEmbedded,
            ProjectionShare = ShareOfProjections,
            UpgradesAtStart = DatabaseSettings.UpgradesAtStart(builder.Configuration),
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        await using var app = builder.Build();
        app.MapLedger();
        try
        {
            // Before anything that listens or projects finds another database than it needs.
            if (!DatabaseSettings.UpgradesAtStart(builder.Configuration))
                await app.Services.PrepareDatabaseAsync(stop);
            // Whoever finds the server ready finds the sample in it. In a database of the user's own nothing appears that nobody asked for.
            if (database.IsEmbedded)
                await LoadSample(app.Services, stop);
            await app.StartAsync(stop);
        }
        catch (UpgradeNeededException fault)
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
        var url = app.Urls.First();
        database.Announce(url);
        app.Services.GetRequiredService<LedgerTokens>().Here = url;
        Console.WriteLine($"ConveningLedger answers at {url} (GraphQL: {url}/graphql). Ctrl-C stops it.");
        if (access.IsLocal)
            Console.WriteLine($"This link signs a browser in, once: {await SigningIn.OperatorsLink(app.Services, stop)}");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, app.Lifetime.ApplicationStopping);
        await Task.Delay(Timeout.Infinite, end.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await app.StopAsync(CancellationToken.None);
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
    sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
