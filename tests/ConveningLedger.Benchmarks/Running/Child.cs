using System.Diagnostics;

namespace ConveningLedger.Benchmarks.Running;

/// <summary>A process that was started here, and is ended here.</summary>
sealed class Child : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly Process process;
    readonly Task<string> output;
    readonly Task<string> errors;

    Child(Process process) => (this.process, output, errors) = (process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

    /// <summary>Whether it runs still.</summary>
    public bool IsRunning => !process.HasExited;

    /// <summary>Starts a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What is set for it beside what is set here.</param>
    /// <param name="folder">Where it runs.</param>
    public static Child Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder ?? "" };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote, the most memory it had in bytes, and how long it took.</returns>
    /// <exception cref="InvalidOperationException">It ended with another status than 0.</exception>
    public static async Task<(string Output, long PeakBytes, TimeSpan Took)> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var watch = Stopwatch.StartNew();
        await using var child = Start(program, arguments, environment, folder);
        var peak = 0L;
        while (!child.process.HasExited)
        {
            peak = Math.Max(peak, child.PeakBytes);
            await Task.WhenAny(child.process.WaitForExitAsync(), Task.Delay(20));
        }
        var took = watch.Elapsed;
        return child.process.ExitCode == 0 ? (await child.output, peak, took)
            : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {child.process.ExitCode}.\n{await child.output}\n{await child.errors}");
    }

    /// <summary>The memory that is its own or shared, in bytes.</summary>
    public long ResidentBytes => Status("VmRSS:") ?? Refreshed(process => process.WorkingSet64);

    /// <summary>The most it had, in bytes.</summary>
    public long PeakBytes => Status("VmHWM:") ?? Refreshed(process => process.PeakWorkingSet64);

    /// <summary>What it wrote, once it has ended.</summary>
    public async Task<string> Said() => $"{await output}\n{await errors}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // As one asks a server to stop; where it does not, it is ended.
            if (OperatingSystem.IsWindows())
                process.Kill(entireProcessTree: true);
            else
                using (Process.Start("kill", ["-TERM", $"{process.Id}"]))
                { }
            try
            {
                await process.WaitForExitAsync().WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }
        }
        process.Dispose();
    }

    long? Status(string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? null : long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), System.Globalization.CultureInfo.InvariantCulture) * 1024;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }

    long Refreshed(Func<Process, long> read)
    {
        process.Refresh();
        return process.HasExited ? 0 : read(process);
    }
}
