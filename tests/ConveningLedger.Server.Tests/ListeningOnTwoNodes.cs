using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ConveningLedger.Server.Tests;

/// <summary>Two servers, each in a process of its own, on one database.</summary>
public sealed class ListeningOnTwoNodes(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    const int Entries = 120;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task whoever_listened_to_a_node_that_was_killed_has_every_entry_once()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await using var one = Node.Start(database.ConnectionString);
        await one.IsReady(patience.Token);
        await using var other = Node.Start(database.ConnectionString);
        await other.IsReady(patience.Token);
        var token = await Node.Token(database.ConnectionString);
        foreach (var node in new[] { one, other })
            node.SignIn(token);
        await one.Ask("""mutation { recordEndeavourOpened(input: { endeavour: "both", occurredAt: "2016", visibility: PUBLIC, data: { title: "Both", challenges: [OTHER], scale: LOCAL, defaultVisibility: PUBLIC } }) { errors { message } } }""", patience.Token);
        var begin = (await other.Ask("""{ endeavour(slug: "both") { timeline(last: 1) { pageInfo { endCursor } } } }""", patience.Token)).GetProperty("endeavour").GetProperty("timeline").GetProperty("pageInfo").GetProperty("endCursor").GetString()!;

        var (ofOne, ofOther) = (new Heard(), new Heard());
        var listening = new[] { Listen(ofOne, [one, other], begin, patience.Token), Listen(ofOther, [other], begin, patience.Token) };
        var recorded = new ConcurrentBag<string>();
        // The node is killed while both record; what it did not answer is sent again to the other one, under the same id.
        var recording = Parallel.ForEachAsync(Enumerable.Range(0, Entries), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = patience.Token }, async (number, stop) =>
        {
            var id = Guid.CreateVersion7().ToString();
            if (number == Entries / 3)
                one.Kill();
            try
            {
                await (number % 2 == 0 ? one : other).Note("both", id, stop);
            }
            catch (HttpRequestException)
            {
                await other.Note("both", id, stop);
            }
            recorded.Add(id);
        });
        await recording;
        foreach (var heard in new[] { ofOne, ofOther })
            await heard.Has(Entries, patience.Token);
        // Should one be told twice, it comes soon.
        await other.Note("both", Guid.CreateVersion7().ToString(), patience.Token);
        foreach (var heard in new[] { ofOne, ofOther })
            await heard.Has(Entries + 1, patience.Token);
        await patience.CancelAsync();
        await Task.WhenAll(listening);

        foreach (var heard in new[] { ofOne, ofOther })
        {
            Assert.Equal(recorded.Order(), heard.All.SkipLast(1).Order());
            Assert.Equal(heard.All.Count, heard.All.Distinct().Count());
        }
        Assert.Equal(ofOther.All, ofOne.All);
        Assert.True(ofOne.Connections > 1);
    }

    /// <summary>Listens at the first node, and after that at the next, going on where it left off.</summary>
    static async Task Listen(Heard heard, Node[] nodes, string cursor, CancellationToken stop)
    {
        for (var connection = 0; !stop.IsCancellationRequested; connection++)
        {
            try
            {
                heard.Connections++;
                await foreach (var (entry, next) in nodes[Math.Min(connection, nodes.Length - 1)].Listen("both", cursor, stop))
                {
                    heard.All.Add(entry);
                    cursor = next;
                    heard.Pulse();
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
            {
            }
        }
    }

    sealed class Heard
    {
        TaskCompletionSource pulse = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> All { get; } = [];

        public int Connections { get; set; }

        public void Pulse() => Interlocked.Exchange(ref pulse, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

        public async Task Has(int count, CancellationToken stop)
        {
            for (var next = pulse.Task; All.Count < count; next = pulse.Task)
                await Task.WhenAny(next, Task.Delay(TimeSpan.FromSeconds(1), stop)).WaitAsync(stop);
        }
    }

    sealed class Node : IAsyncDisposable
    {
        readonly Process process;
        readonly HttpClient http;

        Node(Process process, string url)
        {
            this.process = process;
            http = new() { BaseAddress = new(url), Timeout = Timeout.InfiniteTimeSpan };
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public static Node Start(string connectionString)
        {
            var url = $"http://127.0.0.1:{LedgerProcess.FreePort()}";
            return new(Process.Start(LedgerProcess.Over(connectionString, url, "run"))!, url);
        }

        public static async Task<string> Token(string connectionString)
        {
            using var process = Process.Start(LedgerProcess.Over(connectionString, "http://127.0.0.1:1", "token"))!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await errors);
            return (await output).Trim();
        }

        public void SignIn(string token) => http.DefaultRequestHeaders.Authorization = new("Bearer", token);

        public async Task IsReady(CancellationToken stop)
        {
            while (true)
            {
                try
                {
                    if ((await http.GetAsync("/health/ready", stop)).IsSuccessStatusCode)
                        return;
                }
                catch (HttpRequestException)
                {
                }
                await Task.Delay(50, stop);
            }
        }

        public async Task<JsonElement> Ask(string query, CancellationToken stop)
        {
            using var response = await http.PostAsJsonAsync("/graphql", new { query }, stop);
            return (await response.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("data");
        }

        public async Task Note(string endeavour, string id, CancellationToken stop) => Assert.Equal(0, (await Ask(
            $"mutation {{ recordFieldNoteTaken(input: {{ endeavour: \"{endeavour}\", id: \"{id}\", occurredAt: \"2019\", data: {{ words: \"Dry.\" }} }}) {{ errors {{ message }} }} }}", stop))
            .GetProperty("recordFieldNoteTaken").GetProperty("errors").GetArrayLength());

        public async IAsyncEnumerable<(string Entry, string Cursor)> Listen(string endeavour, string after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
            {
                Content = JsonContent.Create(new { query = "subscription($endeavour: Slug!, $after: String) { entryRecorded(endeavour: $endeavour, after: $after) { cursor entry { uuid } } }", variables = new { endeavour, after } }),
            };
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
            while (await reader.ReadLineAsync(stop) is { } line)
            {
                if (!line.StartsWith("data: {", StringComparison.Ordinal))
                    continue;
                var notice = JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]).GetProperty("data").GetProperty("entryRecorded");
                yield return (notice.GetProperty("entry").GetProperty("uuid").GetString()!, notice.GetProperty("cursor").GetString()!);
            }
        }

        public void Kill() => process.Kill();

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            http.Dispose();
        }
    }
}
