using System.CommandLine;
using ConveningLedger.Store;
using JasperFx;

namespace ConveningLedger.Server.CommandLine;

/// <summary>The command line: the ledger's own commands, and the store's.</summary>
static class Commands
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        var root = new RootCommand(
            "The command line of ConveningLedger. Without a command it serves. Besides these, the store's own commands are taken "
            + "(`storage`, `resources`, `projections`, `db-assert`, `db-dump` …; `describe` and `help` list them).");
        foreach (var command in new[] { ImportCommand.Make(), ExportCommand.Make(), SchemaCommand.Make() })
            root.Subcommands.Add(command);
        return arguments[0] is "--help" or "-h" or "-?" || root.Subcommands.Any(command => command.Name == arguments[0])
            ? await root.Parse(arguments).InvokeAsync(cancellationToken: stop)
            : await RunStoreCommand(arguments, stop);
    }

    /// <summary>Does something with the store, without a server. What the store logs goes to standard error.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<int> WithStore(Func<IServiceProvider, Task<int>> work, CancellationToken stop)
    {
        var builder = Settings.Application([]);
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        await using var database = await LedgerDatabase.OpenAsync(builder.Configuration, allowAttach: true, Quiet, stop);
        builder.AddLedgerHost(database.ConnectionString, new LedgerOptions());
        await using var app = builder.Build();
        try
        {
            await app.Services.PrepareDatabaseAsync();
            return await work(app.Services);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
        catch (Npgsql.NpgsqlException fault)
        {
            await Console.Error.WriteLineAsync($"PostgreSQL cannot be used: {fault.Message}");
            return 1;
        }
    }

    static async Task<int> RunStoreCommand(string[] arguments, CancellationToken stop)
    {
        var builder = Settings.Application([]);
        await using var database = await LedgerDatabase.OpenAsync(builder.Configuration, allowAttach: true, Quiet, stop);
        builder.AddLedgerHost(database.ConnectionString, new LedgerOptions());
        builder.Host.ApplyJasperFxExtensions();
        var app = builder.Build();
        app.MapLedger();
        return await app.RunJasperFxCommands(arguments);
    }

    static void Quiet(string line) => Console.Error.WriteLine(line);
}
