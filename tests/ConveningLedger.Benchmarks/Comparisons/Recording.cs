using System.Text.Json;
using ConveningLedger.Benchmarks.Running;

namespace ConveningLedger.Benchmarks.Comparisons;

/// <summary>Recording one entry by a mutation, beside an insert of the same bytes and beside the peers.</summary>
static class Recording
{
    const string Mutation = """
        mutation Record($input: RecordLegitimacySignalledInput!) { recordLegitimacySignalled(input: $input) { entry { uuid sequence } errors { message } } }
        """;

    static readonly Dictionary<string, object> Data = new() { ["constituency"] = "place-1", ["source"] = "LISTENING", ["strength"] = 0.4, ["words"] = "They stayed after the meeting, and asked who would come to the next one; nobody had to be asked to help with the chairs." };

    /// <summary>The same bytes as an entry's, for whoever only inserts them.</summary>
    public static byte[] Same { get; } = JsonSerializer.SerializeToUtf8Bytes(new { occurredAt = "2024-05", recordedBy = "operator", visibility = "TEAM", data = Data });

    /// <summary>The mutation that records an entry.</summary>
    public static byte[] Body(string endeavour) => Node.Body(Mutation, new { input = new { endeavour, occurredAt = "2024-05", data = Data } });

    /// <summary>Opens an endeavour, with the place that entries speak of.</summary>
    public static async Task Open(Client client, string endeavour)
    {
        await client.Ask(Node.Body("""mutation($input: RecordEndeavourOpenedInput!) { recordEndeavourOpened(input: $input) { errors { message } } }""", new { input = new { endeavour, occurredAt = "2024-01-01", data = new { title = "One of many", challenges = new[] { "OTHER" }, scale = "LOCAL" } } }));
        await client.Ask(Node.Body("""mutation($input: RecordElementMappedInput!) { recordElementMapped(input: $input) { errors { message } } }""", new { input = new { endeavour, occurredAt = "2024-01-01", data = new { key = "place-1", name = "Place 1", element = "CONSTITUENCY", scale = "LOCAL" } } }));
    }

    public static async Task Run(Ground ground)
    {
        var clients = ground.Sizes.Clients;
        var database = await ground.Database("recording");
        var source = ground.Source(database);
        await using var node = await Node.Start(ground.Program, database);
        using (var client = node.Client("\"errors\":[]"))
        {
            for (var number = 0; number < clients; number++)
                await Open(client, $"e-{number}");
        }
        await Ground.Do(source, "create schema floor; create table floor.entries (id bigint generated always as identity primary key, stream text not null, data jsonb not null)");
        var (floor, url) = await Ground.Floor(database);
        await using (floor)
        {
            var bodies = Enumerable.Range(0, clients).Select(client => Body($"e-{client}")).ToArray();
            using var many = node.Client("\"errors\":[]");
            using var inserting = new Client($"{url}/insert?stream=e-1", null);
            using var peers = await Peers.Start(ground);
            Func<Task<double>>[] sides =
            [
                () => many.For(clients, ground.Sizes.Turn, client => bodies[client]),
                () => many.For(clients, ground.Sizes.Turn, _ => bodies[0]),
                () => inserting.For(clients, ground.Sizes.Turn, _ => Same),
                () => peers.Graphile.For(clients, ground.Sizes.Turn, client => Peers.Create(client, Data)),
                () => peers.Emmett.For(clients, ground.Sizes.Turn, client => Peers.Append(client, Data)),
            ];
            var found = await Figures.InTurns(ground.Sizes.Rounds, ground.Sizes.Warm, sides);
            var (ours, one, least, graphile, emmett) = (found[0], found[1], found[2], found[3], found[4]);
            ground.Add(new("record one entry, 32 clients, 32 endeavours ÷ INSERT+COMMIT", "entries/s", new() { ["ledger"] = ours, ["floor"] = least }, ours / least, AtLeast: 0.5));
            ground.Add(new("the same ÷ PostGraphile's mutation", "entries/s", new() { ["ledger"] = ours, ["PostGraphile"] = graphile }, ours / graphile, AtLeast: 1));
            ground.Add(new("the same ÷ Emmett's append", "entries/s", new() { ["ledger"] = ours, ["Emmett"] = emmett }, ours / emmett, AtLeast: 1));
            ground.Add(new("the same in one endeavour ÷ in 32", "entries/s", new() { ["one"] = one, ["32"] = ours }, one / ours, AtLeast: 0.5));
        }
    }
}
