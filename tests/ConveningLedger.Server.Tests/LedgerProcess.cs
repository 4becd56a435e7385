using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Server.Tests;

/// <summary>The program itself, in a process of its own.</summary>
sealed class LedgerProcess : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    const string Link = "This link signs a browser in, once: ";

    readonly Process process;
    readonly HttpClient http = new() { Timeout = Patience };
    readonly TaskCompletionSource<string> link = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task<string> output;
    readonly Task<string> errors;

    LedgerProcess(Process process, string url)
    {
        (this.process, Url) = (process, url);
        output = Read(process.StandardOutput);
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The program: published as it is deployed, where LEDGER_SERVER_DLL says so; else as it was compiled with the tests.</summary>
    public static string Program { get; } = Published ?? Path.Combine(AppContext.BaseDirectory, "ConveningLedger.Server.dll");

    /// <summary>The program as the image has it, where it was published for the tests; else null.</summary>
    public static string? Published => Environment.GetEnvironmentVariable("LEDGER_SERVER_DLL") is { Length: > 0 } published ? published : null;

    /// <summary>How it is started over a database; what it says can be read.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="url">Where it is to answer.</param>
    /// <param name="words">What it is to do.</param>
    public static ProcessStartInfo Over(string connectionString, string url, params string[] words) => new("dotnet", [Program, .. words])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["ConnectionStrings__Ledger"] = connectionString, ["ASPNETCORE_URLS"] = url, ["ASPNETCORE_ENVIRONMENT"] = "Production" },
    };

    /// <summary>Where it answers, if it serves.</summary>
    public string Url { get; }

    public int Id => process.Id;

    /// <summary>Starts it over a data directory.</summary>
    public static LedgerProcess Start(string dataDirectory, string? url, params string[] arguments) => Start(dataDirectory, url, [], arguments);

    /// <summary>Starts it over a data directory, with more of its environment.</summary>
    public static LedgerProcess Start(string dataDirectory, string? url, Dictionary<string, string> settings, string[] arguments)
    {
        url ??= $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            Environment = { ["LEDGER_DATA"] = dataDirectory, ["ASPNETCORE_URLS"] = url, ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        };
        start.Environment.Remove("ConnectionStrings__Ledger");
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return new(Process.Start(start)!, url);
    }

    /// <summary>Starts a server and waits until it says that it is ready.</summary>
    /// <param name="dataDirectory">The data directory.</param>
    /// <param name="settings">More of its environment.</param>
    public static async Task<LedgerProcess> Serve(string dataDirectory, Dictionary<string, string>? settings = null)
    {
        var server = Start(dataDirectory, null, settings ?? [], []);
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (server.process.HasExited)
                Assert.Fail($"The server exited with {server.process.ExitCode}.\n{await server.output}\n{await server.errors}");
            try
            {
                // It listens before the sample is loaded.
                if ((await server.http.GetAsync($"{server.Url}/health/ready", patience.Token)).IsSuccessStatusCode)
                {
                    // As whoever started it opens it in a browser; the cookie is kept.
                    (await server.http.GetAsync(await server.link.Task.WaitAsync(patience.Token), patience.Token)).EnsureSuccessStatusCode();
                    Assert.Equal(JsonValueKind.Object, (await server.Ask("{ endeavour(slug: \"vessa-water\") { entryCount } }")).GetProperty("endeavour").ValueKind);
                    return server;
                }
            }
            catch (HttpRequestException)
            {
            }
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>Waits until it has ended; its exit status and what it wrote.</summary>
    public async Task<(int Status, string Output, string Errors)> End()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Asks it to stop, as an init system does.</summary>
    public void Terminate()
    {
        const int sigterm = 15;
        Assert.Equal(0, Signal(process.Id, sigterm));
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public void Kill() => process.Kill();

    /// <summary>Asks it by HTTP, and gives the data.</summary>
    public async Task<JsonElement> Ask(string query)
    {
        using var response = await http.PostAsJsonAsync($"{Url}/graphql", new { query }, TestContext.Current.CancellationToken);
        return LedgerApi.Listed((await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("data"));
    }

    /// <summary>A token of the operator's, by the command for it.</summary>
    public static async Task<string> Token(string dataDirectory)
    {
        await using var token = Start(dataDirectory, null, "token");
        var (status, output, errors) = await token.End();
        Assert.True(status == 0, errors);
        return output.Trim();
    }

    async Task<string> Read(StreamReader output)
    {
        var all = new StringBuilder();
        while (await output.ReadLineAsync() is { } line)
        {
            all.Append(line).Append('\n');
            if (line.StartsWith(Link, StringComparison.Ordinal))
                link.TrySetResult(line[Link.Length..]);
        }
        return all.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Terminate();
            await End();
        }
        process.Dispose();
        http.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    static extern int Signal(int process, int signal);
}
