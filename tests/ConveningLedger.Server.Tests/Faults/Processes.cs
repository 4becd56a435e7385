using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>Signals to processes that were started here, and those that they started.</summary>
static class Processes
{
    /// <summary>Ends a process at once.</summary>
    public const int Kill = 9;

    /// <summary>Lets a process go on.</summary>
    public const int Continue = 18;

    /// <summary>Freezes a process.</summary>
    public const int Stop = 19;

    /// <summary>Sends a signal to processes; those that are gone are passed over.</summary>
    public static void Send(int signal, IEnumerable<int> processes)
    {
        foreach (var process in processes)
            _ = Signal(process, signal);
    }

    /// <summary>Whether a process is there, and more than a dead one that nobody has reaped.</summary>
    public static bool IsAlive(int process) => Stat(process) is { State: not 'Z' };

    /// <summary>The processes that a process started.</summary>
    public static IEnumerable<int> ChildrenOf(int process)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var child) && Stat(child)?.Parent == process)
                yield return child;
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Whether it ended well; not where there is no such program.</returns>
    public static async Task<bool> Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            await Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync(), process.WaitForExitAsync());
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    static (char State, int Parent)? Stat(int process)
    {
        try
        {
            // What stands in brackets may hold anything.
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    static extern int Signal(int process, int signal);
}
