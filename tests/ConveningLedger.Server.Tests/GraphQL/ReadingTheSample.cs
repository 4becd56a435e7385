namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>What a newcomer is shown of the sample: the day on which everybody credits the pact, known then and known now.</summary>
[Collection(OnTheApi.Name)]
public sealed class ReadingTheSample(SharedApi api)
{
    const string Story =
        """
        fragment Story on Frame {
          moment { at seenAs }
          power { holdings(first: 100) { nodes { holder { name } form influence stance seen latest { ref } } } missingVoices(first: 100) { nodes { data { who } } } }
          identities { participants(first: 100) { nodes { element { name } } } }
          camp: element(key: "mirr-camp") { name }
          map: entry(id: "gauge-map") { ... on BoundaryObjectMade { data { by } } firstRecordedAs { ... on BoundaryObjectMade { data { by } } } }
          outcome: entry(id: "outcome-river-back") { occurredAt corrections(first: 100) { nodes { ref } } }
          workshop: entry(id: "spring-workshop") { occurredAt }
          claim: entry(id: "claim-pact") { ... on ContributionClaimed { data { causes { entry weight } rivals { causes { entry } } } } }
          lateness { hindsight }
        }
        """;

    [Fact]
    public Task tells_the_midterm_as_it_was_known_then() => api.Ledger.Answers(
        $$"""{ endeavour(slug: "vessa-water") { frame(at: "midterm", knownAt: "midterm") { ...Story } } } {{Story}}""",
        """
        {"endeavour": {"frame": {
          "moment": {"at": "2019-10-01T23:59:59.999999Z", "seenAs": "CONVENERS"},
          "power": {
            "holdings": [
              {"holder": {"name": "Halden Power"}, "form": "RESOURCE_CONTROL", "influence": 0.9, "stance": -0.5, "seen": "OBVIOUS", "latest": {"ref": "halden-made-to"}},
              {"holder": {"name": "Odile Marrak"}, "form": "NETWORK_POSITION", "influence": 0.8, "stance": 0.9, "seen": "OBVIOUS", "latest": {"ref": "odile-hero"}},
              {"holder": {"name": "Bruna Keld"}, "form": "INFORMAL_INFLUENCE", "influence": 0.8, "stance": 0.4, "seen": "OBVIOUS", "latest": {"ref": null}},
              {"holder": {"name": "Ruth Damaz"}, "form": "FORMAL_AUTHORITY", "influence": 0.9, "stance": 0.7, "seen": "OBVIOUS", "latest": {"ref": "damaz-hero"}}
            ],
            "missingVoices": []
          },
          "identities": {"participants": [
            {"element": {"name": "Odile Marrak"}}, {"element": {"name": "Bruna Keld"}}, {"element": {"name": "Lenn Asker"}},
            {"element": {"name": "Jun Tesfal"}}, {"element": {"name": "Marit Sool"}}
          ]},
          "camp": null,
          "map": {"data": {"by": []}, "firstRecordedAs": null},
          "outcome": {"occurredAt": "2019-09", "corrections": []},
          "workshop": {"occurredAt": "2019-06-01"},
          "claim": {"data": {
            "causes": [{"entry": "spring-workshop", "weight": "HOOP"}, {"entry": "pact-page", "weight": "SMOKING_GUN"}, {"entry": "damaz-order", "weight": "HOOP"}],
            "rivals": []
          }},
          "lateness": {"hindsight": 0}
        }}}
        """);

    [Fact]
    public Task tells_the_same_day_as_it_is_known_now() => api.Ledger.Answers(
        $$"""{ endeavour(slug: "vessa-water") { frame(at: "midterm") { ...Story } } } {{Story}}""",
        """
        {"endeavour": {"frame": {
          "moment": {"at": "2019-10-01T23:59:59.999999Z", "seenAs": "CONVENERS"},
          "power": {
            "holdings": [
              {"holder": {"name": "Halden Power"}, "form": "RESOURCE_CONTROL", "influence": 0.9, "stance": -0.5, "seen": "OBVIOUS", "latest": {"ref": "halden-made-to"}},
              {"holder": {"name": "Mirr camp"}, "form": "EXPERTISE", "influence": 0.5, "stance": 0.6, "seen": "HIDDEN", "latest": {"ref": "camp-expertise"}},
              {"holder": {"name": "Odile Marrak"}, "form": "NETWORK_POSITION", "influence": 0.8, "stance": 0.9, "seen": "OBVIOUS", "latest": {"ref": "odile-hero"}},
              {"holder": {"name": "Bruna Keld"}, "form": "INFORMAL_INFLUENCE", "influence": 0.8, "stance": 0.4, "seen": "OBVIOUS", "latest": {"ref": null}},
              {"holder": {"name": "Ruth Damaz"}, "form": "FORMAL_AUTHORITY", "influence": 0.5, "stance": 0.2, "seen": "OBVIOUS", "latest": {"ref": "damaz-again"}},
              {"holder": {"name": "Piet Orsovan"}, "form": "GATEKEEPING", "influence": 0.8, "stance": 0.7, "seen": "HIDDEN", "latest": {"ref": "piet-enabling"}}
            ],
            "missingVoices": [{"data": {"who": "mirr-camp"}}]
          },
          "identities": {"participants": [
            {"element": {"name": "Odile Marrak"}}, {"element": {"name": "Bruna Keld"}}, {"element": {"name": "Lenn Asker"}},
            {"element": {"name": "Jun Tesfal"}}, {"element": {"name": "Marit Sool"}}, {"element": {"name": "Salka Venn"}}, {"element": {"name": "Piet Orsovan"}}
          ]},
          "camp": {"name": "Mirr camp"},
          "map": {"data": {"by": ["p-09", "p-11", "p-05", "p-04"]}, "firstRecordedAs": {"data": {"by": []}}},
          "outcome": {"occurredAt": "2019-05", "corrections": [{"ref": "outcome-corrected"}]},
          "workshop": {"occurredAt": "2019-06-01"},
          "claim": {"data": {
            "causes": [
              {"entry": "piets-night-water", "weight": "SMOKING_GUN"}, {"entry": "spring-workshop", "weight": "STRAW"},
              {"entry": "pact-page", "weight": "STRAW"}, {"entry": "damaz-order", "weight": "STRAW"}
            ],
            "rivals": [{"causes": [{"entry": "rain-2019"}]}]
          }},
          "lateness": {"hindsight": 29}
        }}}
        """);

    [Fact]
    public Task compares_the_first_and_the_fifth_call_word_by_word() => api.Ledger.Answers(
        """
        { endeavour(slug: "vessa-water") { frame { narrative { call {
          revisions(first: 100) { nodes { number entry { ref } } }
          diff(from: 1, to: 1) { operation }
        } } } } }
        """,
        """
        {"endeavour": {"frame": {"narrative": {"call": {
          "revisions": [
            {"number": 1, "entry": {"ref": "call-1"}}, {"number": 2, "entry": {"ref": "call-2"}}, {"number": 3, "entry": {"ref": "call-3"}},
            {"number": 4, "entry": {"ref": "call-4"}}, {"number": 5, "entry": {"ref": "call-5"}}
          ],
          "diff": [{"operation": "KEPT"}]
        }}}}}
        """);

    [Fact]
    public async Task a_difference_of_two_revisions_holds_both_of_them()
    {
        var call = (await api.Ledger.Ask("""{ endeavour(slug: "vessa-water") { frame { narrative { call { revisions(first: 100) { nodes { text } } diff(from: 1, to: 5) { operation text } } } } } }"""))
            .GetProperty("endeavour").GetProperty("frame").GetProperty("narrative").GetProperty("call");
        var runs = call.GetProperty("diff").EnumerateArray().Select(run => (Operation: run.GetProperty("operation").GetString(), Text: run.GetProperty("text").GetString())).ToArray();

        Assert.Equal(call.GetProperty("revisions")[0].GetProperty("text").GetString(), string.Concat(runs.Where(run => run.Operation != "ADDED").Select(run => run.Text)));
        Assert.Equal(call.GetProperty("revisions")[4].GetProperty("text").GetString(), string.Concat(runs.Where(run => run.Operation != "REMOVED").Select(run => run.Text)));
    }

    [Fact]
    public async Task a_revision_that_there_is_not_is_refused_with_those_there_are()
    {
        var (code, message) = await api.Ledger.Refuses("""{ endeavour(slug: "vessa-water") { frame { narrative { call { diff(from: 1, to: 6) { text } } } } } }""");

        Assert.Equal(("OUT_OF_RANGE", "`to` is 6. Accepted: 1 to 5."), (code, message));
    }

    [Fact]
    public Task shows_the_circles_what_is_for_them() => api.Ledger.Answers(
        """
        query { endeavour(slug: "vessa-water") {
          evaluators: frame(at: "midterm", as: EVALUATORS) { ...Piet } team: frame(at: "midterm", as: TEAM) { ...Piet } public: frame(at: "midterm", as: PUBLIC) { ...Piet }
        } }
        fragment Piet on Frame {
          element(key: "p-10") { name } power { holdings(first: 100) { nodes { holder { key } } } } entry(id: "piet-enabling") { visibility ... on PowerMapped { data { stance } } }
        }
        """,
        """
        {"endeavour": {
          "evaluators": {
            "element": {"name": "Piet Orsovan"},
            "power": {"holdings": [{"holder": {"key": "halden"}}, {"holder": {"key": "mirr-camp"}}, {"holder": {"key": "p-01"}}, {"holder": {"key": "p-03"}}, {"holder": {"key": "p-10"}}]},
            "entry": {"visibility": "EVALUATORS", "data": {"stance": 0.7}}
          },
          "team": {
            "element": {"name": "Piet Orsovan"},
            "power": {"holdings": [{"holder": {"key": "halden"}}, {"holder": {"key": "mirr-camp"}}, {"holder": {"key": "p-01"}}, {"holder": {"key": "p-03"}}, {"holder": {"key": "p-10"}}]},
            "entry": {"visibility": "EVALUATORS", "data": {"stance": 0.7}}
          },
          "public": {"element": null, "power": {"holdings": []}, "entry": null}
        }}
        """);
}
