namespace ConveningLedger.Server.Tests.GraphQL;

[Collection(OnTheApi.Name)]
public sealed class ChoosingAMoment(SharedApi api)
{
    [Theory]
    [InlineData("2019-06", "2019-06-30T23:59:59.999999Z")]
    [InlineData("2019", "2019-12-31T23:59:59.999999Z")]
    [InlineData("2019-06-01", "2019-06-01T23:59:59.999999Z")]
    [InlineData("2019-06-01T10:00:00+02:00", "2019-06-01T08:00:00Z")]
    [InlineData("2019-22", "2019-08-31T23:59:59.999999Z")]
    [InlineData("2050", "2050-12-31T23:59:59.999999Z")]
    public async Task takes_the_end_of_a_date_for_both_clocks(string text, string instant)
    {
        await api.Bridge();

        await api.Ledger.Answers("query($t: MomentText!) { endeavour(slug: \"bridge\") { frame(at: $t, knownAt: $t) { moment { at knownAt seenAs } } } }",
            $$"""{"endeavour": {"frame": {"moment": {"at": "{{instant}}", "knownAt": "{{instant}}", "seenAs": "CONVENERS"} } } }""", new { t = text });
    }

    [Fact]
    public async Task takes_the_name_of_a_marked_moment_for_what_it_says_of_each_clock()
    {
        await api.Bridge();

        await api.Ledger.Answers("""{ endeavour(slug: "bridge") { frame(at: "summer", knownAt: "summer") { moment { at knownAt } timeline(last: 1) { nodes { ref } } } } }""",
            """{"endeavour": {"frame": {"moment": {"at": "2019-06-30T23:59:59.999999Z", "knownAt": "2019-06-30T12:00:00Z"}, "timeline": {"nodes": [{"ref": "summer"}]}}}}""");
    }

    [Theory]
    [InlineData("at", "sumer", "", "at: It is neither a date nor the name of a marked moment.", "Nearest: summer.")]
    [InlineData("knownAt", "sumer", "", "knownAt: It is neither a date nor the name of a marked moment.", "Nearest: summer.")]
    [InlineData("at", "2019-13", "", "at: It is neither a date nor the name of a marked moment.", "(`2024-06`), or the name of a marked moment.")]
    public async Task refuses_what_means_no_moment_and_names_the_nearest(string argument, string text, string _, string message, string end)
    {
        await api.Bridge();

        var (code, refused) = await api.Ledger.Refuses($"{{ endeavour(slug: \"bridge\") {{ frame({argument}: \"{text}\") {{ title }} }} }}");

        Assert.Equal("DATE_UNREADABLE", code);
        Assert.Contains(message, refused);
        Assert.EndsWith(end, refused);
    }

    [Fact]
    public async Task answers_the_same_when_it_is_asked_for_the_moment_that_it_took()
    {
        await api.Bridge();
        const string frame = "moment { at knownAt seenAs } timeline(first: 100) { nodes { ref isEffective moves { nodes { delta } } } } lateness { count hindsight medianSeconds } power { holdings(first: 100) { nodes { stance } } }";

        var first = (await api.Ledger.Ask($"{{ endeavour(slug: \"bridge\") {{ frame(as: TEAM) {{ {frame} }} }} }}")).GetProperty("endeavour").GetProperty("frame");
        var moment = first.GetProperty("moment");
        await api.Ledger.Open("elsewhere");
        await api.Ledger.Record("FieldNoteTaken", new { endeavour = "elsewhere", occurredAt = "2024", data = new { words = "Meanwhile elsewhere." } });

        await api.Ledger.Answers($"query($at: MomentText, $knownAt: MomentText, $as: Visibility) {{ endeavour(slug: \"bridge\") {{ frame(at: $at, knownAt: $knownAt, as: $as) {{ {frame} }} }} }}",
            $$"""{"endeavour": {"frame": {{first.GetRawText()}} } }""",
            new { at = moment.GetProperty("at").GetString(), knownAt = moment.GetProperty("knownAt").GetString(), @as = moment.GetProperty("seenAs").GetString() });
    }

    [Fact]
    public async Task shows_what_was_known_then_and_not_what_was_learned_since()
    {
        await api.Bridge();

        await api.Ledger.Answers(
            """
            { endeavour(slug: "bridge") {
              then: frame(at: "2019-12-31", knownAt: "2019-06") { ...F } now: frame(at: "2019-12-31") { ...F }
              before: frame(at: "2018") { status title timeline { totalCount } } unknown: frame(at: "2019-12-31", knownAt: "2018") { status timeline { totalCount } }
            } }
            fragment F on Frame {
              power { holdings(first: 100) { nodes { holder { key } } } nonNegotiables(first: 100) { nodes { ref } } }
              noon: entry(id: "noon") { occurredAt corrections(first: 100) { nodes { ref } } remarks(first: 100) { nodes { ref } } ... on EncounterHeld { data { title } } }
            }
            """,
            """
            {"endeavour": {
              "then": {
                "power": {"holdings": [{"holder": {"key": "mills"}}], "nonNegotiables": [{"ref": "no-toll"}]},
                "noon": {"occurredAt": "2019-03-02", "corrections": [], "remarks": [], "data": {"title": "Noon"}}
              },
              "now": {
                "power": {"holdings": [{"holder": {"key": "donor"}}, {"holder": {"key": "mills"}}], "nonNegotiables": []},
                "noon": {
                  "occurredAt": "2019-03-01", "corrections": [{"ref": "noon-corrected"}], "remarks": [{"ref": "noon-annotated"}, {"ref": "noon-contested"}],
                  "data": {"title": "Noon, on a Friday"}
                }
              },
              "before": {"status": "NOT_OPEN", "title": null, "timeline": {"totalCount": 0}},
              "unknown": {"status": "NOT_OPEN", "timeline": {"totalCount": 0}}
            }}
            """);
    }
}
