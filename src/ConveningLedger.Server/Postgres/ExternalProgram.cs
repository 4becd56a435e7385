using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ConveningLedger.Server.Postgres;

/// <summary>Runs a program to its end, without a terminal, and keeps what it wrote.</summary>
static class ExternalProgram
{
    /// <summary>An environment in which programs speak the language that is looked for in what they print.</summary>
    public static readonly IReadOnlyDictionary<string, string> Plain = new Dictionary<string, string> { ["LC_ALL"] = "C" };

    /// <summary>The exit status of a program that could not be started, as in a shell.</summary>
    public const int NotFound = 127;

    /// <summary>
    /// Runs <paramref name="command"/>. A program that is missing or exceeds <paramref name="limit"/> is a failed outcome
    /// that says so, not an exception.
    /// </summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="limit">After this the program and all that it started are killed.</param>
    /// <param name="cancellation">Kills the program, too.</param>
    /// <param name="folder">The working directory; null for the current one.</param>
    /// <param name="environment">
    /// When given, the program gets these variables and, of the others, only what is needed to run: an embedded server is
    /// to see neither the PG* settings of its user nor the secrets of its host. Null hands on all.
    /// </param>
    public static async Task<Outcome> RunAsync(
        IReadOnlyList<string> command, TimeSpan limit, CancellationToken cancellation,
        string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            WorkingDirectory = folder ?? "",
        };
        if (environment is not null)
            foreach (var name in start.Environment.Keys.Where(name => !IsNeededToRun(name)).ToList())
                start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new Outcome(NotFound, $"{command[0]}: {e.Message}");
        }

        process.StandardInput.Close();
        var said = new StringBuilder();
        var output = Task.WhenAll(ReadAsync(process.StandardOutput, said), ReadAsync(process.StandardError, said));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return new Outcome(-1, $"{command[0]} did not end within {limit.TotalSeconds:0} s.");
        }

        // What a program leaves running may keep its pipes open: compilers everywhere, on Windows also PostgreSQL.
        await Task.WhenAny(output, Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None));
        lock (said)
            return new Outcome(process.ExitCode, said.ToString().Trim());
    }

    static async Task ReadAsync(StreamReader from, StringBuilder said)
    {
        var buffer = new char[4096];
        while (await from.ReadAsync(buffer) is > 0 and var count)
            lock (said)
                said.Append(buffer, 0, count);
    }

    static bool IsNeededToRun(string name) => OperatingSystem.IsWindows()
        ? !name.StartsWith("PG", StringComparison.OrdinalIgnoreCase)
        : name is "PATH" or "TMPDIR" or "LD_LIBRARY_PATH" or "DYLD_LIBRARY_PATH" or "DYLD_FALLBACK_LIBRARY_PATH";

    /// <summary>What a program left.</summary>
    /// <param name="ExitCode">Zero for success.</param>
    /// <param name="Output">Standard output and standard error as they came.</param>
    public sealed record Outcome(int ExitCode, string Output)
    {
        /// <summary>Whether the program ended well.</summary>
        public bool Succeeded => ExitCode == 0;
    }
}
