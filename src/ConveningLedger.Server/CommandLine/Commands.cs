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
            $"The command line of ConveningLedger. Without a command, or with `run`, it serves. Besides these the store's own commands are taken: {string.Join(", ", StoreCommands)}.");
        foreach (var command in new[] { ImportCommand.Make(), ExportCommand.Make(), FrameExportCommands.Series(), FrameExportCommands.Network(), ReportCommand.Make(), SchemaCommand.Make(), SettingsCommand.Make(), UpgradeCommand.Make(), HealthCommand.Make(), AccessCommands.Token(), AccessCommands.SignIn(), ProofCommands.Verify(), ProofCommands.ReplaceKey() })
            root.Subcommands.Add(command);
        return StoreCommands.Contains(arguments[0])
            ? await RunStoreCommand(arguments, stop)
            // Faults and signals are the program's to handle.
            : await root.Parse(arguments is ["help", ..] ? ["--help"] : arguments)
                .InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop);
    }

    /// <summary>What is handed on to the store's own command line.</summary>
    static readonly string[] StoreCommands =
    [
        "capabilities", "check-env", "codegen", "db-apply", "db-assert", "db-dump", "db-list", "db-patch", "describe", "event-query", "marten",
        "projections", "resources", "storage", "stream-query", "wolverine-diagnostics",
    ];

    /// <summary>Does something with the store, without a server. What the store logs goes to standard error.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="stop">Gives up.</param>
    /// <param name="prepares">Whether the database has to be as this version needs it; else the work sees to that.</param>
    public static async Task<int> WithStore(Func<IServiceProvider, Task<int>> work, CancellationToken stop, bool prepares = true)
    {
        var builder = Settings.Application([]);
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        await using var database = await LedgerDatabase.OpenAsync(builder.Configuration, allowAttach: true, Quiet, stop);
        builder.AddLedgerHost(database.ConnectionString, new LedgerOptions { UpgradesAtStart = DatabaseSettings.UpgradesAtStart(builder.Configuration) });
        await using var app = builder.Build();
        try
        {
            if (prepares)
                await app.Services.PrepareDatabaseAsync(stop);
            return await work(app.Services);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException or UpgradeNeededException)
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
