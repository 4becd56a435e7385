using System.Text.Json;

namespace ConveningLedger.Server.Tests.GraphQL;

[Collection(OnTheApi.Name)]
public sealed class ReadingEntries(SharedApi api)
{
    [Fact]
    public async Task finds_an_entry_by_ref_and_by_id()
    {
        await api.Bridge();
        const string envelope =
            """
            query($id: String!) { endeavour(slug: "bridge") { entry(id: $id) {
              __typename ref kind family dimension occurredAt earliest latest recordedAt isClaimed recordedBy sequence visibility modes standpoint
              toldBy { key name } mentions { key } subjects { key } evidence note isEffective
              corrections(first: 100) { nodes { ref } } firstRecordedAs { ref } remarks(first: 100) { nodes { ref } } retraction { ref } moves(first: 100) { nodes { measure before after delta } }
              ... on IdentificationShifted { data { participant with movement strength accountability words } }
            } } }
            """;
        var id = (await api.Ledger.Ask("""{ endeavour(slug: "bridge") { entry(id: "bo-mills-1") { id: uuid } } }""")).GetProperty("endeavour").GetProperty("entry").GetProperty("id").GetString();

        foreach (var name in new[] { "bo-mills-1", id })
        {
            await api.Ledger.Answers(envelope,
                """
                {"endeavour": {"entry": {
                  "__typename": "IdentificationShifted", "ref": "bo-mills-1", "kind": "IdentificationShifted", "family": "IDENTITY", "dimension": "IDENTITY",
                  "occurredAt": "2019-02", "earliest": "2019-02-01T00:00:00Z", "latest": "2019-03-01T00:00:00Z",
                  "recordedAt": "2019-03-01T12:00:00Z", "isClaimed": true, "recordedBy": "ada", "sequence": 13, "visibility": "PUBLIC", "modes": [],
                  "standpoint": "SELF", "toldBy": {"key": "bo", "name": "Bo"}, "mentions": [], "subjects": [{"key": "bo"}, {"key": "mills"}],
                  "evidence": [], "note": null, "isEffective": true, "corrections": [], "firstRecordedAs": null, "remarks": [], "retraction": null, "moves": [],
                  "data": {"participant": "bo", "with": "mills", "movement": null, "strength": 0.8, "accountability": "FORMAL", "words": null}
                }}}
                """, new { id = name });
        }
    }

    [Fact]
    public async Task shows_a_corrected_entry_with_how_it_was_first_recorded_and_what_was_said_of_it()
    {
        await api.Bridge();

        await api.Ledger.Answers(
            """
            { endeavour(slug: "bridge") { entry(id: "noon") {
              occurredAt recordedAt ...Noon corrections(first: 100) { nodes { ref data { reason data { ... on EncounterHeldData { title } } occurredAt } } } firstRecordedAs { occurredAt ...Noon }
              remarks(first: 100) { nodes { __typename ref ... on EntryAnnotated { data { words } } ... on EntryContested { data { who words } } } }
            } } }
            fragment Noon on EncounterHeld { data { title who } }
            """,
            """
            {"endeavour": {"entry": {
              "occurredAt": "2019-03-01", "recordedAt": "2019-03-02T12:00:00Z", "data": {"title": "Noon, on a Friday", "who": ["bo", "farms", "mills"]},
              "corrections": [{"ref": "noon-corrected", "data": {"reason": "It was a Friday.", "data": {"title": "Noon, on a Friday"}, "occurredAt": "2019-03-01"}}],
              "firstRecordedAs": {"occurredAt": "2019-03-02", "data": {"title": "Noon", "who": ["bo", "farms"]}},
              "remarks": [
                {"__typename": "EntryAnnotated", "ref": "noon-annotated", "data": {"words": "It rained."}},
                {"__typename": "EntryContested", "ref": "noon-contested", "data": {"who": "farms", "words": "It did not."}}
              ]
            }}}
            """);
    }

    [Fact]
    public async Task shows_a_retracted_entry_with_its_retraction_and_counts_it_no_more()
    {
        await api.Bridge();

        await api.Ledger.Answers(
            """{ endeavour(slug: "bridge") { entry(id: "no-toll") { isEffective retraction { ref data { reason } } } then: frame(knownAt: "2019-06") { entry(id: "no-toll") { isEffective retraction { ref } } } } }""",
            """
            {"endeavour": {
              "entry": {"isEffective": false, "retraction": {"ref": "no-toll-retracted", "data": {"reason": "Never said."}}},
              "then": {"entry": {"isEffective": true, "retraction": null}}
            }}
            """);
    }

    [Fact]
    public async Task tells_the_micro_shifts_that_an_entry_makes()
    {
        await api.Bridge();

        await api.Ledger.Answers(
            """
            { endeavour(slug: "bridge") { frame(at: "2019-12-31") { entry(id: "mills-power-2") { moves(first: 100) { nodes { measure subject before after delta dimension entry { ref } } } } } before: frame(at: "2019-03") { entry(id: "mills-power-2") { isEffective moves(first: 100) { nodes { delta } } } } } }
            """,
            """
            {"endeavour": {
              "frame": {"entry": {"moves": [
                {"measure": "STANCE", "subject": ["mills", "RESOURCE_CONTROL"], "before": -0.4, "after": 0.2, "delta": 0.6, "dimension": "POWER", "entry": {"ref": "mills-power-2"}},
                {"measure": "INFLUENCE", "subject": ["mills", "RESOURCE_CONTROL"], "before": 0.9, "after": 0.7, "delta": -0.2, "dimension": "POWER", "entry": {"ref": "mills-power-2"}}
              ]}},
              "before": {"entry": {"isEffective": false, "moves": []}}
            }}
            """);
    }

    [Fact]
    public async Task lists_the_endeavours_by_slug_and_page_by_page()
    {
        foreach (var slug in new[] { "list-b", "list-a", "list-c" })
            await api.Ledger.Open(slug);
        var slugs = new List<string>();
        JsonElement page;
        string? after = null;
        do
        {
            page = (await api.Ledger.Ask("query($after: String) { endeavours(first: 2, after: $after) { nodes { slug title } pageInfo { hasNextPage endCursor } } }", new { after })).GetProperty("endeavours");
            slugs.AddRange(page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("slug").GetString()!));
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }
        while (page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());

        Assert.Equal(slugs.Distinct().Order(StringComparer.Ordinal), slugs);
        Assert.Equal(["list-a", "list-b", "list-c"], slugs.Where(slug => slug.StartsWith("list-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task describes_the_kinds_there_are()
    {
        var kinds = (await api.Ledger.Ask("{ catalogue { name family dimension summary isMeta isNarrow names members { name isRequired description accepted isList values wordsOf } } }"))
            .GetProperty("catalogue").EnumerateArray().ToArray();

        Assert.Equal(51, kinds.Length);
        Assert.All(kinds, kind => Assert.NotEmpty(kind.GetProperty("summary").GetString()!));
        LedgerApi.AssertJson(
            """
            {
              "name": "BoundaryShifted", "family": "BOUNDARY", "dimension": "BOUNDARY", "summary": "A boundary became easier or harder to cross.",
              "isMeta": false, "isNarrow": false, "names": null,
              "members": [
                {"name": "boundary", "isRequired": true, "description": "Which boundary.", "accepted": "the key of a BOUNDARY", "isList": false, "values": [], "wordsOf": null},
                {"name": "permeability", "isRequired": true, "description": "How easily it is crossed, 0 (closed) to 1 (open).", "accepted": "a number from 0 to 1", "isList": false, "values": [], "wordsOf": null},
                {"name": "move", "isRequired": true, "description": "What happened to it.", "accepted": "one of HONOURED, CHALLENGED, OPENED, CROSSED, RECONFIGURED, DISSOLVED, HARDENED", "isList": false,
                 "values": ["HONOURED", "CHALLENGED", "OPENED", "CROSSED", "RECONFIGURED", "DISSOLVED", "HARDENED"], "wordsOf": null},
                {"name": "words", "isRequired": false, "description": "In words.", "accepted": "a text of 1 to 20,000 characters", "isList": false, "values": [], "wordsOf": "recorder"}
              ]
            }
            """, kinds.Single(kind => kind.GetProperty("name").GetString() == "BoundaryShifted"));
    }
}
