using System.Diagnostics;
using System.Text.Json;
using ConveningLedger.Benchmarks.Running;

namespace ConveningLedger.Benchmarks.Comparisons;

/// <summary>Asking for frames: warm and cold, of short and long histories, one and many, beside Marten's own aggregation and beside PostGraphile.</summary>
static class Framing
{
    const string Query =
        """
        query Frame($slug: Slug!, $at: MomentText!, $knownAt: MomentText) { endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt) {
          narrative { call { current { number text } } }
          identities { participant(key: "h-1") { nexus(first: 20) { nodes { with { key } strength } } } }
          power { holdings(first: 30) { nodes { holder { key } form influence stance } } }
        } } }
        """;

    const string Replay =
        """
        query Replay($slug: Slug!, $from: MomentText!, $to: MomentText!) { endeavour(slug: $slug) { replay(from: $from, to: $to, every: WEEK, most: 200) {
          narrative { call { current { number text } } }
          identities { participant(key: "h-1") { nexus(first: 20) { nodes { with { key } strength } } } }
          power { holdings(first: 30) { nodes { holder { key } form influence stance } } }
        } } }
        """;

    const string AsOf =
        """
        query AsOf($endeavour: String!, $at: Datetime!, $knownAt: Datetime!) {
          frameAsOf(ofEndeavour: $endeavour, at: $at, knownAt: $knownAt, kinds: ["ConveningCallRevised", "IdentificationShifted", "PowerMapped"]) { edges { node { kind subject data } } }
        }
        """;

    const int Frames = 200;
    const int Askers = 8;

    public static async Task Run(Ground ground)
    {
        var database = await ground.Prepared();
        var (few, usual, many) = (ground.Sizes.Short, ground.Sizes.Usual, ground.Sizes.Long);
        await using var node = await Node.Start(ground.Program, database);
        using var client = node.Client("\"influence\"");
        var random = new Random(11);
        byte[] Asked(string slug) => Body(slug, random);

        using var least = node.Client("__typename");
        var typename = Node.Body("{ __typename }");
        var found = await Figures.InTurns(ground.Sizes.Rounds, ground.Sizes.Warm / 2,
            () => client.Median(ground.Sizes.Turn, () => Asked(Ground.Long(usual))),
            () => client.Median(ground.Sizes.Turn, () => Asked(Ground.Long(few))),
            () => client.Median(ground.Sizes.Turn, () => Asked(Ground.Long(many))),
            () => least.Median(ground.Sizes.Turn, () => typename));
        ground.Add(new($"frame of {usual:#,0} entries, warm ÷ {{ __typename }}", "ms", new() { ["frame"] = found[0], ["__typename"] = found[3] }, found[0] / found[3], AtMost: 2));
        ground.Add(new($"frame of {many:#,0} entries ÷ of {few:#,0}", "ms", new() { ["long"] = found[2], ["short"] = found[1] }, found[2] / found[1], AtMost: 1.5));

        await Bare(ground, database, least, typename);
        await Cold(ground, database, client);
        await Replayed(ground, database, node, client);
        await Peer(ground, client, Asked);
    }

    /// <summary>The frame query, at any moment, and in half of the cases as known at any other.</summary>
    public static byte[] Body(string slug, Random random)
    {
        var (at, known) = Told.Moments(random);
        return Node.Body(Query, new { slug, at = Text(at), knownAt = random.Next(2) == 0 ? null : Text(known) });
    }

    static async Task Bare(Ground ground, string database, Client least, byte[] typename)
    {
        var (floor, url) = await Ground.Floor(database);
        await using (floor)
        {
            using var bare = new Client($"{url}/bare", null, "__typename"u8.ToArray());
            var found = await Figures.InTurns(ground.Sizes.Rounds, ground.Sizes.Warm / 4, () => least.Median(ground.Sizes.Turn, () => typename), () => bare.Median(ground.Sizes.Turn, () => typename));
            ground.Add(new("{ __typename } ÷ a bare endpoint", "ms", new() { ["ledger"] = found[0], ["bare"] = found[1] }, found[0] / found[1], AtMost: 1.2));
        }
    }

    static async Task Cold(Ground ground, string database, Client client)
    {
        var cold = ground.Cold;
        var (floor, url) = await Ground.Floor(database);
        await using (floor)
        {
            using var reading = new Client($"{url}/read", null);
            // Each is read once first, so that its pages are where PostgreSQL finds them; and what reads compiles.
            foreach (var slug in cold)
                await reading.Ask(System.Text.Encoding.UTF8.GetBytes(slug));
            var (ours, least) = (new List<double>(), new List<double>());
            foreach (var slug in cold)
            {
                await Figures.Rest();
                least.Add(await reading.Once(System.Text.Encoding.UTF8.GetBytes(slug)));
                await Figures.Rest();
                ours.Add(await client.Once(Node.Body(Query, new { slug, at = Text(Told.End), knownAt = (string?)null })));
            }
            var (one, other) = (Figures.Median(ours), Figures.Median(least));
            ground.Add(new($"first frame of a cold endeavour of {ground.Sizes.Usual:#,0} entries ÷ read and decode", "ms", new() { ["ledger"] = one, ["floor"] = other }, one / other, AtMost: 1.5));
        }
    }

    static async Task Replayed(Ground ground, string database, Node node, Client client)
    {
        var (slug, from) = (Ground.Long(ground.Sizes.Usual), Told.Beginning.AddYears(2));
        var singles = Enumerable.Range(0, Frames).Select(week => Node.Body(Query, new { slug, at = Text(from.AddDays(7 * week)) })).ToArray();
        var whole = Node.Body(Replay, new { slug, from = Text(from), to = Text(from.AddDays(7 * (Frames - 1))) });
        async Task<double> Singly()
        {
            var watch = Stopwatch.StartNew();
            foreach (var body in singles)
                await client.Ask(body);
            return watch.Elapsed.TotalMilliseconds;
        }
        var found = await Figures.InTurns(ground.Sizes.Rounds, ground.Sizes.Warm / 4, () => client.Once(whole), Singly);
        ground.Add(new($"replay of {Frames} frames ÷ {Frames} frames singly", "ms", new() { ["replay"] = found[0], ["singly"] = found[1] }, found[0] / found[1], AtMost: 0.5));

        await using var store = Store.LedgerServices.Store(database, new());
        await using var session = store.QuerySession();
        var random = new Random(13);
        var aggregated = new List<double>();
        for (var round = 0; round <= ground.Sizes.Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var frame = await session.Events.AggregateStreamAsync<Aggregated>(slug, version: random.Next(Told.Least, ground.Sizes.Usual));
            // The first one compiles.
            if (round > 0)
                aggregated.Add(watch.Elapsed.TotalMilliseconds);
            if (frame is not { Holdings.Count: Told.Holders })
                throw new InvalidOperationException("Marten aggregated something else.");
        }
        var (single, marten) = (found[0] / Frames, Figures.Median(aggregated));
        ground.Add(new("a frame by AggregateStreamAsync ÷ a frame of the replay", "ms", new() { ["AggregateStreamAsync"] = marten, ["replay"] = single }, marten / single, AtLeast: 50));
    }

    static async Task Peer(Ground ground, Client client, Func<string, byte[]> asked)
    {
        using var peers = await Peers.Start(ground);
        var slug = Ground.Long(ground.Sizes.Usual);
        await peers.Fill(slug, Told.History(ground.Sizes.Usual));
        var random = new Random(17);
        byte[] Theirs()
        {
            var (at, known) = Told.Moments(random);
            return Node.Body(AsOf, new { endeavour = slug, at = at.ToString("O"), knownAt = (random.Next(2) == 0 ? Told.End.AddYears(1) : known).ToString("O") });
        }
        var once = JsonDocument.Parse(await peers.Graphile.Ask(Node.Body(AsOf, new { endeavour = slug, at = Told.End.ToString("O"), knownAt = Told.End.AddYears(1).ToString("O") })));
        var rows = once.RootElement.GetProperty("data").GetProperty("frameAsOf").GetProperty("edges").GetArrayLength();
        if (rows != 1 + Told.Places + Told.Holders)
            throw new InvalidOperationException($"PostGraphile tells of {rows} things.");
        var (ourLock, theirLock) = (new Lock(), new Lock());
        var found = await Figures.InTurns(ground.Sizes.Rounds, ground.Sizes.Warm / 2,
            () => client.For(Askers, ground.Sizes.Turn, _ => { lock (ourLock) return asked(slug); }),
            () => peers.Graphile.For(Askers, ground.Sizes.Turn, _ => { lock (theirLock) return Theirs(); }));
        ground.Add(new($"frames of {ground.Sizes.Usual:#,0} entries ÷ PostGraphile's as-of, {Askers} clients", "frames/s", new() { ["ledger"] = found[0], ["PostGraphile"] = found[1] }, found[0] / found[1], AtLeast: 5));
    }

    static string Text(DateTime instant) => instant.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
