using System.Diagnostics;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>Imports a file by the program's own command, and runs it again until it has succeeded.</summary>
sealed class Importer(Machine machine, Journal journal, IReadOnlyList<Told> lines)
{
    static readonly TimeSpan BeforeTheNext = TimeSpan.FromMilliseconds(300);

    readonly Lock gate = new();
    Process? process;

    /// <summary>Ends it at once, where it runs.</summary>
    public void Kill()
    {
        lock (gate)
        {
            if (process is { HasExited: false } running)
                running.Kill();
        }
    }

    /// <summary>Imports.</summary>
    /// <param name="stop">When it is given up; that is a finding.</param>
    public async Task Run(CancellationToken stop)
    {
        var file = Path.Combine(machine.Logs, $"{lines[0].Endeavour}-{lines[0].Id:n}.jsonl");
        await File.WriteAllLinesAsync(file, lines.Select(line => line.Line), stop);
        foreach (var line in lines)
            journal.Send(line);
        var said = "";
        while (!stop.IsCancellationRequested)
        {
            (var status, said) = await Once(file, stop);
            if (status == 0)
            {
                foreach (var line in lines)
                    journal.Acknowledge(line, null);
                return;
            }
            await Task.Delay(BeforeTheNext, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
        journal.Find($"{file} was not imported in time: {said}");
    }

    async Task<(int Status, string Said)> Once(string file, CancellationToken stop)
    {
        var start = FaultyNode.Program($"{machine.Postgres.ConnectionString};Maximum Pool Size={Server.LedgerDatabase.LeastConnections}", "http://127.0.0.1:1", "import", file);
        Process running;
        lock (gate)
            running = process = Process.Start(start)!;
        try
        {
            var (output, errors) = (running.StandardOutput.ReadToEndAsync(CancellationToken.None), running.StandardError.ReadToEndAsync(CancellationToken.None));
            await running.WaitForExitAsync(stop);
            return (running.ExitCode, $"{await output}\n{await errors}");
        }
        catch (OperationCanceledException)
        {
            Kill();
            return (-1, "It did not end.");
        }
        finally
        {
            lock (gate)
                process = null;
            running.Dispose();
        }
    }
}
