namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>Who worded the calls of the sample, how they were adapted and how they were answered.</summary>
[Collection(OnTheApi.Name)]
public sealed class ReadingTheCalls(SharedApi api)
{
    [Fact]
    public async Task the_fifth_call_is_mostly_in_the_words_of_the_grower_and_the_picker()
    {
        var call = (await api.Ledger.Ask(
            """
            { endeavour(slug: "vessa-water") { frame { narrative { call { revisions(first: 20) { nodes { number text
              authorship { text words revision { ref } contributors { name } } authors { words share revision { ref } contributors { name } } } } } } } } }
            """)).GetProperty("endeavour").GetProperty("frame").GetProperty("narrative").GetProperty("call");

        foreach (var revision in call.GetProperty("revisions").EnumerateArray())
        {
            Assert.Equal(revision.GetProperty("text").GetString(), string.Concat(revision.GetProperty("authorship").EnumerateArray().Select(run => run.GetProperty("text").GetString())));
            Assert.Equal(1, revision.GetProperty("authors").EnumerateArray().Sum(author => author.GetProperty("share").GetDouble()), 1e-9);
        }
        var first = call.GetProperty("revisions")[4].GetProperty("authors")[0];
        Assert.Equal("call-5", first.GetProperty("revision").GetProperty("ref").GetString());
        Assert.Equal(["Bruna Keld", "Salka Venn"], first.GetProperty("contributors").EnumerateArray().Select(name => name.GetProperty("name").GetString()));
        Assert.InRange(first.GetProperty("share").GetDouble(), 0.6, 0.95);
    }

    [Fact]
    public Task an_adaptation_stands_in_the_family_tree_and_drifts() => api.Ledger.Answers(
        """
        { endeavour(slug: "vessa-water") { frame(at: "2017-12-31") { narrative {
          adaptations(first: 100) { nodes { from { number entry { ref } } to { number entry { ref } } } }
          drifts(first: 100) { nodes { one { audience { key } } other { audience { key } } value } }
          call(audience: "upland-growers") { adaptedFrom(first: 100) { nodes { from { entry { ref } } } } adaptations(first: 100) { nodes { to { number } } } }
        } } } }
        """,
        """
        {"endeavour": {"frame": {"narrative": {
          "adaptations": [{"from": {"number": 2, "entry": {"ref": "call-2"}}, "to": {"number": 1, "entry": {"ref": "call-growers-1"}}}],
          "drifts": [{"one": {"audience": null}, "other": {"audience": {"key": "upland-growers"}}, "value": 0.40772532188841204}],
          "call": {"adaptedFrom": [{"from": {"entry": {"ref": "call-2"}}}], "adaptations": []}
        }}}}
        """);

    [Fact]
    public async Task answers_are_told_over_time_with_the_wording_that_they_answered()
    {
        var course = (await api.Ledger.Ask(
            """{ endeavour(slug: "vessa-water") { frame { narrative { call { answerCourse(first: 100) { nodes { answer { occurredAt data { who answer } } revisionNumber standing { answer count } } } } } } } }"""))
            .GetProperty("endeavour").GetProperty("frame").GetProperty("narrative").GetProperty("call").GetProperty("answerCourse").EnumerateArray().ToArray();

        LedgerApi.AssertJson("""{"answer": {"occurredAt": "2016-04-17", "data": {"who": "p-02", "answer": "RESISTED"}}, "revisionNumber": 1, "standing": [{"answer": "RESISTED", "count": 1}]}""", course[0]);
        LedgerApi.AssertJson(
            """
            {"answer": {"occurredAt": "2019-05-20", "data": {"who": "halden", "answer": "GOING_ALONG"}}, "revisionNumber": 3, "standing": [
              {"answer": "MADE_THEIR_OWN", "count": 1}, {"answer": "JOINED", "count": 2}, {"answer": "GOING_ALONG", "count": 1}, {"answer": "RESISTED", "count": 1}]}
            """, course[8]);
    }

    [Fact]
    public Task value_narratives_stand_beside_what_they_draw_on() => api.Ledger.Answers(
        """{ endeavour(slug: "vessa-water") { frame { narrative { valueNarratives(first: 100) { nodes { audience { key } drawsOn { key } entry { occurredAt } } } } } } }""",
        """
        {"endeavour": {"frame": {"narrative": {"valueNarratives": [
          {"audience": {"key": "regional-water-office"}, "drawsOn": [{"key": "from-the-top"}, {"key": "resting-well-one"}], "entry": {"occurredAt": "2019-09-19"}},
          {"audience": {"key": "tessen-fund"}, "entry": {"occurredAt": "2024-10-31"}, "drawsOn": [
            {"key": "ringing-first"}, {"key": "reading-the-ford"}, {"key": "pipe-to-mirr"}, {"key": "august-with-a-tap"}, {"key": "fish-at-the-alders"}]}
        ]}}}}
        """);

    [Fact]
    public Task a_person_is_shown_with_their_own_words_and_silence() => api.Ledger.Answers(
        """
        { endeavour(slug: "vessa-water") { frame(at: "2022-12-31") { person(key: "p-10") {
          element { name } convener { roles } participant { breadth nexus(first: 100) { nodes { with { key } strength strengthBySelf strengthByOthers } } } trajectory(first: 100) { nodes { occurredAt } }
          ownWords(first: 1) { totalCount nodes { text member entry { kind } } } silence { since days last { kind } }
        } nobody: person(key: "halden") { element { name } } } } }
        """,
        """
        {"endeavour": {"frame": {
          "person": {
            "element": {"name": "Piet Orsovan"}, "convener": null,
            "participant": {"breadth": 0, "nexus": [{"with": {"key": "halden"}, "strength": -0.4, "strengthBySelf": -0.4, "strengthByOthers": null}]},
            "trajectory": [{"occurredAt": "2016?"}, {"occurredAt": "2019-02~"}, {"occurredAt": "2021-08-13"}],
            "ownWords": {"totalCount": 4, "nodes": [{"text": "I had the jacket in summer and winter weight.", "member": "words", "entry": {"kind": "IdentificationShifted"}}]},
            "silence": {"since": "2022-11-17T00:00:00Z", "days": 44, "last": {"kind": "ReflectionHeld"}}
          },
          "nobody": null
        }}}
        """);
}
