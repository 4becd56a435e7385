using ConveningLedger.Store.Projections;
using Npgsql;

namespace ConveningLedger.Server.Tests.GraphQL;

[Collection(OnTheApi.Name)]
public sealed class AskingAcrossEndeavours(SharedApi api)
{
    [Fact]
    public async Task a_search_finds_what_was_recorded_just_now_and_only_what_the_viewer_may_see()
    {
        await api.Ledger.Open("heron-one");
        await api.Ledger.Open("heron-two", "CONVENERS");
        await api.Ledger.Record("FieldNoteTaken", new { endeavour = "heron-one", occurredAt = "2019", visibility = "PUBLIC", data = new { words = "A grey heron stood in the shallows." } });
        await api.Ledger.Record("FieldNoteTaken", new { endeavour = "heron-one", occurredAt = "2019", visibility = "TEAM", data = new { words = "The grey heron was shot." } });
        await api.Ledger.Record("FieldNoteTaken", new { endeavour = "heron-two", occurredAt = "2019", visibility = "CONVENERS", data = new { words = "Another grey heron." } });
        const string query = """query($text: String!) { search(text: $text, endeavours: ["heron-one", "heron-two"]) { totalCount nodes { endeavour { slug } snippet entry { ... on FieldNoteTaken { data { words } } } } } }""";

        await api.Ledger.Answers(query,
            """{"search": {"totalCount": 1, "nodes": [{"endeavour": {"slug": "heron-one"}, "snippet": "⟦grey⟧ ⟦heron⟧ stood in the shallows", "entry": {"data": {"words": "A grey heron stood in the shallows."}}}]}}""",
            new { text = "heron grey" }, "guest public");
        Assert.Equal((3, 2), (await Total("heron grey"), await Total("heron grey", "jun team")));
        Assert.Equal((1, 2, 0), (await Total("\"grey heron\" -another -shot"), await Total("shot or another"), await Total("zebra' & (1=1 --")));

        async Task<int> Total(string text, string? viewer = null) => (await api.Ledger.Ask(query, new { text }, viewer)).GetProperty("search").GetProperty("totalCount").GetInt32();
    }

    [Fact]
    public async Task what_is_narrowed_or_taken_back_is_found_no_more()
    {
        await api.Ledger.Open("otters");
        var note = await api.Ledger.Record("FieldNoteTaken", new { endeavour = "otters", occurredAt = "2019", visibility = "PUBLIC", data = new { words = "Otterwitness." } });
        var other = await api.Ledger.Record("FieldNoteTaken", new { endeavour = "otters", occurredAt = "2019", visibility = "PUBLIC", data = new { words = "Otterwitness again." } });
        await api.Ledger.Record("EntryReclassified", new { endeavour = "otters", occurredAt = "2020", data = new { entry = note, visibility = "TEAM" } });
        const string query = """{ search(text: "otterwitness") { totalCount } }""";

        await api.Ledger.Answers(query, """{"search": {"totalCount": 1}}""", null, "guest public");
        await api.Ledger.Answers(query, """{"search": {"totalCount": 2}}""");
        await api.Ledger.Record("EntryRetracted", new { endeavour = "otters", occurredAt = "2020", data = new { entry = other, reason = "A mink." } });
        await api.Ledger.Answers(query, """{"search": {"totalCount": 0}}""", null, "guest public");
    }

    [Fact]
    public async Task the_feed_tells_the_latest_micro_shifts_of_all_endeavours()
    {
        foreach (var slug in new[] { "feed-one", "feed-two" })
        {
            await api.Ledger.Open(slug);
            foreach (var (leaning, at) in new[] { (0.1, "2018"), (0.5, slug == "feed-one" ? "2019-03" : "2019-04"), (0.4, "2020") })
                await api.Ledger.Record("TensionHeld", new { endeavour = slug, occurredAt = at, visibility = "PUBLIC", data = new { tension = "GROUND_AND_POLITICS", leaning } });
        }

        await api.Ledger.Answers(
            """{ microShifts(endeavours: ["feed-one", "feed-two"], measures: [LEANING], until: "2019") { totalCount nodes { endeavour { slug } microShift { before after entry { occurredAt } } } } }""",
            """
            {"microShifts": {"totalCount": 2, "nodes": [
              {"endeavour": {"slug": "feed-two"}, "microShift": {"before": 0.1, "after": 0.5, "entry": {"occurredAt": "2019-04"}}},
              {"endeavour": {"slug": "feed-one"}, "microShift": {"before": 0.1, "after": 0.5, "entry": {"occurredAt": "2019-03"}}}
            ]}}
            """, null, "guest public");
        await api.Ledger.Answers("""{ microShifts(endeavours: ["feed-one", "feed-two"], measures: [STANCE]) { totalCount } }""", """{"microShifts": {"totalCount": 0}}""");
        await api.Ledger.Answers("""{ microShifts(endeavours: ["feed-one"], from: "2020") { totalCount } }""", """{"microShifts": {"totalCount": 1}}""");
    }

    [Fact]
    public async Task call_histories_and_identity_trajectories_are_read_without_the_history()
    {
        await api.Ledger.Answers(
            """{ callHistory(endeavour: "vessa-water") { isWithdrawn revisions(first: 100) { nodes { occurredAt } } } unknown: callHistory(endeavour: "no-such") { audience } }""",
            """
            {"callHistory": {"isWithdrawn": false, "revisions": [
              {"occurredAt": "2016-04-08"}, {"occurredAt": "2017-10-09"}, {"occurredAt": "2019-05-06"}, {"occurredAt": "2022-04-07"}, {"occurredAt": "2024-03-07"}]},
             "unknown": null}
            """);
        // It is what the frame says.
        var stored = await api.Ledger.Ask("""{ identityTrajectory(endeavour: "vessa-water", participant: "p-10") { takesPart breadth shifts(first: 100) { nodes { entry occurredAt strength bySelf } } } }""");
        var folded = (await api.Ledger.Ask(
            """{ endeavour(slug: "vessa-water") { frame { identities { participant(key: "p-10") { breadth trajectory(first: 100) { nodes { id: uuid occurredAt standpoint data { strength } } } } } } } }"""))
            .GetProperty("endeavour").GetProperty("frame").GetProperty("identities").GetProperty("participant");
        Assert.Equal(folded.GetProperty("breadth").GetInt32(), stored.GetProperty("identityTrajectory").GetProperty("breadth").GetInt32());
        Assert.Equal(
            folded.GetProperty("trajectory").EnumerateArray().Select(shift => (shift.GetProperty("id").GetString(), shift.GetProperty("occurredAt").GetString(),
                $"{shift.GetProperty("data").GetProperty("strength")}", shift.GetProperty("standpoint").GetString() == "SELF")),
            stored.GetProperty("identityTrajectory").GetProperty("shifts").EnumerateArray().Select(shift => (shift.GetProperty("entry").GetString(), shift.GetProperty("occurredAt").GetString(),
                $"{shift.GetProperty("strength")}", shift.GetProperty("bySelf").GetBoolean())));
        Assert.Equal(System.Text.Json.JsonValueKind.Null,
            (await api.Ledger.Ask("""{ identityTrajectory(endeavour: "vessa-water", participant: "p-10") { participant } }""", null, "guest public")).GetProperty("identityTrajectory").ValueKind);
    }

    [Fact]
    public async Task how_far_a_projection_is_behind_is_told_to_those_who_see_everything()
    {
        var lags = (await api.Ledger.Ask("{ endeavours { totalCount } projections { name isCurrent behind } }")).GetProperty("projections").EnumerateArray().ToArray();
        Assert.Equal(["call-histories", "endeavours", "flat-tables", "identity-trajectories", "micro-shifts", "search"], lags.Select(lag => lag.GetProperty("name").GetString()));
        Assert.All(lags, lag => Assert.Equal(System.Text.Json.JsonValueKind.Number, lag.GetProperty("behind").ValueKind));
        var others = (await api.Ledger.Ask("{ projections { behind } }", null, "jun team")).GetProperty("projections").EnumerateArray();
        Assert.All(others, lag => Assert.Equal(System.Text.Json.JsonValueKind.Null, lag.GetProperty("behind").ValueKind));
    }

    [Fact]
    public async Task every_table_of_every_circle_has_comments_and_is_for_its_readers()
    {
        var undocumented = await api.Ledger.Rows<string>(
            """
            select format('%s.%s.%s', n.nspname, c.relname, a.attname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where n.nspname like 'ledger\_%' and c.relkind = 'r' and (col_description(c.oid, a.attnum) is null or obj_description(c.oid) is null)
            """);
        Assert.Empty(undocumented);
        Assert.Equal(4 * FlatTables.All.Count(), (await api.Ledger.Rows<string>("select table_name::text from information_schema.tables where table_schema like 'ledger\\_%'")).Count);
        // Who may read what the public sees may read that, and nothing narrower.
        await using var source = NpgsqlDataSource.Create(api.Ledger.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var reading = new NpgsqlCommand("set role ledger_public_reader; select count(*) from ledger_public.entries", connection);
        Assert.InRange((long)(await reading.ExecuteScalarAsync(TestContext.Current.CancellationToken))!, 1, long.MaxValue);
        await using var prying = new NpgsqlCommand("select count(*) from ledger_team.entries", connection);
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => prying.ExecuteScalarAsync(TestContext.Current.CancellationToken))).SqlState);
        await using var events = new NpgsqlCommand("select count(*) from ledger.mt_events", connection);
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => events.ExecuteScalarAsync(TestContext.Current.CancellationToken))).SqlState);
        await using var back = new NpgsqlCommand("reset role", connection);
        await back.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
