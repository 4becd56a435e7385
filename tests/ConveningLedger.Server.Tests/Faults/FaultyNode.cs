using System.Collections.Concurrent;
using System.Diagnostics;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>A server in a process of its own that is made to fail. While it is wanted, it is started again whenever it has ended, as an init system does.</summary>
sealed class FaultyNode : IAsyncDisposable
{
    /// <summary>How many connections it keeps, unless it is told otherwise.</summary>
    public const string Usual = "Maximum Pool Size=20";

    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(30);
    static readonly TimeSpan BeforeTheNext = TimeSpan.FromMilliseconds(300);

    readonly string name;
    readonly Func<string> connectionString;
    readonly Lock gate = new();
    readonly StreamWriter log;
    readonly CancellationTokenSource ending = new();
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(3) };
    readonly Task watching;
    Process? process;
    bool answered;
    bool isKilled;

    /// <summary>A node that is started as soon as it can be.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="connectionString">How it reaches PostgreSQL.</param>
    /// <param name="log">Where what it says is kept.</param>
    /// <param name="clock">The clock that it goes by; null: the machine's.</param>
    public FaultyNode(string name, Func<string> connectionString, string log, Clock? clock = null)
    {
        (this.name, this.connectionString, this.log, Clock) = (name, connectionString, new StreamWriter(log, append: true) { AutoFlush = true }, clock);
        watching = Watch();
    }

    /// <summary>Where it answers, when it does.</summary>
    public string Url { get; private set; } = "http://127.0.0.1:1";

    /// <summary>Whether it is to run.</summary>
    public bool IsWanted { get; set; } = true;

    /// <summary>The clock that it goes by; null: the machine's.</summary>
    public Clock? Clock { get; }

    /// <summary>What else is put into its connection string from its next start on.</summary>
    public string Connecting { get; set; } = Usual;

    /// <summary>Whether it may end by itself, since its clock is set wrong.</summary>
    public bool MayEnd { get; set; }

    /// <summary>How often it ended though nobody asked it to, after it had answered.</summary>
    public ConcurrentQueue<string> EndedByItself { get; } = [];

    /// <summary>Ends it at once.</summary>
    public void Kill()
    {
        lock (gate)
        {
            isKilled = true;
            if (process is { HasExited: false } running)
                running.Kill();
        }
    }

    /// <summary>How many times it said that projections had passed over entries, and took them in.</summary>
    public int PassedOver { get; private set; }

    /// <summary>Whether it says that it is ready.</summary>
    public async Task<bool> IsReady(CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync($"{Url}/health/ready", stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>What a program of the ledger's is started with.</summary>
    public static ProcessStartInfo Program(string connectionString, string url, params string[] words)
    {
        var start = LedgerProcess.Over(connectionString, url, words);
        // All clients are of one address here.
        start.Environment["GraphQL__Limits__Burst"] = "1000000000";
        start.Environment["GraphQL__Limits__CostPerSecond"] = "1000000000";
        return start;
    }

    public async ValueTask DisposeAsync()
    {
        IsWanted = false;
        await ending.CancelAsync();
        await watching;
        Kill();
        if (process is { } last)
        {
            await last.WaitForExitAsync();
            last.Dispose();
        }
        http.Dispose();
        ending.Dispose();
        await log.DisposeAsync();
    }

    async Task Watch()
    {
        while (!ending.IsCancellationRequested)
        {
            if (process is { HasExited: true } ended)
                await Ended(ended);
            if (process is null && IsWanted)
                Start();
            await Task.Delay(Look, ending.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    void Start()
    {
        Url = $"http://127.0.0.1:{LedgerProcess.FreePort()}";
        var start = Program($"{connectionString()};{Connecting}", Url, "run");
        foreach (var (setting, value) in Clock?.Settings ?? [])
            start.Environment[setting] = value;
        lock (gate)
        {
            (isKilled, answered) = (false, false);
            process = Process.Start(start)!;
            process.OutputDataReceived += (_, line) => Said(line.Data);
            process.ErrorDataReceived += (_, line) => Said(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }
    }

    async Task Ended(Process ended)
    {
        await ended.WaitForExitAsync();
        Said($"{name} ended with {ended.ExitCode}{(isKilled ? ": it was killed" : "")}.");
        if (!isKilled && answered && !MayEnd)
            EndedByItself.Enqueue($"{name} ended by itself with {ended.ExitCode}");
        // One that cannot start is not started as fast as one can.
        if (!isKilled)
            await Task.Delay(BeforeTheNext);
        ended.Dispose();
        process = null;
    }

    void Said(string? line)
    {
        if (line is null)
            return;
        if (line.StartsWith("ConveningLedger answers", StringComparison.Ordinal))
            answered = true;
        if (line.Contains("had passed over", StringComparison.Ordinal))
            PassedOver++;
        lock (log)
            log.WriteLine($"{DateTime.UtcNow:HH:mm:ss.fff} {line}");
    }
}
