using System.Collections.Concurrent;
using System.Net;
using System.Text;
using ConveningLedger.Server.Tests.Postgres;

namespace ConveningLedger.Server.Tests;

/// <summary>What a collector is sent by OTLP: enough to see what goes on, and nothing of what is in the ledger.</summary>
public sealed class BeingWatched : IDisposable
{
    readonly ClusterFolder folder = new();
    readonly HttpListener collector = new();
    readonly ConcurrentDictionary<string, string> sent = new();

    [Fact]
    public async Task a_collector_is_sent_traces_and_metrics_without_anybodys_words()
    {
        var address = $"http://127.0.0.1:{LedgerProcess.FreePort()}/";
        collector.Prefixes.Add(address);
        collector.Start();
        _ = Collect();
        await using var server = await LedgerProcess.Serve(folder.Path, new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_BSP_SCHEDULE_DELAY"] = "100", ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        });

        await server.Ask("""mutation Noting { recordFieldNoteTaken(input: { endeavour: "vessa-water", occurredAt: "2025", data: { words: "Quietly said." } }) { entry { uuid } } }""");
        await server.Ask("""query Searching { search(text: "Quietly") { nodes { snippet } } endeavour(slug: "vessa-water") { frame { person(key: "salka-venn") { account } } } }""");
        await server.Ask("""{ search(text: "") { totalCount } }""");

        await Sent("/v1/traces", "ConveningLedger.GraphQL", "graphql.operation.name", "Searching", "Noting", "OUT_OF_RANGE", "Npgsql", "Marten", "Microsoft.AspNetCore");
        await Sent("/v1/metrics", "graphql.operation.duration", "graphql.operation.cost", "db.client", "http.server.request.duration", "marten.", "wolverine-", "ledger.entries.recorded");
        Assert.All(sent, pair => Assert.All(new[] { "Quietly", "salka", "Salka" }, word => Assert.DoesNotContain(word, pair.Value)));
    }

    async Task Sent(string path, params string[] wanted)
    {
        for (var tries = 0; ; tries++)
        {
            var missing = wanted.Where(word => !sent.GetValueOrDefault(path, "").Contains(word, StringComparison.Ordinal)).ToArray();
            if (missing.Length == 0)
                return;
            Assert.True(tries < 100, $"{path} was sent nothing of {string.Join(", ", missing)}.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    async Task Collect()
    {
        try
        {
            while (true)
            {
                var context = await collector.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                var body = await reader.ReadToEndAsync();
                sent.AddOrUpdate(context.Request.Url!.AbsolutePath, body, (_, before) => before + body);
                context.Response.Close();
            }
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
        {
        }
    }

    public void Dispose()
    {
        collector.Close();
        folder.Dispose();
    }
}
