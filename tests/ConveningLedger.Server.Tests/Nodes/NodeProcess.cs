using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;

namespace ConveningLedger.Server.Tests.Nodes;

/// <summary>A node: the server in a process of its own, on a database that others are on too. It can be started again at the same address.</summary>
sealed class NodeProcess(string connectionString, string publicUrl, TimeSpan drain) : IAsyncDisposable
{
    static readonly HttpClient Http = new();

    readonly ConcurrentQueue<string> said = new();
    Process? process;

    /// <summary>Where it answers.</summary>
    public string Url { get; } = $"http://127.0.0.1:{LedgerProcess.FreePort()}";

    /// <summary>More of its environment.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>What it wrote: warnings and faults, beside where it answers.</summary>
    public string Said => string.Join('\n', said);

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public async Task Start(CancellationToken stop)
    {
        process = Begin("run");
        while (await Readiness(stop) != HttpStatusCode.OK)
        {
            Assert.False(process.HasExited, $"The node ended.\n{Said}");
            await Task.Delay(20, stop);
        }
    }

    /// <summary>What it says of being ready; null where it does not answer.</summary>
    public async Task<HttpStatusCode?> Readiness(CancellationToken stop)
    {
        try
        {
            using var response = await Http.GetAsync($"{Url}/health/ready", stop);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Asks it to stop, as an init system does.</summary>
    public void Terminate()
    {
        const int sigterm = 15;
        Assert.Equal(0, Signal(process!.Id, sigterm));
    }

    /// <summary>Waits until it has ended; its exit status.</summary>
    public async Task<int> End(CancellationToken stop)
    {
        await process!.WaitForExitAsync(stop);
        return process.ExitCode;
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>A token of the operator's, by the command for it.</summary>
    public async Task<string> Token(CancellationToken stop)
    {
        using var token = Begin("token", reads: false);
        var (output, errors) = (token.StandardOutput.ReadToEndAsync(stop), token.StandardError.ReadToEndAsync(stop));
        await token.WaitForExitAsync(stop);
        Assert.True(token.ExitCode == 0, await errors);
        return (await output).Trim();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
            await Kill();
        process?.Dispose();
    }

    Process Begin(string word, bool reads = true)
    {
        var start = LedgerProcess.Over(connectionString, Url, word);
        start.Environment["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        start.Environment["Access__PublicUrl"] = publicUrl;
        start.Environment["Nodes__Drain"] = drain.ToString();
        foreach (var (name, value) in Settings)
            start.Environment[name] = value;
        var begun = Process.Start(start)!;
        if (!reads)
            return begun;
        begun.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        begun.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        begun.BeginOutputReadLine();
        begun.BeginErrorReadLine();
        return begun;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    static extern int Signal(int process, int signal);
}
