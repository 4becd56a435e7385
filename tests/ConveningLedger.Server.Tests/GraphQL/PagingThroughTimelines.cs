using System.Text.Json;

namespace ConveningLedger.Server.Tests.GraphQL;

[Collection(OnTheApi.Name)]
public sealed class PagingThroughTimelines(SharedApi api)
{
    [Theory]
    [InlineData("kinds: [\"PowerMapped\"]", "mills-power-1 mills-power-2 donor-power")]
    [InlineData("kinds: [\"PowerMapped\", \"VoiceMissed\"]", "mills-power-1 mills-power-2 donor-power farms-missed")]
    [InlineData("families: [CALL]", "call-1 call-2 farms-in mills-answer")]
    [InlineData("families: [META]", "noon-corrected noon-annotated noon-contested no-toll-retracted note-2-narrowed")]
    [InlineData("dimensions: [AGENCY]", "bo-heard bo-convenes bo-held farms-lost noticed")]
    [InlineData("subject: \"donor\"", "donor-mapped donor-power")]
    [InlineData("subject: \"river\"", "river-named river-opens shed-opened noon plank-made noon-corrected")]
    [InlineData("kinds: [\"FieldNoteTaken\"], occurredFrom: \"2019-04-04\"", "note-2")]
    [InlineData("families: [BOUNDARY], occurredUntil: \"2019-03\"", "river-named shed-opened noon")]
    [InlineData("families: [LANDSCAPE], occurredFrom: \"2019-04-15\", occurredUntil: \"2019-05\"", "flood")]
    [InlineData("recordedFrom: \"2019-07\"", "donor-power noon-corrected noon-annotated noon-contested no-toll-retracted note-2-narrowed")]
    [InlineData("families: [POWER], recordedUntil: \"2019-03-02\"", "mills-power-1 bell-move farms-missed farms-seated no-toll")]
    [InlineData("families: [POWER], kinds: [\"TieDrawn\"]", "")]
    public async Task filters(string filter, string refs)
    {
        await api.Bridge();

        var timeline = (await api.Ledger.Ask($"{{ endeavour(slug: \"bridge\") {{ timeline({filter}) {{ totalCount nodes {{ ref }} }} }} }}")).GetProperty("endeavour").GetProperty("timeline");

        Assert.Equal(refs, string.Join(' ', Refs(timeline)));
        Assert.Equal(refs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, timeline.GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task a_frame_lists_what_it_is_made_of_in_the_order_in_which_it_occurred()
    {
        await api.Bridge();

        await api.Ledger.Answers("""{ endeavour(slug: "bridge") { frame(at: "2019-01-16") { timeline(families: [POWER, BOUNDARY, CALL, ENDEAVOUR]) { nodes { ref } } } } }""",
            """
            {"endeavour": {"frame": {"timeline": {"nodes": [
              {"ref": "opened"}, {"ref": "ada-convenes"}, {"ref": "river-named"}, {"ref": "call-1"}, {"ref": "mills-power-1"}, {"ref": "farms-missed"}
            ]}}}}
            """);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(54)]
    [InlineData(55)]
    [InlineData(100)]
    public async Task pages_forward_and_backward_meet_every_entry_once(int size)
    {
        await api.Bridge();
        var all = Refs(await Page("first: 100"));
        Assert.Equal(55, all.Length);

        Assert.Equal(all, await Walk("first", "after", "hasNextPage", "endCursor", size));
        Assert.Equal(all, await Walk("last", "before", "hasPreviousPage", "startCursor", size));
    }

    [Fact]
    public async Task gives_twenty_unless_told_and_says_where_the_page_stands()
    {
        await api.Bridge();

        Assert.Equal(20, (await Page("")).GetProperty("nodes").GetArrayLength());
        var middle = await Page($"first: 2, after: \"{(await Page("first: 1")).GetProperty("edges")[0].GetProperty("cursor")}\"");
        Assert.Equal(["ada-mapped", "bo-mapped"], Refs(middle));
        Assert.True(middle.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        Assert.True(middle.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean());
        Assert.Equal(55, middle.GetProperty("totalCount").GetInt32());
        var none = await Page("first: 0");
        Assert.Empty(Refs(none));
        Assert.Equal(JsonValueKind.Null, none.GetProperty("pageInfo").GetProperty("startCursor").ValueKind);
    }

    [Theory]
    [InlineData("first: 101", "BAD_PAGE", "`first` is 101. Accepted: 0 to 100.")]
    [InlineData("last: 101", "BAD_PAGE", "`last` is 101. Accepted: 0 to 100.")]
    [InlineData("first: -1", "BAD_PAGE", "`first` is -1. Accepted: 0 to 100.")]
    [InlineData("first: 1, last: 1", "BAD_PAGE", "`first` and `last` cannot be asked for together. Accepted: one of them.")]
    [InlineData("after: \"nonsense\"", "BAD_CURSOR", "`after` is not a cursor of this list. Accepted: a cursor that this very list gave, asked with the same arguments.")]
    [InlineData("before: \"bm9uc2Vuc2U=\"", "BAD_CURSOR", "`before` is not a cursor of this list. Accepted: a cursor that this very list gave, asked with the same arguments.")]
    [InlineData("after: \"\"", "BAD_CURSOR", "`after` is not a cursor of this list. Accepted: a cursor that this very list gave, asked with the same arguments.")]
    [InlineData("occurredFrom: \"2019-13\"", "DATE_UNREADABLE", null)]
    [InlineData("kinds: [\"PowerMaped\"]", "UNKNOWN_KIND", null)]
    public async Task refuses_what_makes_no_page(string arguments, string code, string? message)
    {
        await api.Bridge();

        var refused = await api.Ledger.Refuses($"{{ endeavour(slug: \"bridge\") {{ timeline({arguments}) {{ totalCount }} }} }}");

        Assert.Equal(code, refused.Code);
        if (message is not null)
            Assert.Equal(message, refused.Message);
    }

    [Fact]
    public async Task refuses_the_cursor_of_another_list()
    {
        await api.Bridge();
        await api.Ledger.Open("other-list");
        var others = (await api.Ledger.Ask("""{ endeavour(slug: "other-list") { timeline { edges { cursor } } } }""")).GetProperty("endeavour").GetProperty("timeline").GetProperty("edges")[0].GetProperty("cursor");
        var endeavours = (await api.Ledger.Ask("{ endeavours(first: 1) { edges { cursor } } }")).GetProperty("endeavours").GetProperty("edges")[0].GetProperty("cursor");
        var shifts = (await api.Ledger.Ask("""{ endeavour(slug: "bridge") { frame(at: "2019-12-31") { longGame { microShifts(first: 1) { edges { cursor } } } } } }"""))
            .GetProperty("endeavour").GetProperty("frame").GetProperty("longGame").GetProperty("microShifts").GetProperty("edges")[0].GetProperty("cursor");

        foreach (var cursor in new[] { others, endeavours, shifts })
            Assert.Equal("BAD_CURSOR", (await api.Ledger.Refuses($"{{ endeavour(slug: \"bridge\") {{ timeline(after: \"{cursor}\") {{ totalCount }} }} }}")).Code);
    }

    [Fact]
    public async Task a_cursor_holds_when_more_is_recorded()
    {
        await api.Ledger.Open("growing");
        foreach (var words in new[] { "one", "two" })
            await api.Ledger.Record("FieldNoteTaken", new { endeavour = "growing", occurredAt = "2019", data = new { words } });
        var page = (await api.Ledger.Ask("""{ endeavour(slug: "growing") { timeline(first: 2) { pageInfo { endCursor } } } }""")).GetProperty("endeavour").GetProperty("timeline");
        await api.Ledger.Record("FieldNoteTaken", new { endeavour = "growing", occurredAt = "2018", data = new { words = "three" } });

        await api.Ledger.Answers(
            "query($after: String) { endeavour(slug: \"growing\") { timeline(after: $after) { nodes { sequence ... on FieldNoteTaken { data { words } } } } } }",
            """{"endeavour": {"timeline": {"nodes": [{"sequence": 3, "data": {"words": "two"}}, {"sequence": 4, "data": {"words": "three"}}]}}}""",
            new { after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString() });
    }

    async Task<JsonElement> Page(string arguments) => (await api.Ledger.Ask(
        $"{{ endeavour(slug: \"bridge\") {{ timeline{(arguments == "" ? "" : $"({arguments})")} {{ totalCount edges {{ cursor node {{ ref }} }} nodes {{ ref }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }} }}"))
        .GetProperty("endeavour").GetProperty("timeline");

    async Task<List<string?>> Walk(string size, string from, string hasMore, string end, int count)
    {
        var walked = new List<string?>();
        var place = "";
        while (true)
        {
            var page = await Page($"{size}: {count}{place}");
            walked.InsertRange(size == "last" ? 0 : walked.Count, Refs(page));
            if (!page.GetProperty("pageInfo").GetProperty(hasMore).GetBoolean())
                return walked;
            place = $", {from}: \"{page.GetProperty("pageInfo").GetProperty(end)}\"";
        }
    }

    static string?[] Refs(JsonElement page) => [.. page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("ref").GetString())];
}
