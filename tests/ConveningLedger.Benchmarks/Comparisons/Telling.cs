using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using ConveningLedger.Benchmarks.Running;
using Npgsql;

namespace ConveningLedger.Benchmarks.Comparisons;

/// <summary>How soon a subscriber on another node sees what is recorded, beside a notification of PostgreSQL.</summary>
static class Telling
{
    const string Endeavour = "told";

    public static async Task Run(Ground ground)
    {
        var database = await ground.Database("telling");
        await ground.Import(database, Endeavour, Told.Least);
        var source = ground.Source(database);
        await Ground.Do(source, "create schema floor; create table floor.entries (id bigint generated always as identity primary key, stream text not null, data jsonb not null)");
        await using var one = await Node.Start(ground.Program, database);
        await using var other = await Node.Start(ground.Program, database, one.Token);
        using var recorder = one.Client("\"errors\":[]");
        await using var subscriber = await Subscriber.Open(other, Endeavour);
        await using var listener = await Listener.Open(source);
        var found = await Figures.InTurns(ground.Sizes.Rounds, ground.Sizes.Warm / 4,
            () => Median(ground.Sizes.Turn, async () =>
            {
                await recorder.Ask(Recording.Body(Endeavour));
                await subscriber.Next();
            }),
            () => Median(ground.Sizes.Turn, listener.InsertAndHear));
        ground.Add(new("an entry seen by a subscriber on another node ÷ INSERT+NOTIFY+COMMIT heard", "ms", new() { ["ledger"] = found[0], ["floor"] = found[1] }, found[0] / found[1], AtMost: 3));
    }

    static async Task<double> Median(TimeSpan time, Func<Task> work)
    {
        var took = new List<double>();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
        {
            var from = Stopwatch.GetTimestamp();
            await work();
            took.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
        return Figures.Median(took);
    }

    /// <summary>Somebody who listens to an endeavour, as a browser does.</summary>
    sealed class Subscriber(HttpClient http, HttpResponseMessage response, StreamReader lines) : IAsyncDisposable
    {
        public static async Task<Subscriber> Open(Node node, string endeavour)
        {
            var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
            var request = new HttpRequestMessage(HttpMethod.Post, node.GraphQL)
            {
                Content = new ByteArrayContent(Node.Body("subscription($endeavour: Slug!) { entryRecorded(endeavour: $endeavour) { cursor entry { uuid } } }", new { endeavour })) { Headers = { ContentType = new("application/json") } },
                Headers = { Authorization = new("Bearer", node.Token), Accept = { new MediaTypeWithQualityHeaderValue("text/event-stream") } },
            };
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return new(http, response, new(await response.Content.ReadAsStreamAsync(), Encoding.UTF8));
        }

        public async Task Next()
        {
            while (await lines.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("data:", StringComparison.Ordinal) && line.Contains("\"uuid\"", StringComparison.Ordinal))
                    return;
                if (line.Contains("\"errors\"", StringComparison.Ordinal))
                    throw new InvalidOperationException(line);
            }
            throw new InvalidOperationException("The subscription ended.");
        }

        public ValueTask DisposeAsync()
        {
            lines.Dispose();
            response.Dispose();
            http.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A listener of PostgreSQL's, and who tells it.</summary>
    sealed class Listener(NpgsqlConnection listening, NpgsqlConnection telling) : IAsyncDisposable
    {
        public static async Task<Listener> Open(NpgsqlDataSource source)
        {
            var listening = await source.OpenConnectionAsync();
            await using var listen = new NpgsqlCommand("listen floor", listening);
            await listen.ExecuteNonQueryAsync();
            return new(listening, await source.OpenConnectionAsync());
        }

        public async Task InsertAndHear()
        {
            await using var batch = new NpgsqlBatch(telling)
            {
                BatchCommands =
                {
                    new("insert into floor.entries (stream, data) values ($1, $2)") { Parameters = { new() { Value = Endeavour }, new() { Value = Recording.Same, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb } } },
                    new($"select pg_notify('floor', '{Endeavour}')"),
                },
            };
            await batch.ExecuteNonQueryAsync();
            await listening.WaitAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await listening.DisposeAsync();
            await telling.DisposeAsync();
        }
    }
}
