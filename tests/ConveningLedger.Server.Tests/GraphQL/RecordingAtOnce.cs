using System.Text.Json;
using ConveningLedger.Ledger;
using ConveningLedger.Store;

namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>A bell was rung; the ledger cannot bear the cracked ones.</summary>
/// <param name="Words">How it sounded.</param>
[EntryKind(Family.LongGame)]
public sealed record BellRung([Words, About] string Words) : EntryData
{
    /// <inheritdoc/>
    public override IEnumerable<Refusal> Check(RuleContext context) =>
        Words == "cracked" ? throw new InvalidOperationException("a cracked bell") : [];
}

/// <summary>Two nodes on one database.</summary>
public sealed class TwoNodes(PostgresServer server) : IAsyncLifetime
{
    public LedgerApi One { get; private set; } = null!;

    public LedgerApi Other { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var database = await server.CreateDatabase();
        var options = new LedgerOptions { Catalogue = Catalogue.Standard.With(typeof(BellRung)) };
        One = await LedgerApi.Start(database, options);
        Other = await LedgerApi.Start(database, options);
    }

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Other.DisposeAsync();
        await server.DropDatabase(One.ConnectionString);
    }
}

public sealed class RecordingAtOnce(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    const int Clients = 50;
    const int EntriesOfAClient = 20;

    LedgerApi Ledger => nodes.One;

    [Fact]
    public async Task fifty_clients_record_into_one_endeavour()
    {
        await Ledger.Open("one-door");

        var ids = await AtOnce(Clients, async client =>
        {
            var accepted = new List<string>();
            for (var entry = 0; entry < EntriesOfAClient; entry++)
                accepted.Add(await Ring(Ledger, "one-door", $"{client}, {entry}"));
            return accepted;
        });

        await HoldsOnce("one-door", ids.SelectMany(accepted => accepted));
        await HasNoGaps();
    }

    [Fact]
    public async Task fifty_clients_record_into_fifty_endeavours()
    {
        var endeavours = Enumerable.Range(0, Clients).Select(number => $"door-{number}").ToArray();
        foreach (var endeavour in endeavours)
            await Ledger.Open(endeavour);

        var recorded = await AtOnce(Clients, async client =>
        {
            var accepted = new List<(string Endeavour, string Id)>();
            for (var entry = 0; entry < EntriesOfAClient; entry++)
            {
                var endeavour = endeavours[(client + entry) % Clients];
                accepted.Add((endeavour, await Ring(Ledger, endeavour, $"{client}, {entry}")));
            }
            return accepted;
        });

        foreach (var accepted in recorded.SelectMany(pairs => pairs).GroupBy(pair => pair.Endeavour, pair => pair.Id))
            await HoldsOnce(accepted.Key, accepted);
        await HasNoGaps();
    }

    [Fact]
    public async Task two_nodes_record_into_one_endeavour()
    {
        await Ledger.Open("two-nodes");

        var ids = await AtOnce(Clients, async client =>
        {
            var (mine, others) = client % 2 == 0 ? (nodes.One, nodes.Other) : (nodes.Other, nodes.One);
            var accepted = new List<string>();
            for (var entry = 0; entry < 8; entry++)
            {
                var id = await Ring(mine, "two-nodes", $"{client}, {entry}");
                var read = await others.Ask("query($id: String!) { endeavour(slug: \"two-nodes\") { entry(id: $id) { id: uuid } } }", new { id });
                Assert.Equal(id, read.GetProperty("endeavour").GetProperty("entry").GetProperty("id").GetString());
                accepted.Add(id);
            }
            return accepted;
        });

        await HoldsOnce("two-nodes", ids.SelectMany(accepted => accepted));
        await HasNoGaps();
    }

    [Fact]
    public async Task one_entry_sent_by_ten_is_one_entry()
    {
        await Ledger.Open("one-entry");
        var id = Guid.NewGuid();

        var payloads = await AtOnce(10, client => (client % 2 == 0 ? nodes.One : nodes.Other).Submit("BellRung",
            new { endeavour = "one-entry", id, occurredAt = "2019", data = new { words = "the same" } }));

        Assert.All(payloads, payload => Assert.Equal(id.ToString(), payload.GetProperty("entry").GetProperty("id").GetString()));
        Assert.Single(payloads, payload => !payload.GetProperty("wasRecordedBefore").GetBoolean());
        await HoldsOnce("one-entry", [id.ToString()]);
    }

    [Fact]
    public async Task of_two_who_revise_the_same_wording_one_is_told_of_the_newer_one()
    {
        await Ledger.Open("one-call");
        var basedOn = await Revise("one-call", "Come.", null);

        for (var round = 0; round < 10; round++)
        {
            var standing = basedOn;
            var payloads = await AtOnce(2, client => (client == 0 ? nodes.One : nodes.Other).Submit("ConveningCallRevised",
                new { endeavour = "one-call", occurredAt = "2019", data = new { text = $"Come, said {client}.", basedOn = standing } }));

            var winner = Assert.Single(payloads, payload => payload.GetProperty("errors").GetArrayLength() == 0);
            basedOn = winner.GetProperty("entry").GetProperty("id").GetString()!;
            var error = Assert.Single(payloads, payload => payload.GetProperty("errors").GetArrayLength() > 0).GetProperty("errors")[0];
            LedgerApi.AssertJson(
                $$"""
                {
                  "__typename": "NewerRevision", "code": "BASED_ON_BEHIND", "message": "The call has been revised since.",
                  "path": ["input", "data", "basedOn"], "accepted": "the entry of the newest revision, after reading it", "newest": "{{basedOn}}"
                }
                """, error);
        }
    }

    [Fact]
    public async Task an_entry_that_makes_the_ledger_fail_takes_no_other_along()
    {
        await Ledger.Open("cracked");
        Task<string>[] good;
        Task<JsonElement> cracked;
        await using (await Ledger.KeepOthersOut("cracked"))
        {
            // The first goes ahead and waits; the others gather behind it.
            good = [.. Enumerable.Range(0, 10).Select(client => Ring(Ledger, "cracked", $"{client}"))];
            cracked = Ledger.Answer("mutation { recordBellRung(input: { endeavour: \"cracked\", occurredAt: \"2019\", data: { words: \"cracked\" } }) { wasRecordedBefore } }");
            good = [.. good, .. Enumerable.Range(10, 10).Select(client => Ring(Ledger, "cracked", $"{client}"))];
            await Task.Delay(300, TestContext.Current.CancellationToken);
            Assert.All(good, recording => Assert.False(recording.IsCompleted));
        }

        await HoldsOnce("cracked", await Task.WhenAll(good));
        var error = Assert.Single((await cracked).GetProperty("errors").EnumerateArray());
        Assert.Equal("INTERNAL", error.GetProperty("extensions").GetProperty("code").GetString());
        await HasNoGaps();
    }

    [Fact]
    public async Task an_endeavour_that_somebody_else_has_keeps_no_other_waiting()
    {
        string[] free = [.. Enumerable.Range(0, 12).Select(number => $"free-{number}")];
        foreach (var endeavour in free.Append("held"))
            await Ledger.Open(endeavour);
        Task<string>[] held;
        await using (await Ledger.KeepOthersOut("held"))
        {
            held = [.. Enumerable.Range(0, 5).Select(client => Ring(Ledger, "held", $"{client}"))];
            // More than may be under way at once, several times.
            for (var round = 0; round < 4; round++)
                await Task.WhenAll(free.Select(endeavour => Ring(Ledger, endeavour, $"{round}"))).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.All(held, recording => Assert.False(recording.IsCompleted));
        }

        await HoldsOnce("held", await Task.WhenAll(held));
        await HasNoGaps();
    }

    [Fact]
    public async Task an_entry_that_makes_the_ledger_fail_takes_no_other_endeavours_along()
    {
        string[] whole = [.. Enumerable.Range(0, 12).Select(number => $"whole-{number}")];
        foreach (var endeavour in whole.Append("broken"))
            await Ledger.Open(endeavour);

        var good = whole.SelectMany(endeavour => Enumerable.Range(0, 5).Select(round => (endeavour, Id: Ring(Ledger, endeavour, $"{round}")))).ToArray();
        var broken = await AtOnce(8, _ => Ledger.Answer("mutation { recordBellRung(input: { endeavour: \"broken\", occurredAt: \"2019\", data: { words: \"cracked\" } }) { wasRecordedBefore } }"));

        Assert.All(broken, answer => Assert.Equal("INTERNAL", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()));
        await Task.WhenAll(good.Select(one => one.Id));
        foreach (var ofOne in good.GroupBy(one => one.endeavour, one => one.Id.Result))
            await HoldsOnce(ofOne.Key, ofOne);
        await HoldsOnce("broken", []);
        await HasNoGaps();
    }

    static Task<string> Ring(LedgerApi ledger, string endeavour, string words) =>
        ledger.Record("BellRung", new { endeavour, occurredAt = "2019", data = new { words } });

    Task<string> Revise(string endeavour, string text, string? basedOn) =>
        Ledger.Record("ConveningCallRevised", new { endeavour, occurredAt = "2019", data = new { text, basedOn } });

    static Task<T[]> AtOnce<T>(int clients, Func<int, Task<T>> act) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => act(client))));

    /// <summary>The endeavour holds its opening and these entries, each once, in one row of sequences; received in that order; told so by both nodes.</summary>
    async Task HoldsOnce(string endeavour, IEnumerable<string> ids)
    {
        var stream = $"from ledger.mt_events where stream_id = '{endeavour}'";
        var wanted = ids.Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(wanted, (await Ledger.Rows<Guid>($"select id {stream} and type = any('{{bell_rung,convening_call_revised}}')")).Select(id => id.ToString()).Order(StringComparer.Ordinal));
        var count = wanted.Length + 1;
        Assert.Equal(Enumerable.Range(1, count).Select(sequence => (long)sequence), await Ledger.Rows<long>($"select version {stream} order by version"));
        var received = await Ledger.Rows<DateTime>($"select timestamp {stream} order by version");
        Assert.Equal(received.Order(), received);
        foreach (var node in new[] { nodes.One, nodes.Other })
        {
            var endeavourAnswered = (await node.Ask("query($slug: Slug!) { endeavour(slug: $slug) { entryCount timeline(last: 1) { nodes { sequence } } } }", new { slug = endeavour })).GetProperty("endeavour");
            Assert.Equal(count, endeavourAnswered.GetProperty("entryCount").GetInt32());
            Assert.Equal(count, endeavourAnswered.GetProperty("timeline")[0].GetProperty("sequence").GetInt32());
        }
    }

    /// <summary>What reads all events in order must not wait for numbers that never come.</summary>
    async Task HasNoGaps() =>
        Assert.Equal([0L], await Ledger.Rows<long>("select max(seq_id) - count(*) from ledger.mt_events"));
}
