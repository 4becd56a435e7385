namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>What an evaluator asks of the sample.</summary>
[Collection(OnTheApi.Name)]
public sealed class EvaluatingTheSample(SharedApi api)
{
    // So little is recorded of slow work that a window of two years says more than one of one.
    [Theory]
    [InlineData("QUIET", "2022-10-01", "PERMEABILITY", "dam-wall", 2)]
    [InlineData("STALLED", "2021-01-01", "PERMEABILITY", "dam-wall", 3)]
    [InlineData("TURNED", "2020-10-01", "IDENTIFICATION", "p-02", 3)]
    [InlineData("RELAPSING", "2019-07-01", "STANCE", "p-03", 3)]
    [InlineData("RISING", "2019-07-01", "PERMEABILITY", "dam-wall", 3)]
    [InlineData("FALLING", "2021-10-01", "PERMEABILITY", "dam-wall", 3)]
    [InlineData("STEADY", "2018-01-01", "PERMEABILITY", "dam-wall", 3)]
    public async Task each_pattern_of_trend_is_there_at_some_moment(string pattern, string at, string measure, string subject, int points)
    {
        var trends = (await api.Ledger.Ask(
            """
            query($at: MomentText, $measure: Measure, $subject: Slug, $pattern: TrendPattern!) { endeavour(slug: "vessa-water") { frame(at: $at) { longGame {
              trends(days: 730, measure: $measure, subject: $subject, patterns: [$pattern]) { nodes { pattern pointCount rule points { nodes { days value entry { occurredAt } } } from at } }
            } } } }
            """, new { at, measure, subject, pattern })).GetProperty("endeavour").GetProperty("frame").GetProperty("longGame").GetProperty("trends");

        var trend = Assert.Single(trends.EnumerateArray());
        Assert.Equal((pattern, points, points), (trend.GetProperty("pattern").GetString(), trend.GetProperty("pointCount").GetInt32(), trend.GetProperty("points").GetArrayLength()));
        Assert.NotEmpty(trend.GetProperty("rule").GetString()!);
        Assert.All(trend.GetProperty("points").EnumerateArray(), point => Assert.InRange(point.GetProperty("days").GetDouble(), 0, 730));
    }

    [Fact]
    public Task who_slid_back_by_2021_is_found_by_the_pattern() => api.Ledger.Answers(
        """
        { endeavour(slug: "vessa-water") { frame(at: "2021-12-31") { longGame {
          trends(from: "2018-12-31", patterns: [RELAPSING]) { nodes { measure subject elements { name } carriedIn points { nodes { value } } largestRise { from { value } to { value } size } } }
        } } } }
        """,
        """
        {"endeavour": {"frame": {"longGame": {"trends": {"nodes": [{
          "measure": "STANCE", "subject": ["halden", "RESOURCE_CONTROL"], "elements": [{"name": "Halden Power"}], "carriedIn": -0.6,
          "points": [{"value": -0.5}, {"value": -0.4}, {"value": -0.7}], "largestRise": {"from": {"value": -0.5}, "to": {"value": -0.4}, "size": 0.1}
        }]}}}}}
        """);

    [Fact]
    public async Task a_window_that_is_none_is_refused()
    {
        foreach (var (arguments, says) in new[] { ("days: 0", "`days` is 0. Accepted: 1 to 3,660,000."), ("from: \"2025\"", "Accepted: a moment before the frame's.") })
        {
            var (code, message) = await api.Ledger.Refuses($$"""{ endeavour(slug: "vessa-water") { frame(at: "2021") { longGame { trends({{arguments}}) { totalCount } } } } }""");
            Assert.Equal("OUT_OF_RANGE", code);
            Assert.Contains(says, message);
        }
    }

    [Fact]
    public Task the_claim_of_the_pact_flips_its_time_order_when_the_date_is_corrected() => api.Ledger.Answers(
        """
        query { endeavour(slug: "vessa-water") {
          then: frame(at: "2023", knownAt: "2020") { ...Claim } now: frame(at: "2023") { ...Claim } public: frame(at: "2023", as: PUBLIC) { ...Claim }
        } }
        fragment Claim on Frame { evaluation { claim(key: "pact-did-it") {
          outcome { key entry { occurredAt } } causes { entry { ref } weight timeOrder } rivals { causes { entry { ref } timeOrder } }
          aspects { aspect findings(first: 100) { nodes { by { name } verdict isIndependent } } }
        } } }
        """,
        """
        {"endeavour": {
          "then": {"evaluation": {"claim": {
            "outcome": {"key": "river-back", "entry": {"occurredAt": "2019-09"}},
            "causes": [
              {"entry": {"ref": "spring-workshop"}, "weight": "HOOP", "timeOrder": "PRECEDES"}, {"entry": {"ref": "pact-page"}, "weight": "SMOKING_GUN", "timeOrder": "PRECEDES"},
              {"entry": {"ref": "damaz-order"}, "weight": "HOOP", "timeOrder": "PRECEDES"}],
            "rivals": [], "aspects": [{"aspect": "CONTRIBUTION", "findings": [{"by": {"name": "Ines Corbal"}, "verdict": "PARTLY", "isIndependent": true}]}]}}},
          "now": {"evaluation": {"claim": {
            "outcome": {"key": "river-back", "entry": {"occurredAt": "2019-05"}},
            "causes": [
              {"entry": {"ref": "piets-night-water"}, "weight": "SMOKING_GUN", "timeOrder": "PRECEDES"}, {"entry": {"ref": "spring-workshop"}, "weight": "STRAW", "timeOrder": "CONTRADICTS"},
              {"entry": {"ref": "pact-page"}, "weight": "STRAW", "timeOrder": "CONTRADICTS"}, {"entry": {"ref": "damaz-order"}, "weight": "STRAW", "timeOrder": "CONTRADICTS"}],
            "rivals": [{"causes": [{"entry": {"ref": "rain-2019"}, "timeOrder": "OVERLAPS"}]}],
            "aspects": [{"aspect": "CONTRIBUTION", "findings": [
              {"by": {"name": "Ines Corbal"}, "verdict": "PARTLY", "isIndependent": true}, {"by": {"name": "Ines Corbal"}, "verdict": "DISPUTED", "isIndependent": true}]}]}}},
          "public": {"evaluation": {"claim": null}}
        }}
        """);

    [Fact]
    public Task in_each_wave_somebody_did_not_answer() => api.Ledger.Answers(
        """{ endeavour(slug: "vessa-water") { frame { evaluation { waves(first: 100) { nodes { key nonRespondents { key } ties { nodes { data { from to depth } } } } } } } } }""",
        """
        {"endeavour": {"frame": {"evaluation": {"waves": [
          {"key": "wave-2018", "nonRespondents": [{"key": "regional-water-office"}], "ties": [
            {"data": {"from": "upland-growers", "to": "waterworks", "depth": 1}}, {"data": {"from": "waterworks", "to": "anglers", "depth": 3}},
            {"data": {"from": "halden", "to": "waterworks", "depth": 1}}, {"data": {"from": "regional-water-office", "to": "halden", "depth": 2}}]},
          {"key": "wave-2021", "nonRespondents": [{"key": "halden"}], "ties": [
            {"data": {"from": "upland-growers", "to": "waterworks", "depth": 1}}, {"data": {"from": "halden", "to": "waterworks", "depth": 0}},
            {"data": {"from": "mirr-camp", "to": "upland-growers", "depth": 2}}, {"data": {"from": "waterworks", "to": "anglers", "depth": 2}}]}
        ]}}}}
        """);

    [Fact]
    public Task one_chain_of_value_reached_a_lived_realized_and_one_is_hoped_for() => api.Ledger.Answers(
        """{ endeavour(slug: "vessa-water") { frame { value { realized(first: 100) { nodes { end { key } stories { nodes { key } } isRealized } } chains(first: 100) { nodes { end { key step } isRealized } } openEnds(first: 100) { nodes { key step } } } } } }""",
        """
        {"endeavour": {"frame": {"value": {
          "realized": [{"end": {"key": "august-with-a-tap"}, "isRealized": true, "stories": [
            {"key": "from-the-top"}, {"key": "how-the-gravel-fills"}, {"key": "resting-well-one"}, {"key": "ringing-first"}, {"key": "reading-the-ford"}, {"key": "pipe-to-mirr"},
            {"key": "august-with-a-tap"}]}],
          "chains": [
            {"end": {"key": "august-with-a-tap", "step": "LIVED"}, "isRealized": true}, {"end": {"key": "concession-2031", "step": "ASPIRED"}, "isRealized": false},
            {"end": {"key": "fish-at-the-alders", "step": "ASPIRED"}, "isRealized": false}, {"end": {"key": "stopped-counting", "step": "LIVED"}, "isRealized": false}],
          "openEnds": [
            {"key": "concession-2031", "step": "ASPIRED"}, {"key": "fish-at-the-alders", "step": "ASPIRED"}, {"key": "posters-and-children", "step": "LIVED"},
            {"key": "stopped-counting", "step": "LIVED"}]
        }}}}
        """);

    [Fact]
    public Task silence_is_told_the_longest_first() => api.Ledger.Answers(
        """{ endeavour(slug: "vessa-water") { frame(at: "2020-10-01") { longGame { silence(first: 100) { nodes { of key element { name } story { key } since days last { kind } } } } } } }""",
        """
        {"endeavour": {"frame": {"longGame": {"silence": [
          {"of": "CONSTITUENCY", "key": "mirr-camp", "element": {"name": "Mirr camp"}, "story": null, "since": "2018-07-01T00:00:00Z", "days": 823, "last": {"kind": "AgencyConstrained"}},
          {"of": "PARTICIPANT", "key": "p-09", "element": {"name": "Salka Venn"}, "story": null, "since": "2018-10-18T00:00:00Z", "days": 714, "last": {"kind": "BoundaryObjectMade"}},
          {"of": "PARTICIPANT", "key": "p-10", "element": {"name": "Piet Orsovan"}, "story": null, "since": "2020-02-01T00:00:00Z", "days": 243, "last": {"kind": "PowerMapped"}},
          {"of": "PARTICIPANT", "key": "p-05", "element": {"name": "Jun Tesfal"}, "story": null, "since": "2020-03-01T00:00:00Z", "days": 214, "last": {"kind": "MicroShiftNoticed"}},
          {"of": "PARTICIPANT", "key": "p-02", "element": {"name": "Bruna Keld"}, "story": null, "since": "2020-08-01T00:00:00Z", "days": 61, "last": {"kind": "IdentificationShifted"}},
          {"of": "PARTICIPANT", "key": "p-07", "element": {"name": "Marit Sool"}, "story": null, "since": "2020-08-01T00:00:00Z", "days": 61, "last": {"kind": "PowerMapped"}},
          {"of": "CONSTITUENCY", "key": "anglers", "element": {"name": "Vessa Anglers, founded 1911"}, "story": null, "since": "2020-08-01T00:00:00Z", "days": 61, "last": {"kind": "PowerMapped"}},
          {"of": "CONSTITUENCY", "key": "upland-growers", "element": {"name": "Upland growers"}, "story": null, "since": "2020-08-01T00:00:00Z", "days": 61, "last": {"kind": "PowerMapped"}},
          {"of": "CONSTITUENCY", "key": "waterworks", "element": {"name": "Sarn waterworks"}, "story": null, "since": "2020-08-01T00:00:00Z", "days": 61, "last": {"kind": "PowerMapped"}},
          {"of": "PARTICIPANT", "key": "p-01", "element": {"name": "Odile Marrak"}, "story": null, "since": "2020-10-01T00:00:00Z", "days": 0, "last": {"kind": "LegitimacySignalled"}},
          {"of": "CONSTITUENCY", "key": "halden", "element": {"name": "Halden Power"}, "story": null, "since": "2020-10-01T00:00:00Z", "days": 0, "last": {"kind": "PowerMapped"}},
          {"of": "CONSTITUENCY", "key": "regional-water-office", "element": {"name": "Regional water office"}, "story": null, "since": "2020-10-01T00:00:00Z", "days": 0, "last": {"kind": "LegitimacySignalled"}}
        ]}}}}
        """);
}
