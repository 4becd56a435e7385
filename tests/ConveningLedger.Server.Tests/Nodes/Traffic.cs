using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ConveningLedger.Server.Tests.Nodes;

/// <summary>
/// Those who use a ledger through one address: some record, some ask, some listen, all the time. What gets no answer is sent again, an entry
/// under the same id; what is answered has to be right.
/// </summary>
sealed class Traffic : IAsyncDisposable
{
    const int Recorders = 3;
    const int Readers = 2;
    /// <summary>How many listen.</summary>
    public const int Listeners = 2;

    const string Endeavour = "through";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan BeforeAgain = TimeSpan.FromMilliseconds(100);
    static readonly HttpStatusCode[] NoAnswer = [HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout];

    readonly HttpClient http;
    readonly CancellationTokenSource end;
    readonly CancellationTokenSource rest;
    readonly ConcurrentQueue<string> recorded = new();
    readonly ConcurrentQueue<string> retried = new();
    readonly List<string>[] heard = [.. Enumerable.Range(0, Listeners).Select(_ => new List<string>())];
    readonly List<Task> listening = [];
    readonly List<Task> asking = [];
    int asked;
    int connections;

    Traffic(string url, string token, CancellationToken stop)
    {
        http = new() { BaseAddress = new(url), Timeout = Timeout.InfiniteTimeSpan, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        (end, rest) = (CancellationTokenSource.CreateLinkedTokenSource(stop), CancellationTokenSource.CreateLinkedTokenSource(stop));
    }

    /// <summary>How many entries were recorded, as those who recorded them were told.</summary>
    public int Recorded => recorded.Count;

    /// <summary>How many questions were answered.</summary>
    public int Asked => asked;

    /// <summary>How often somebody began to listen.</summary>
    public int Connections => connections;

    /// <summary>What was sent again, and why.</summary>
    public IReadOnlyCollection<string> Retried => retried;

    /// <summary>Begins it, with an endeavour of its own.</summary>
    public static async Task<Traffic> Begin(string url, string token, CancellationToken stop)
    {
        var traffic = new Traffic(url, token, stop);
        await traffic.Answered($$"""mutation { recordEndeavourOpened(input: { endeavour: "{{Endeavour}}", occurredAt: "2016", data: { title: "Through", challenges: [OTHER], scale: LOCAL } }) { errors { message } } }""");
        var cursor = (await traffic.Answered($$"""{ endeavour(slug: "{{Endeavour}}") { timeline(last: 1) { pageInfo { endCursor } } } }""")).GetProperty("endeavour").GetProperty("timeline").GetProperty("pageInfo").GetProperty("endCursor").GetString()!;
        traffic.listening.AddRange(traffic.heard.Select(entries => traffic.Listen(entries, cursor)));
        traffic.asking.AddRange(Enumerable.Range(0, Recorders).Select(_ => traffic.Record()));
        traffic.asking.AddRange(Enumerable.Range(0, Readers).Select(_ => traffic.Ask()));
        return traffic;
    }

    /// <summary>Ends it, and holds what there is against what was answered: every entry is there once, in every list that there is of them.</summary>
    public async Task Settle(CancellationToken stop)
    {
        await rest.CancelAsync();
        await Task.WhenAll(asking);
        var there = await All(stop);
        while (heard.Any(entries => entries.Count < there.Count - 1))
            await Task.Delay(50, stop);
        await end.CancelAsync();
        await Task.WhenAll(listening);

        Assert.Equal(Enumerable.Range(1, there.Count), there.Select(entry => entry.Sequence));
        var entries = there.Skip(1).Select(entry => entry.Id).ToArray();
        Assert.Equal(recorded.Order(), entries.Order());
        Assert.All(heard, one => Assert.Equal(entries, one));
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await rest.CancelAsync();
        http.Dispose();
        end.Dispose();
        rest.Dispose();
    }

    async Task Record()
    {
        while (!rest.IsCancellationRequested)
        {
            var id = Guid.CreateVersion7().ToString();
            var answer = await Answered(
                $"mutation {{ recordFieldNoteTaken(input: {{ endeavour: \"{Endeavour}\", id: \"{id}\", occurredAt: \"2019\", data: {{ words: \"Dry.\" }} }}) {{ entry {{ uuid }} errors {{ message }} }} }}");
            Assert.Equal(id, answer.GetProperty("recordFieldNoteTaken").GetProperty("entry").GetProperty("uuid").GetString());
            recorded.Enqueue(id);
            await Task.Delay(Pause, end.Token);
        }
    }

    // Whichever node answers knows what was recorded by then.
    async Task Ask()
    {
        while (!rest.IsCancellationRequested)
        {
            var by = recorded.Count;
            var answer = await Answered($$"""{ endeavour(slug: "{{Endeavour}}") { entryCount frame { account } } }""");
            Assert.InRange(answer.GetProperty("endeavour").GetProperty("entryCount").GetInt32(), by + 1, int.MaxValue);
            Interlocked.Increment(ref asked);
            await Task.Delay(Pause, end.Token);
        }
    }

    async Task Listen(List<string> entries, string cursor)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                Interlocked.Increment(ref connections);
                using var request = Asking("subscription($endeavour: Slug!, $after: String) { entryRecorded(endeavour: $endeavour, after: $after) { cursor entry { uuid } } }", new { endeavour = Endeavour, after = cursor });
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token);
                response.EnsureSuccessStatusCode();
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(end.Token));
                while (await reader.ReadLineAsync(end.Token) is { } line)
                {
                    if (!line.StartsWith("data: {", StringComparison.Ordinal))
                        continue;
                    var notice = JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]).GetProperty("data").GetProperty("entryRecorded");
                    lock (entries)
                        entries.Add(notice.GetProperty("entry").GetProperty("uuid").GetString()!);
                    cursor = notice.GetProperty("cursor").GetString()!;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException)
            {
                retried.Enqueue($"listening: {fault.Message}");
                await Task.Delay(BeforeAgain, CancellationToken.None);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
            }
        }
    }

    /// <summary>The data of an answer. Where there is none, because of a node that is gone, the same is asked again.</summary>
    async Task<JsonElement> Answered(string query)
    {
        while (true)
        {
            string why;
            try
            {
                using var request = Asking(query, null);
                using var response = await http.SendAsync(request, end.Token);
                if (!NoAnswer.Contains(response.StatusCode))
                    return Data(await response.Content.ReadAsStringAsync(end.Token), response.StatusCode);
                why = $"{(int)response.StatusCode}";
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException)
            {
                why = fault.Message;
            }
            retried.Enqueue($"{query.Split(' ')[0]}: {why}");
            await Task.Delay(BeforeAgain, end.Token);
        }
    }

    static JsonElement Data(string body, HttpStatusCode status)
    {
        Assert.True(status == HttpStatusCode.OK, $"{status}: {body}");
        var answer = JsonSerializer.Deserialize<JsonElement>(body);
        Assert.False(answer.TryGetProperty("errors", out _), body);
        return answer.GetProperty("data");
    }

    static HttpRequestMessage Asking(string query, object? variables) => new(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };

    async Task<List<(string Id, int Sequence)>> All(CancellationToken stop)
    {
        var (all, after) = (new List<(string, int)>(), "null");
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var page = (await Answered($$"""{ endeavour(slug: "{{Endeavour}}") { timeline(first: 100, after: {{after}}) { nodes { uuid sequence } pageInfo { endCursor hasNextPage } } } }""")).GetProperty("endeavour").GetProperty("timeline");
            all.AddRange(page.GetProperty("nodes").EnumerateArray().Select(node => (node.GetProperty("uuid").GetString()!, node.GetProperty("sequence").GetInt32())));
            if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
                return all;
            after = $"\"{page.GetProperty("pageInfo").GetProperty("endCursor").GetString()}\"";
        }
    }
}
