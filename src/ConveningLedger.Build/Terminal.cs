using System.Collections;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ConveningLedger.Build;

/// <summary>Runs programs in the caller's terminal, with its input, output and working directory.</summary>
static class Terminal
{
    const int Interrupt = 2;

    /// <summary>Whether a program that ran here was asked to end before its time.</summary>
    public static bool WasStopped { get; private set; }

    /// <summary>
    /// Runs <paramref name="command"/> and waits for it. Ctrl-C reaches it by itself, for it is in the same terminal; a
    /// request to terminate is handed on as one, for test programs clean up after that only.
    /// </summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">Where; null: here.</param>
    /// <param name="said">Takes what it says, in place of the terminal; null: the terminal does.</param>
    /// <returns>Its exit status.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> command, string? folder = null, TextWriter? said = null)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder ?? "", RedirectStandardOutput = said is not null, RedirectStandardError = said is not null,
        })!;
        if (said is not null)
        {
            var one = TextWriter.Synchronized(said);
            process.OutputDataReceived += (_, line) => Take(line.Data);
            process.ErrorDataReceived += (_, line) => Take(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();

            // At its end nothing comes.
            void Take(string? line)
            {
                if (line is not null)
                    one.WriteLine(line);
            }
        }
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = WasStopped = true);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = WasStopped = true;
            if (OperatingSystem.IsWindows())
                process.Kill(entireProcessTree: true);
            else
                _ = Kill(process.Id, Interrupt);
        });
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Does <paramref name="work"/>, and ends it on Ctrl-C or a request to terminate.</summary>
    public static async Task<T> UntilStoppedAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await work(stop.Token);
        }
        catch (OperationCanceledException)
        {
            throw new StepFailedException("Stopped.");
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>
    /// Becomes <paramref name="command"/>: it takes over this process, so signals, exit status and kill -9 are its own and
    /// nothing can be orphaned. On Windows, which cannot do this, it is run and waited for.
    /// </summary>
    public static Task<int> BecomeAsync(params string[] command)
    {
        if (OperatingSystem.IsWindows())
            return RunAsync(command);

        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => $"{e.Key}={e.Value}");
        _ = Execute(command[0], [.. command, null], [.. environment, null]);
        throw new StepFailedException($"{command[0]} could not be run: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", EntryPoint = "execve", SetLastError = true)]
    static extern int Execute(string path, string?[] arguments, string?[] environment);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    static extern int Kill(int process, int signal);
}
