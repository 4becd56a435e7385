namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>What is not for a circle leaves no trace in what that circle gets.</summary>
[Collection(OnTheApi.Name)]
public sealed class SeeingLess(SharedApi api)
{
    [Fact]
    public async Task an_unknown_endeavour_and_one_that_is_not_for_the_viewer_are_both_null()
    {
        await api.Ledger.Open("behind-closed-doors", "CONVENERS");

        foreach (var slug in new[] { "behind-closed-doors", "no-such-endeavour", "No slug at all" })
            await api.Ledger.Answers("query($slug: Slug!) { endeavour(slug: $slug) { slug } }", """{"endeavour": null}""", new { slug }, "jun team");
        Assert.DoesNotContain("behind-closed-doors", await Slugs("jun team"));
        Assert.Contains("behind-closed-doors", await Slugs("odile conveners"));
    }

    [Fact]
    public async Task the_public_gets_what_it_would_get_if_the_rest_had_never_been_recorded()
    {
        var lines = TheBridge.Lines("seen-by-all");
        await api.Ledger.Import(lines);
        // What is narrower than PUBLIC, and what is about it.
        string[] hidden = ["donor-mapped", "donor-power", "note-1", "note-2", "note-2-narrowed", "bo-mills-2", "bo-held", "bo-heard", "bo-convenes"];
        await api.Ledger.Import([.. TheBridge.Lines("seen-by-all-only").Where(line => !hidden.Any(name => line.Contains($"\"ref\":\"{name}\"", StringComparison.Ordinal)))
            .Select(line => line.Replace(",\"evidence\":[\"note-1\"]", "", StringComparison.Ordinal))]);
        const string everything =
            """
            query($slug: Slug!) { endeavour(slug: $slug) {
              title entryCount lastRecordedAt moments(first: 100) { nodes { name } }
              timeline(first: 100) { totalCount nodes { ref kind sequence visibility mentions { key } subjects { key name } } pageInfo { hasNextPage hasPreviousPage } }
              frame(at: "2019-12-31", knownAt: "2020") {
                lateness { count hindsight medianSeconds p90Seconds maxSeconds } matrix { dimension total { count } engagement { count } alignment { count } }
                identities { participants(first: 100) { nodes { element { key } nexus { nodes { with { key } strength } } accountabilities { nodes { ref } } } } }
                agency { people(first: 100) { nodes { element { key } milestones } } ripple(first: 100) { nodes { element { key } } } }
                power { holdings(first: 100) { nodes { holder { key } stance } } } landscape { elements(first: 100) { nodes { key } } }
                longGame { microShifts { totalCount nodes { measure before after } } fieldNotes(first: 100) { nodes { ref } } notDrawnOn(first: 100) { nodes { ref } } }
              }
            } }
            """;

        var seen = await api.Ledger.Ask(everything, new { slug = "seen-by-all" }, "guest public");
        var only = await api.Ledger.Ask(everything, new { slug = "seen-by-all-only" }, "guest public");

        LedgerApi.AssertJson(only.GetRawText(), seen);
        LedgerApi.AssertJson(seen.GetRawText(), await api.Ledger.Ask(everything, new { slug = "seen-by-all" }, "other public"));
    }

    [Fact]
    public async Task entries_and_elements_that_are_not_for_the_viewer_are_not_found()
    {
        await api.Bridge();
        var id = (await api.Ledger.Ask("""{ endeavour(slug: "bridge") { entry(id: "donor-power") { id: uuid } } }""")).GetProperty("endeavour").GetProperty("entry").GetProperty("id").GetString();

        await api.Ledger.Answers(
            """
            query($id: String!) { endeavour(slug: "bridge") {
              entry(id: $id) { id: uuid } byRef: entry(id: "donor-power") { id: uuid } unknown: entry(id: "no-such-entry") { id: uuid } odd: entry(id: "' or 1=1 --") { id: uuid }
              frame { element(key: "donor") { key } entry(id: $id) { id: uuid } }
            } }
            """,
            """{"endeavour": {"entry": null, "byRef": null, "unknown": null, "odd": null, "frame": {"element": null, "entry": null}}}""", new { id }, "jun team");
    }

    [Fact]
    public async Task a_cursor_to_what_is_not_for_the_viewer_is_no_cursor()
    {
        await api.Bridge();
        var cursor = (await api.Ledger.Ask("""{ endeavour(slug: "bridge") { timeline(kinds: ["PowerMapped"]) { edges { cursor node { ref } } } } }"""))
            .GetProperty("endeavour").GetProperty("timeline").GetProperty("edges").EnumerateArray()
            .Single(edge => edge.GetProperty("node").GetProperty("ref").GetString() == "donor-power").GetProperty("cursor").GetString();

        var (code, _) = await api.Ledger.Refuses("query($after: String) { endeavour(slug: \"bridge\") { timeline(after: $after) { totalCount } } }", new { after = cursor }, "jun team");

        Assert.Equal("BAD_CURSOR", code);
    }

    [Fact]
    public async Task sequences_are_for_conveners_only()
    {
        await api.Bridge();
        const string query = """{ endeavour(slug: "bridge") { timeline(last: 1) { nodes { ref sequence } } asTeam: frame(as: TEAM) { entry(id: "opened") { sequence } } } }""";

        await api.Ledger.Answers(query,
            """{"endeavour": {"timeline": {"nodes": [{"ref": "note-2-narrowed", "sequence": 55}]}, "asTeam": {"entry": {"sequence": null}}}}""");
        await api.Ledger.Answers(query,
            """{"endeavour": {"timeline": {"nodes": [{"ref": "note-2-narrowed", "sequence": null}]}, "asTeam": {"entry": {"sequence": null}}}}""", null, "jun team");
    }

    [Fact]
    public async Task one_may_look_as_a_wider_circle_only()
    {
        await api.Bridge();

        await api.Ledger.Answers("""{ endeavour(slug: "bridge") { frame(as: PUBLIC) { moment { seenAs } } } }""", """{"endeavour": {"frame": {"moment": {"seenAs": "PUBLIC"}}}}""", null, "jun team");
        var (code, message) = await api.Ledger.Refuses("""{ endeavour(slug: "bridge") { frame(as: CONVENERS) { title } } }""", null, "jun team");
        Assert.Equal(("NOT_ALLOWED", "as: It may only look from a wider circle than one's own, which is TEAM. Accepted: TEAM, EVALUATORS, PUBLIC."), (code, message));
    }

    [Fact]
    public async Task a_marked_moment_that_is_not_for_the_viewer_is_not_suggested()
    {
        await api.Ledger.Open("moments");
        await api.Ledger.Record("MomentMarked", new { endeavour = "moments", occurredAt = "2019", visibility = "CONVENERS", data = new { name = "secret-summer" } });

        var (_, message) = await api.Ledger.Refuses("""{ endeavour(slug: "moments") { frame(at: "secret-sumer") { title } } }""", null, "jun team");
        var (_, known) = await api.Ledger.Refuses("""{ endeavour(slug: "moments") { frame(at: "secret-sumer") { title } } }""");

        Assert.DoesNotContain("secret-summer", message);
        Assert.Contains("Nearest: secret-summer.", known);
    }

    [Fact]
    public async Task as_a_wider_circle_the_lists_of_an_endeavour_are_those_that_it_gets()
    {
        await api.Ledger.Open("their-lists");
        await api.Ledger.Record("MomentMarked", new { endeavour = "their-lists", occurredAt = "2019", visibility = "PUBLIC", data = new { name = "summer" } });
        await api.Ledger.Record("MomentMarked", new { endeavour = "their-lists", occurredAt = "2019", visibility = "CONVENERS", data = new { name = "secret-summer" } });
        await api.Ledger.Submit("EndeavourOpened", new { endeavour = "none-of-theirs", occurredAt = "2016", visibility = "CONVENERS", data = new { title = "x", challenges = new[] { "OTHER" }, scale = "LOCAL" } });
        await api.Ledger.Record("MomentMarked", new { endeavour = "none-of-theirs", occurredAt = "2019", visibility = "PUBLIC", data = new { name = "summer" } });
        const string lists = "query($slug: Slug!, $as: Visibility) { endeavour(slug: $slug) { moments(as: $as) { totalCount nodes { name } } timeline(as: $as) { totalCount nodes { uuid summary } pageInfo { endCursor } } } }";

        var theirs = await api.Ledger.Ask(lists, new { slug = "their-lists" }, "guest public");

        Assert.Equal(1, theirs.GetProperty("endeavour").GetProperty("moments").GetProperty("totalCount").GetInt32());
        LedgerApi.AssertJson(theirs.GetRawText(), await api.Ledger.Ask(lists, new { slug = "their-lists", @as = "PUBLIC" }));
        await api.Ledger.Answers("""{ endeavour(slug: "none-of-theirs") { moments(as: PUBLIC) { totalCount nodes { name } } timeline(as: PUBLIC) { totalCount nodes { uuid } } } }""",
            """{"endeavour": {"moments": {"totalCount": 0, "nodes": []}, "timeline": {"totalCount": 0, "nodes": []}}}""");
        Assert.Equal("NOT_ALLOWED", (await api.Ledger.Refuses("""{ endeavour(slug: "their-lists") { moments(as: CONVENERS) { totalCount } } }""", null, "jun team")).Code);
        Assert.Equal("NOT_ALLOWED", (await api.Ledger.Refuses("""{ endeavour(slug: "their-lists") { timeline(as: CONVENERS) { totalCount } } }""", null, "jun team")).Code);
    }

    [Fact]
    public async Task what_was_narrowed_is_gone_from_the_past_too()
    {
        await api.Ledger.Open("narrowed");
        var note = await api.Ledger.Record("FieldNoteTaken", new { endeavour = "narrowed", occurredAt = "2019", visibility = "PUBLIC", data = new { words = "Dry." } });
        const string query = "query($id: String!) { endeavour(slug: \"narrowed\") { entryCount entry(id: $id) { id: uuid } frame(knownAt: \"2100\") { longGame { fieldNotes(first: 100) { nodes { id: uuid } } } } } }";
        await api.Ledger.Answers(query,
            $$$"""{"endeavour": {"entryCount": 2, "entry": {"id": "{{{note}}}"}, "frame": {"longGame": {"fieldNotes": [{"id": "{{{note}}}"}]} } } }""", new { id = note }, "guest public");

        await api.Ledger.Record("EntryReclassified", new { endeavour = "narrowed", occurredAt = "2020", data = new { entry = note, visibility = "TEAM" } });

        await api.Ledger.Answers(query, """{"endeavour": {"entryCount": 1, "entry": null, "frame": {"longGame": {"fieldNotes": []}}}}""", new { id = note }, "guest public");
    }

    async Task<IEnumerable<string?>> Slugs(string viewer) => (await api.Ledger.Ask("{ endeavours(first: 100) { nodes { slug } } }", null, viewer))
        .GetProperty("endeavours").EnumerateArray().Select(node => node.GetProperty("slug").GetString());
}
