using System.Diagnostics;
using Npgsql;

namespace ConveningLedger.Server.Tests.Operating;

/// <summary>PostgreSQL's own tools, as an operator runs them.</summary>
static class PostgresTools
{
    /// <summary>Runs a tool on a database; fails where it does.</summary>
    public static async Task Run(string tool, string database, params string[] arguments)
    {
        var to = new NpgsqlConnectionStringBuilder(database);
        var program = Environment.GetEnvironmentVariable("LEDGER_POSTGRES_TOOLS") is { Length: > 0 } folder ? Path.Combine(folder, tool) : tool;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("PGHOST", to.Host), ("PGPORT", $"{to.Port}"), ("PGUSER", to.Username), ("PGPASSWORD", to.Password), ("PGDATABASE", to.Database) })
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{tool}: {said}");
    }
}
