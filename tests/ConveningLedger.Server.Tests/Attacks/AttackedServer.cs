using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ConveningLedger.Server.Tests.Postgres;

namespace ConveningLedger.Server.Tests.Attacks;

/// <summary>The program itself, with its limits as they are unless they are set, under attack.</summary>
public sealed class AttackedServer : IAsyncLifetime
{
    /// <summary>What a refusal, and a cheap query, may take.</summary>
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    const long MostBytes = 512L << 20;

    readonly ClusterFolder folder = new();
    LedgerProcess server = null!;
    long restingBytes;

    /// <summary>Where it answers.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>A token of the operator's.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Asks as the operator.</summary>
    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        server = await LedgerProcess.Serve(folder.Path);
        Url = new(server.Url);
        Token = await LedgerProcess.Token(folder.Path);
        Http = Client();
        // What it holds once it has answered something of everything.
        for (var round = 0; round < 5; round++)
            await Answer("""{ endeavour(slug: "vessa-water") { frame { account timeline(first: 100) { nodes { summary account moves { nodes { delta } } } } } } endeavours { nodes { title } } __schema { types { name fields { name } } } }""");
        restingBytes = Resident;
    }

    /// <summary>A client that has a token with it.</summary>
    public HttpClient Client() => new() { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(30), DefaultRequestHeaders = { Authorization = new("Bearer", Token) } };

    /// <summary>Asks, and gives the status and the answer.</summary>
    public Task<(int Status, JsonElement Answer, int Length)> Ask(string query, object? variables = null) => Post(JsonContent.Create(new { query, variables }));

    /// <summary>Asks what is answered.</summary>
    public async Task<JsonElement> Answer(string query, object? variables = null)
    {
        var (status, answer, _) = await Ask(query, variables);
        Assert.True(status == 200 && !answer.TryGetProperty("errors", out _), answer.GetRawText());
        return answer.GetProperty("data");
    }

    /// <summary>Sends a body as it is.</summary>
    public async Task<(int Status, JsonElement Answer, int Length)> Post(HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content };
        request.Headers.Accept.Add(new("application/graphql-response+json"));
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), text.Length);
    }

    /// <summary>Asks what is refused, in time and with a code, in an answer that is not long; gives the message.</summary>
    public async Task<string> Refuses(string query, string code, object? variables = null)
    {
        var began = Stopwatch.GetTimestamp();
        var (status, answer, length) = await Ask(query, variables);
        var took = Stopwatch.GetElapsedTime(began);

        Assert.InRange(status, 400, 499);
        Assert.True(took < Second, $"It took {took}.");
        Assert.InRange(length, 1, 100_000);
        Assert.False(answer.TryGetProperty("data", out _));
        var errors = answer.GetProperty("errors").EnumerateArray().ToArray();
        Assert.InRange(errors.Length, 1, 10);
        Assert.All(errors, error => Assert.InRange(error.GetProperty("message").GetString()!.Length, 1, 500));
        Assert.Equal(code, errors[0].GetProperty("extensions").GetProperty("code").GetString());
        return errors[0].GetProperty("message").GetString()!;
    }

    /// <summary>Whether it is well after an attack: a cheap query is answered in a second, no work goes on, and memory was never much and comes back.</summary>
    public async Task IsWell()
    {
        var began = Stopwatch.GetTimestamp();
        Assert.Equal("Query", (await Answer("{ __typename }")).GetProperty("__typename").GetString());
        var took = Stopwatch.GetElapsedTime(began);
        Assert.True(took < Second, $"A cheap query took {took}.");
        if (!OperatingSystem.IsLinux())
            return;
        Assert.InRange(Status("VmHWM"), 0, MostBytes);
        // The collector gives memory back in its own time; half as much again as at rest is what it keeps for what comes next.
        var patience = Stopwatch.GetTimestamp();
        while (Resident > restingBytes * 3 / 2 + (64L << 20) || await Works())
        {
            Assert.True(Stopwatch.GetElapsedTime(patience) < TimeSpan.FromSeconds(10), $"It holds {Resident >> 20} MB; at rest it was {restingBytes >> 20} MB.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Whether it is at work: more than a quarter of a core.</summary>
    async Task<bool> Works()
    {
        using var process = Process.GetProcessById(server.Id);
        var (before, began) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(200, TestContext.Current.CancellationToken);
        process.Refresh();
        return (process.TotalProcessorTime - before) * 4 > Stopwatch.GetElapsedTime(began);
    }

    /// <summary>How many bytes of memory it holds.</summary>
    public long Resident => Status("VmRSS");

    long Status(string name)
    {
        const long kilobyte = 1024;
        var line = File.ReadLines($"/proc/{server.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * kilobyte;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await server.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>The tests that attack one server. They run one after another, and nobody else runs beside them: they measure.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class UnderAttack : ICollectionFixture<AttackedServer>
{
    /// <summary>The name.</summary>
    public const string Name = "under attack";
}
