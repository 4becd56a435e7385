using System.Diagnostics;
using ConveningLedger.Benchmarks.Running;

namespace ConveningLedger.Benchmarks.Comparisons;

/// <summary>What a server takes that stands there: memory, idle and for what it keeps; and the time until it answers.</summary>
static class Standing
{
    const double Megabyte = 1024 * 1024;

    // What stands there has stood there for a while.
    static readonly TimeSpan Standstill = TimeSpan.FromSeconds(45);

    public static async Task Memory(Ground ground)
    {
        var database = await ground.Prepared();
        await using var node = await Node.Start(ground.Program, database);
        using var client = node.Client("\"data\"");
        await client.Ask(Node.Body("{ __typename }"));
        await StandStill();
        var idle = node.ResidentBytes;
        ground.Add(new("memory of an idle server", "MB", new() { ["resident"] = idle / Megabyte }, idle / Megabyte, AtMost: 200));
        await client.Ask(Node.Body("query($slug: Slug!, $at: MomentText!) { endeavour(slug: $slug) { frame(at: $at) { power { holdings(first: 30) { nodes { influence } } } } } }", new { slug = Ground.Long(ground.Sizes.Long), at = "2024-12-30" }));
        await StandStill();
        var each = (node.ResidentBytes - idle) / (double)ground.Sizes.Long;
        var json = await Ground.Value<double>(ground.Source(database), $"select avg(octet_length(data::text))::float8 from ledger.mt_events where stream_id = '{Ground.Long(ground.Sizes.Long)}'");
        ground.Add(new("memory of a kept entry ÷ its JSON", "bytes", new() { ["kept"] = each, ["JSON"] = json }, each / json, AtMost: 2.5));
    }

    static async Task StandStill()
    {
        await Figures.Rest(patience: 300);
        await Task.Delay(Standstill);
    }

    public static async Task Start(Ground ground)
    {
        var database = await ground.Database("starting");
        await ground.Import(database, "h-short", ground.Sizes.Short);
        string token;
        await using (var first = await Node.Start(ground.Program, database))
            token = first.Token;
        async Task<double> Ours()
        {
            var url = Node.FreeUrl();
            return await Until(Child.Start("dotnet", [ground.Program, "run"], Node.Environment(database, url)), new Client($"{url}/graphql", token, "__typename"u8.ToArray()), Node.Body("{ __typename }"));
        }
        static async Task<double> Empty()
        {
            var url = Node.FreeUrl();
            return await Until(Child.Start("dotnet", [typeof(Standing).Assembly.Location, "empty", url]), new Client(url, null), null);
        }
        var found = await Figures.InTurns(ground.Sizes.Rounds, TimeSpan.FromMilliseconds(1), Ours, Empty);
        ground.Add(new("start to the first answer ÷ an empty application", "s", new() { ["ledger"] = found[0], ["empty"] = found[1] }, found[0] / found[1], AtMost: 4));
        ground.Add(new("start to the first answer", "s", new() { ["ledger"] = found[0] }, found[0], AtMost: 2));
    }

    static async Task<double> Until(Child child, Client client, byte[]? body)
    {
        var watch = Stopwatch.StartNew();
        await using (child)
        using (client)
        {
            while (true)
            {
                try
                {
                    await client.Ask(body);
                    return watch.Elapsed.TotalSeconds;
                }
                catch (Exception fault) when (fault is HttpRequestException or InvalidOperationException && child.IsRunning && watch.Elapsed < TimeSpan.FromMinutes(1))
                {
                    await Task.Delay(5);
                }
            }
        }
    }
}
