using System.Xml.Linq;

namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>What other tools get of the sample.</summary>
[Collection(OnTheApi.Name)]
public sealed class ExportingFrames(SharedApi api)
{
    static readonly XNamespace Gexf = "http://gexf.net/1.3";

    [Fact]
    public async Task the_network_is_whole_and_says_where_it_comes_from()
    {
        var xml = XDocument.Parse(await Text("gexf", "at: \"midterm\", knownAt: \"2024-12-31\"")).Root!;
        string[] nodes = [.. xml.Descendants(Gexf + "node").Select(node => node.Attribute("id")!.Value)];

        Assert.Equal(("1.3", "2024-12-31"), (xml.Attribute("version")!.Value, xml.Element(Gexf + "meta")!.Attribute("lastmodifieddate")!.Value));
        Assert.Equal("ConveningLedger, for local", xml.Descendants(Gexf + "creator").Single().Value);
        Assert.Equal("One River, Many Taps: as it was at 2019-10-01T23:59:59.999999Z, as known at 2024-12-31T23:59:59.999999Z, as seen by CONVENERS", xml.Descendants(Gexf + "description").Single().Value);
        Assert.Contains("p-10", nodes);
        Assert.Equal(nodes.Distinct().Order(StringComparer.Ordinal), nodes);
        // Edges and values refer to what is declared.
        Assert.All(xml.Descendants(Gexf + "edge"), edge => Assert.True(nodes.Contains(edge.Attribute("source")!.Value) && nodes.Contains(edge.Attribute("target")!.Value)));
        foreach (var of in new[] { "node", "edge" })
        {
            var declared = xml.Descendants(Gexf + "attributes").Single(attributes => attributes.Attribute("class")!.Value == of).Elements().Select(attribute => attribute.Attribute("id")!.Value).ToHashSet();
            Assert.Subset(declared, xml.Descendants(Gexf + of).Descendants(Gexf + "attvalue").Select(value => value.Attribute("for")!.Value).ToHashSet());
        }
        var piet = xml.Descendants(Gexf + "node").Single(node => node.Attribute("id")!.Value == "p-10");
        Assert.Equal(("Piet Orsovan", "0.7"), (piet.Attribute("label")!.Value, piet.Descendants(Gexf + "attvalue").Single(value => value.Attribute("for")!.Value == "stance by gatekeeping").Attribute("value")!.Value));
    }

    [Fact]
    public async Task the_public_gets_no_trace_of_the_rest()
    {
        foreach (var field in new[] { "gexf", "edgeList", "seriesSheet" })
        {
            var text = await Text(field, "at: \"midterm\", as: PUBLIC");
            Assert.DoesNotContain("p-10", text);
            Assert.DoesNotContain("Piet", text);
            Assert.Contains("PUBLIC", text);
        }
        // No tie is for the public: of the list of edges there is left where it comes from.
        Assert.EndsWith("\r\n,,,,,,,,,,vessa-water,2019-10-01T23:59:59.999999Z,2024-12-31T23:59:59.999999Z,PUBLIC,local\r\n",
            await Text("edgeList", "at: \"midterm\", knownAt: \"2024-12-31\", as: PUBLIC"), StringComparison.Ordinal);
        Assert.DoesNotContain("stance", (await Text("gexf", "at: \"midterm\", as: PUBLIC")).Replace("title=\"stance\"", "").Replace("id=\"stance\"", ""));
    }

    [Fact]
    public async Task edges_and_points_are_rows_that_say_moment_circle_and_actor()
    {
        var edges = (await Text("edgeList", "at: \"2018-12-31\", knownAt: \"2024-12-31\"", "odile conveners")).Split("\r\n");
        Assert.Equal("source,target,source_name,target_name,type,relation,weight,influence,stance,entry,endeavour,at,known_at,seen_as,actor", edges[0]);
        Assert.Contains(edges, edge => edge.StartsWith("anglers,waterworks,\"Vessa Anglers, founded 1911\",Sarn waterworks,Undirected,", StringComparison.Ordinal)
            && edge.EndsWith(",vessa-water,2018-12-31T23:59:59.999999Z,2024-12-31T23:59:59.999999Z,CONVENERS,odile", StringComparison.Ordinal));
        var points = (await Text("seriesSheet(measures: [PERMEABILITY], subject: \"dam-wall\")", "at: \"2018-12-31\", knownAt: \"2024-12-31\"")).Split("\r\n");
        Assert.Equal(["0.1", "0.1", "0.2", "0.3", "0.4"], points[1..^1].Select(point => point.Split(',')[3]));
    }

    [Fact]
    public async Task the_comparison_of_the_midterm_then_and_now_is_told_in_words()
    {
        var comparison = (await api.Ledger.Ask(
            """
            { endeavour(slug: "vessa-water") { comparison(from: { at: "midterm", knownAt: "midterm" }, to: { at: "midterm", knownAt: "2024-12-31" }) {
              account changes(first: 100) { totalCount nodes { register subject from { choice text } to { choice text } movers { nodes { before { occurredAt } after { occurredAt } causes { kind } } } } }
            } } }
            """)).GetProperty("endeavour").GetProperty("comparison");

        Assert.Equal(
            "On 1 October 2019, all that is recorded beside what was known by 1 October 2019. Come to light among those who take part: Salka Venn and Piet Orsovan. "
            + "Come to light as making way: Mirr camp and Piet Orsovan; further from it: Ruth Damaz. Come to light among the missing voices: Mirr camp. "
            + "Come to light among the makers of a boundary object: Lenn Asker, Jun Tesfal and two others. "
            + "The outcome “In a drought year, water comes past the …” came about in May 2019, not in September 2019, three claimed causes came too late, another cause is claimed, around February 2019 "
            + "and a rival explanation stands beside it. In all 44 things differ.",
            comparison.GetProperty("account").GetString());
        var order = comparison.GetProperty("changes").GetProperty("nodes").EnumerateArray().Single(change => change.GetProperty("register").GetString() == "OUTCOME_TIME");
        LedgerApi.AssertJson(
            """
            {"register": "OUTCOME_TIME", "subject": ["river-back"], "from": {"choice": null, "text": "2019-09"}, "to": {"choice": null, "text": "2019-05"},
             "movers": [{"before": {"occurredAt": "2019-09"}, "after": {"occurredAt": "2019-05"}, "causes": [{"kind": "EntryCorrected"}]}]}
            """, order);
    }

    [Fact]
    public async Task the_accounts_of_the_midterm_then_and_now_tell_two_stories()
    {
        var endeavour = (await api.Ledger.Ask(
            """{ endeavour(slug: "vessa-water") { then: frame(at: "midterm", knownAt: "midterm") { account } now: frame(at: "midterm") { account } public: frame(at: "midterm", as: PUBLIC) { account } } }""")).GetProperty("endeavour");
        string Account(string name) => endeavour.GetProperty(name).GetProperty("account").GetString()!;

        Assert.Contains("In the way was Halden Power; making way were Bruna Keld, Odile Marrak and Ruth Damaz. It was found that in September 2019", Account("then"));
        Assert.DoesNotContain("Mirr camp", Account("then"));
        Assert.Contains("making way unseen were Piet Orsovan and Mirr camp. Missing was the voice of Mirr camp. It was found that in May 2019", Account("now"));
        Assert.Contains("four causes were claimed, three of which came too late, with one rival.", Account("now"));
        Assert.DoesNotContain("Piet", Account("public"));
    }

    [Fact]
    public async Task a_report_comes_with_its_citations()
    {
        var report = await Text("report", "at: \"2017-12-31\", as: PUBLIC");
        Assert.StartsWith("# One River, Many Taps\n", report, StringComparison.Ordinal);
        Assert.Contains("as seen by PUBLIC\n", report);
        Assert.Contains("## The calls", report);
    }

    async Task<string> Text(string field, string moment, string? viewer = null) =>
        (await api.Ledger.Ask($$"""{ endeavour(slug: "vessa-water") { frame({{moment}}) { text: {{field}} } } }""", null, viewer)).GetProperty("endeavour").GetProperty("frame").GetProperty("text").GetString()!;
}
