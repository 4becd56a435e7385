namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>Every view of a small endeavour, as of the end of its year and with all that is known.</summary>
[Collection(OnTheApi.Name)]
public sealed class ReadingAFrame(SharedApi api)
{
    [Fact]
    public Task shows_who_convenes_and_what_for() => Shows(
        """
        status title purpose scale challenges opening { ref } statusEntry { ref } conveners(first: 100) { nodes { element { key name } roles joined { ref } left { ref } } }
        """,
        """
        {
          "status": "ACTIVE", "title": "The bridge", "purpose": "To cross.", "scale": "LOCAL",
          "challenges": ["CONFLICT"], "opening": {"ref": "opened"}, "statusEntry": null,
          "conveners": [
            {
              "element": {"key": "ada", "name": "Ada"}, "roles": ["HOST"], "joined": {"ref": "ada-convenes"},
              "left": null
            }
          ]
        }
        """);

    [Fact]
    public Task shows_the_narrative() => Shows(
        """
        narrative {
          calls(first: 10) { nodes {
            audience { key } current { number }
            revisions { nodes {
              number text promise rationale trigger horizon articulation contributors { key name } adaptedFrom { ref } entry { ref }
              diff { operation text }
            } }
            withdrawn { ref } answers { nodes { ref data { answer words } } } latestAnswers { nodes { ref } } voices { nodes { ref data { who through } } }
          } }
          call { current { text } } ofMills: call(audience: "mills") { current { text } }
        }
        """,
        """
        {
          "narrative": {
            "calls": [
              {
                "audience": null, "current": {"number": 2},
                "revisions": [
                  {
                    "number": 1, "text": "Come to the bridge.", "promise": null, "rationale": null,
                    "trigger": null, "horizon": null, "articulation": null, "contributors": [],
                    "adaptedFrom": null, "entry": {"ref": "call-1"},
                    "diff": [{"operation": "ADDED", "text": "Come to the bridge."}]
                  },
                  {
                    "number": 2, "text": "Come to the old bridge at noon.", "promise": null, "rationale": null,
                    "trigger": "NEW_VOICE", "horizon": null, "articulation": null,
                    "contributors": [{"key": "mills", "name": "The mills"}], "adaptedFrom": null,
                    "entry": {"ref": "call-2"},
                    "diff": [
                      {"operation": "KEPT", "text": "Come to the "},
                      {"operation": "ADDED", "text": "old "},
                      {"operation": "KEPT", "text": "bridge"},
                      {"operation": "ADDED", "text": " at noon"},
                      {"operation": "KEPT", "text": "."}
                    ]
                  }
                ],
                "withdrawn": null,
                "answers": [{"ref": "mills-answer", "data": {"answer": "INTERESTED", "words": "At noon we grind."}}],
                "latestAnswers": [{"ref": "mills-answer"}],
                "voices": [{"ref": "farms-in", "data": {"who": "farms", "through": "The word old is theirs."}}]
              }
            ],
            "call": {"current": {"text": "Come to the old bridge at noon."}}, "ofMills": null
          }
        }
        """);

    [Fact]
    public Task shows_identities() => Shows(
        """
        identities {
          participants(first: 100) { nodes {
            element { key } joined { ref } left { ref } isConvener
            nexus { nodes { with { key } strength movement accountability latest { ref } latestBySelf { ref } latestByOthers { ref } } }
            trajectory { nodes { ref } } voiced { nodes { ref data { words } } } accountabilities { nodes { ref } }
          } }
          participant(key: "bo") { element { name } } accountabilities(first: 100) { nodes { ref data { for } } }
        }
        """,
        """
        {
          "identities": {
            "participants": [
              {
                "element": {"key": "ada"}, "joined": null, "left": null, "isConvener": true, "nexus": [],
                "trajectory": [], "voiced": [], "accountabilities": []
              },
              {
                "element": {"key": "bo"}, "joined": {"ref": "bo-joins"}, "left": null, "isConvener": false,
                "nexus": [
                  {
                    "with": {"key": "mills"}, "strength": 0.3, "movement": "FURTHER", "accountability": "FORMAL",
                    "latest": {"ref": "bo-mills-2"}, "latestBySelf": {"ref": "bo-mills-1"},
                    "latestByOthers": {"ref": "bo-mills-2"}
                  }
                ],
                "trajectory": [{"ref": "bo-mills-1"}, {"ref": "bo-mills-2"}],
                "voiced": [{"ref": "bo-says", "data": {"words": "I am from the river now."}}],
                "accountabilities": [{"ref": "bo-answers"}]
              }
            ],
            "participant": {"element": {"name": "Bo"}},
            "accountabilities": [{"ref": "bo-answers", "data": {"for": "the noon bell"}}]
          }
        }
        """);

    [Fact]
    public Task shows_legitimacy() => Shows(
        """
        legitimacy {
          constituencies(first: 100) { nodes { element { key } standing strengths bySource { nodes { convener { key } source latest { ref } count standing } } signals { nodes { ref } } } }
          spheres(first: 100) { nodes { ref } }
        }
        """,
        """
        {
          "legitimacy": {
            "constituencies": [
              {
                "element": {"key": "mills"}, "standing": 0.4, "strengths": [0.2, 0.6],
                "bySource": [
                  {
                    "convener": {"key": "ada"}, "source": "LISTENING", "latest": {"ref": "mills-signal-2"},
                    "count": 2, "standing": 0.4
                  }
                ],
                "signals": [{"ref": "mills-signal-1"}, {"ref": "mills-signal-2"}]
              }
            ],
            "spheres": [{"ref": "ada-sphere"}]
          }
        }
        """);

    [Fact]
    public Task shows_boundaries() => Shows(
        """
        boundaries {
          boundaries(first: 100) { nodes {
            key name type sides { key } permeability course { nodes { permeability entry { ref } } } named { ref }
            encounters { nodes { ref } } objects { nodes { ref } } spaces { nodes { key } }
          } }
          boundary(key: "river") { name } encounters(first: 100) { nodes { ref occurredAt data { title who } } } objects(first: 100) { nodes { ref } }
          spaces(first: 100) { nodes { key name who { key } opened { ref } closed { ref } } }
        }
        """,
        """
        {
          "boundaries": {
            "boundaries": [
              {
                "key": "river", "name": "The river", "type": "GEOGRAPHIC",
                "sides": [[{"key": "mills"}], [{"key": "farms"}, {"key": "ada"}]], "permeability": 0.5,
                "course": [
                  {"permeability": 0.3, "entry": {"ref": "river-named"}},
                  {"permeability": 0.5, "entry": {"ref": "river-opens"}}
                ],
                "named": {"ref": "river-named"}, "encounters": [{"ref": "noon"}],
                "objects": [{"ref": "plank-made"}], "spaces": [{"key": "shed"}]
              }
            ],
            "boundary": {"name": "The river"},
            "encounters": [
              {
                "ref": "noon", "occurredAt": "2019-03-01",
                "data": {"title": "Noon, on a Friday", "who": ["bo", "farms", "mills"]}
              }
            ],
            "objects": [{"ref": "plank-made"}],
            "spaces": [
              {
                "key": "shed", "name": "The shed", "who": [{"key": "bo"}, {"key": "farms"}],
                "opened": {"ref": "shed-opened"}, "closed": null
              }
            ]
          }
        }
        """);

    [Fact]
    public Task shows_agency() => Shows(
        """
        agency {
          people(first: 100) { nodes { element { key } held { nodes { ref } } milestones reached { nodes { ref } } setBacks { nodes { ref } } constraints { nodes { ref } } } }
          ripple(first: 100) { nodes { element { key } } }
        }
        """,
        """
        {
          "agency": {
            "people": [
              {
                "element": {"key": "bo"}, "held": [{"ref": "bo-heard"}, {"ref": "bo-convenes"}],
                "milestones": ["VOICE_HEARD", "CONVENING_OTHERS"],
                "reached": [{"ref": "bo-heard"}, {"ref": "bo-convenes"}], "setBacks": [],
                "constraints": [{"ref": "bo-held"}]
              },
              {
                "element": {"key": "farms"}, "held": [], "milestones": [], "reached": [],
                "setBacks": [{"ref": "farms-lost"}], "constraints": []
              }
            ],
            "ripple": [{"element": {"key": "bo"}}]
          }
        }
        """);

    [Fact]
    public Task shows_power() => Shows(
        """
        power {
          holdings(first: 100) { nodes { holder { key } form influence stance seen over { key } approach words trail { nodes { ref } } latest { ref } } }
          moves(first: 100) { nodes { ref data { outcome } } } sanction { ref data { status } } missingVoices(first: 100) { nodes { ref } } seatedVoices(first: 100) { nodes { ref } } nonNegotiables(first: 100) { nodes { ref } }
        }
        """,
        """
        {
          "power": {
            "holdings": [
              {
                "holder": {"key": "donor"}, "form": "GATEKEEPING", "influence": 0.5, "stance": 0.5,
                "seen": "HIDDEN", "over": [], "approach": null, "words": null, "trail": [{"ref": "donor-power"}],
                "latest": {"ref": "donor-power"}
              },
              {
                "holder": {"key": "mills"}, "form": "RESOURCE_CONTROL", "influence": 0.7, "stance": 0.2,
                "seen": null, "over": [], "approach": null, "words": "They lent the plank.",
                "trail": [{"ref": "mills-power-1"}, {"ref": "mills-power-2"}], "latest": {"ref": "mills-power-2"}
              }
            ],
            "moves": [{"ref": "bell-move", "data": {"outcome": "The bell rings."}}],
            "sanction": {"ref": "sanctioned", "data": {"status": "TOLERATED"}},
            "missingVoices": [{"ref": "farms-missed"}], "seatedVoices": [{"ref": "farms-seated"}],
            "nonNegotiables": []
          }
        }
        """);

    [Fact]
    public Task shows_value() => Shows(
        """
        value {
          stories(first: 100) { nodes { key teller { key } type text step effect audience { key } leadsFrom { nodes { key } } leadsTo { nodes { key } } entry { ref } } }
          realized: stories(first: 100, type: REALIZED) { nodes { key } } narratives(first: 100) { nodes { ref data { drawsOn } } }
        }
        """,
        """
        {
          "value": {
            "stories": [
              {
                "key": "bell", "teller": {"key": "bo"}, "type": "IMMEDIATE", "text": "It rang.", "step": "LIVED",
                "effect": "POSITIVE", "audience": null, "leadsFrom": [], "leadsTo": [{"key": "cross"}],
                "entry": {"ref": "story-bell"}
              },
              {
                "key": "cross", "teller": {"key": "farms"}, "type": "REALIZED", "text": "We crossed.",
                "step": "ASPIRED", "effect": "POSITIVE", "audience": null, "leadsFrom": [{"key": "bell"}],
                "leadsTo": [], "entry": {"ref": "story-cross"}
              }
            ],
            "realized": [{"key": "cross"}], "narratives": [{"ref": "told-mills", "data": {"drawsOn": ["bell"]}}]
          }
        }
        """);

    [Fact]
    public Task shows_the_landscape() => Shows(
        """
        landscape {
          elements(first: 100) { nodes { key name element force scale } } ties(first: 100) { nodes { from { key } to { key } relation direction depth nature drawn { ref } } }
          located(first: 100) { nodes { ref } } spheres(first: 100) { nodes { ref } } contextShifts(first: 100) { nodes { ref data { title } } }
        }
        element(key: "bo") { name mapped { ref } }
        """,
        """
        {
          "landscape": {
            "elements": [
              {"key": "ada", "name": "Ada", "element": "PERSON", "force": null, "scale": "INDIVIDUAL"},
              {"key": "bo", "name": "Bo", "element": "PERSON", "force": null, "scale": "INDIVIDUAL"},
              {"key": "donor", "name": "The donor", "element": "INSTITUTION", "force": null, "scale": "NATIONAL"},
              {"key": "farms", "name": "The farms", "element": "CONSTITUENCY", "force": null, "scale": "LOCAL"},
              {"key": "mills", "name": "The mills", "element": "CONSTITUENCY", "force": null, "scale": "LOCAL"}
            ],
            "ties": [
              {
                "from": {"key": "farms"}, "to": {"key": "mills"}, "relation": "OTHER", "direction": "MUTUAL",
                "depth": 3, "nature": "Noon.", "drawn": {"ref": "tie-2"}
              }
            ],
            "located": [{"ref": "ada-stands"}], "spheres": [{"ref": "ada-sphere"}],
            "contextShifts": [{"ref": "flood", "data": {"title": "The flood"}}]
          },
          "element": {"name": "Bo", "mapped": {"ref": "bo-mapped"}}
        }
        """);

    [Fact]
    public Task shows_the_long_game() => Shows(
        """
        longGame {
          microShifts { totalCount nodes { measure subject before after delta dimension entry { ref } } }
          stance: microShifts(measure: STANCE) { totalCount } ofMills: microShifts(subject: "mills") { nodes { measure } }
          noticed(first: 100) { nodes { ref } } tensions(first: 100) { nodes { tension leaning course { nodes { ref } } } } reflections(first: 100) { nodes { ref } } fieldNotes(first: 100) { nodes { ref } } notDrawnOn(first: 100) { nodes { ref } }
        }
        """,
        """
        {
          "longGame": {
            "microShifts": {
              "totalCount": 10,
              "nodes": [
                {
                  "measure": "VOICES", "subject": [], "before": 0, "after": 1, "delta": 1, "dimension": "CALL",
                  "entry": {"ref": "call-2"}
                },
                {
                  "measure": "VOICES", "subject": [], "before": 1, "after": 2, "delta": 1, "dimension": "CALL",
                  "entry": {"ref": "farms-in"}
                },
                {
                  "measure": "IDENTIFICATION", "subject": ["bo", "mills"], "before": 0.8, "after": 0.3,
                  "delta": -0.5, "dimension": "IDENTITY", "entry": {"ref": "bo-mills-2"}
                },
                {
                  "measure": "STANDING", "subject": ["mills"], "before": 0.2, "after": 0.4, "delta": 0.2,
                  "dimension": "LEGITIMACY", "entry": {"ref": "mills-signal-2"}
                },
                {
                  "measure": "PERMEABILITY", "subject": ["river"], "before": 0.3, "after": 0.5, "delta": 0.2,
                  "dimension": "BOUNDARY", "entry": {"ref": "river-opens"}
                },
                {
                  "measure": "MILESTONES", "subject": ["bo"], "before": 1, "after": 2, "delta": 1,
                  "dimension": "AGENCY", "entry": {"ref": "bo-convenes"}
                },
                {
                  "measure": "STANCE", "subject": ["mills", "RESOURCE_CONTROL"], "before": -0.4, "after": 0.2,
                  "delta": 0.6, "dimension": "POWER", "entry": {"ref": "mills-power-2"}
                },
                {
                  "measure": "INFLUENCE", "subject": ["mills", "RESOURCE_CONTROL"], "before": 0.9, "after": 0.7,
                  "delta": -0.2, "dimension": "POWER", "entry": {"ref": "mills-power-2"}
                },
                {
                  "measure": "DEPTH", "subject": ["farms", "mills", "OTHER"], "before": 1, "after": 3, "delta": 2,
                  "dimension": null, "entry": {"ref": "tie-2"}
                },
                {
                  "measure": "LEANING", "subject": ["WILLFUL_AND_INVITING"], "before": -0.5, "after": 0.1,
                  "delta": 0.6, "dimension": null, "entry": {"ref": "tension-2"}
                }
              ]
            },
            "stance": {"totalCount": 1},
            "ofMills": {
              "nodes": [
                {"measure": "IDENTIFICATION"},
                {"measure": "STANDING"},
                {"measure": "STANCE"},
                {"measure": "INFLUENCE"},
                {"measure": "DEPTH"}
              ]
            },
            "noticed": [{"ref": "noticed"}],
            "tensions": [
              {
                "tension": "WILLFUL_AND_INVITING", "leaning": 0.1,
                "course": [{"ref": "tension-1"}, {"ref": "tension-2"}]
              }
            ],
            "reflections": [{"ref": "reflected"}], "fieldNotes": [{"ref": "note-1"}, {"ref": "note-2"}],
            "notDrawnOn": [{"ref": "note-2"}]
          }
        }
        """);

    [Fact]
    public Task shows_the_matrix() => Shows(
        """
        matrix { dimension engagement { count last { ref } } imagination { count } alignment { count last { ref } } total { count last { ref } } }
        """,
        """
        {
          "matrix": [
            {
              "dimension": "CALL", "engagement": {"count": 0, "last": null}, "imagination": {"count": 0},
              "alignment": {"count": 1, "last": {"ref": "call-1"}},
              "total": {"count": 4, "last": {"ref": "mills-answer"}}
            },
            {
              "dimension": "LEGITIMACY", "engagement": {"count": 0, "last": null}, "imagination": {"count": 0},
              "alignment": {"count": 0, "last": null}, "total": {"count": 2, "last": {"ref": "mills-signal-2"}}
            },
            {
              "dimension": "BOUNDARY", "engagement": {"count": 1, "last": {"ref": "noon"}},
              "imagination": {"count": 0}, "alignment": {"count": 0, "last": null},
              "total": {"count": 5, "last": {"ref": "river-opens"}}
            },
            {
              "dimension": "IDENTITY", "engagement": {"count": 0, "last": null}, "imagination": {"count": 0},
              "alignment": {"count": 0, "last": null}, "total": {"count": 5, "last": {"ref": "bo-answers"}}
            },
            {
              "dimension": "AGENCY", "engagement": {"count": 0, "last": null}, "imagination": {"count": 0},
              "alignment": {"count": 0, "last": null}, "total": {"count": 5, "last": {"ref": "noticed"}}
            },
            {
              "dimension": "POWER", "engagement": {"count": 0, "last": null}, "imagination": {"count": 0},
              "alignment": {"count": 0, "last": null}, "total": {"count": 7, "last": {"ref": "sanctioned"}}
            },
            {
              "dimension": "VALUE", "engagement": {"count": 0, "last": null}, "imagination": {"count": 0},
              "alignment": {"count": 0, "last": null}, "total": {"count": 3, "last": {"ref": "told-mills"}}
            }
          ]
        }
        """);

    [Fact]
    public Task shows_how_late_it_is() => Shows(
        """
        lateness { medianSeconds p90Seconds maxSeconds hindsight claimed count restsOnClaims }
        """,
        """
        {
          "lateness": {
            "medianSeconds": 43200, "p90Seconds": 43200, "maxSeconds": 16632000, "hindsight": 0, "claimed": 49,
            "count": 49, "restsOnClaims": true
          }
        }
        """);

    async Task Shows(string selection, string expected)
    {
        await api.Bridge();
        await api.Ledger.Answers($"{{ endeavour(slug: \"bridge\") {{ frame(at: \"2019-12-31\") {{ {selection} }} }} }}",
        $"{{ \"endeavour\": {{ \"frame\": {expected} }} }}");
    }
}
