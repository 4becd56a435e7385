using System.Diagnostics;
using Npgsql;

namespace ConveningLedger.Server.Tests.Operating;

/// <summary>PostgreSQL's own tools, as an operator runs them.</summary>
static class PostgresTools
{
    /// <summary>Runs one of them on a database; fails with what it said where it fails.</summary>
    /// <param name="tool">Its name.</param>
    /// <param name="database">How to reach the database.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads; null: nothing.</param>
    public static async Task Run(string tool, string database, string[] arguments, Stream? input = null)
    {
        var stop = TestContext.Current.CancellationToken;
        var to = new NpgsqlConnectionStringBuilder(database);
        var program = Environment.GetEnvironmentVariable("LEDGER_POSTGRES_TOOLS") is { Length: > 0 } folder ? Path.Combine(folder, tool) : tool;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("PGHOST", to.Host), ("PGPORT", $"{to.Port}"), ("PGUSER", to.Username), ("PGPASSWORD", to.Password), ("PGDATABASE", to.Database) })
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (said, output) = (process.StandardError.ReadToEndAsync(stop), process.StandardOutput.ReadToEndAsync(stop));
        if (input is not null)
            await input.CopyToAsync(process.StandardInput.BaseStream, stop);
        process.StandardInput.Close();
        await process.WaitForExitAsync(stop);
        Assert.True(process.ExitCode == 0, $"{tool}: {await said}{await output}");
    }
}
