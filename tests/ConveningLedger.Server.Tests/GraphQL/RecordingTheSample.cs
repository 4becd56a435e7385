using System.Text.Json;
using System.Text.Json.Nodes;
using ConveningLedger.Ledger;
using ConveningLedger.Store;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>Every line of the sample, of every kind, told to the API as it was told to the file.</summary>
[Collection(OnTheApi.Name)]
public sealed class RecordingTheSample(SharedApi api)
{
    const string Copy = "vessa-by-mutation";

    [Fact]
    public async Task accepts_every_line_and_answers_what_was_sent()
    {
        var lines = (await File.ReadAllLinesAsync(SharedApi.SampleFile, TestContext.Current.CancellationToken)).Select(line => JsonNode.Parse(line)!.AsObject()).ToArray();
        var kinds = lines.Where(line => line["ref"] is not null).ToDictionary(line => (string)line["ref"]!, line => (string)line["kind"]!);
        foreach (var line in lines)
        {
            var kind = Catalogue.Standard.Find((string)line["kind"]!)!;
            var corrected = line["data"]!["data"] is null ? null : Catalogue.Standard.Find(kinds[(string)line["data"]!["entry"]!]);
            var payload = (await api.Ledger.Ask(Mutation(kind, corrected), new { input = Input(line, corrected) })).GetProperty("recorded");
            if (payload.GetProperty("errors").GetArrayLength() > 0)
                Assert.Fail($"{line.ToJsonString()}\n{LedgerApi.Written(payload)}");
            var entry = payload.GetProperty("entry");
            AssertTells(entry, Envelope(line), "");
            AssertTells(entry.GetProperty("data"), line["data"]!.AsObject(), "data");
        }
        Assert.Equal(Catalogue.Standard.Kinds.Select(kind => kind.Name).Order(), lines.Select(line => (string)line["kind"]!).Distinct().Order());

        await TellsTheSameStory();

        // What the node has taken in as it recorded is what it would have read.
        var histories = api.Ledger.Services.GetRequiredService<Histories>();
        var taken = await histories.Current(Copy, TestContext.Current.CancellationToken);
        histories.Forget(Copy);
        var read = await histories.Current(Copy, TestContext.Current.CancellationToken);
        Assert.NotSame(taken, read);
        Assert.Equal(read.Entries, taken.Entries);
    }

    // Recorded now and by one person, it is the same endeavour in all but that.
    async Task TellsTheSameStory()
    {
        const string story =
            """
            query($slug: Slug!) { endeavour(slug: $slug) { entryCount frame(at: "2024-12-31") {
              status title conveners(first: 40) { nodes { element { name } roles } }
              narrative { calls(first: 10) { nodes { audience { key } revisions { nodes { text diff { operation text } contributors { key } } } answers { nodes { data { who answer words } } } voices { nodes { data { who through } } } } } }
              identities { participants(first: 40) { nodes { element { name } nexus { nodes { with { key } strength movement } } voiced { nodes { data { words } } } } } }
              legitimacy { constituencies(first: 40) { nodes { element { key } standing strengths bySource { nodes { convener { key } source count standing } } } } }
              boundaries { boundaries(first: 40) { nodes { key permeability course { nodes { permeability } } sides { key } } } objects(first: 40) { nodes { data { key by } } } spaces(first: 40) { nodes { key who { key } } } }
              agency { people(first: 40) { nodes { element { key } milestones constraints { nodes { data { how } } } setBacks { nodes { data { description } } } } } ripple(first: 40) { nodes { element { key } } } }
              power { holdings(first: 40) { nodes { holder { name } form influence stance over { key } trail { nodes { data { stance } } } } } moves(first: 40) { nodes { data { outcome } } } missingVoices(first: 40) { nodes { data { who } } } }
              value { stories(first: 40) { nodes { key step effect leadsFrom { nodes { key } } leadsTo { nodes { key } } } } narratives(first: 40) { nodes { data { drawsOn } } } }
              landscape { elements(first: 40) { nodes { key name scale } } ties(first: 40) { nodes { from { key } to { key } depth } } }
              longGame { microShifts(first: 40) { totalCount nodes { measure subject before after delta } } tensions(first: 40) { nodes { tension leaning } } notDrawnOn(first: 40) { nodes { data { words } } } }
              matrix { dimension total { count } engagement { count } }
            } } }
            """;
        foreach (var viewer in new[] { "one conveners", "one team", "one evaluators", "one public" })
        {
            var told = await api.Ledger.Ask(story, new { slug = Copy }, viewer);
            var imported = await api.Ledger.Ask(story, new { slug = "vessa-water" }, viewer);
            LedgerApi.AssertJson(imported.GetRawText(), told);
        }
    }

    static string Mutation(Kind kind, Kind? corrected) =>
        $$"""
        mutation($input: Record{{kind.Name}}Input!) { recorded: record{{kind.Name}}(input: $input) {
          entry {
            ref occurredAt recordedBy modes standpoint toldBy { key } mentions { key } evidence note
            data { {{Selection(kind.Members, corrected)}} }
          }
          wasRecordedBefore
          errors { code message path accepted }
        } }
        """;

    static string Selection(Members members, Kind? corrected) => string.Join(" ", members.All.Select(member => $"{member.Name}{Below(member.Shape, corrected)}"));

    static string Below(Shape shape, Kind? corrected) => shape switch
    {
        ListShape list => Below(list.Item, corrected),
        RecordShape record => $" {{ {Selection(record.Members, null)} }}",
        ReplacementShape when corrected is not null => $" {{ ... on {corrected.Name}Data {{ {Selection(corrected.Members, null)} }} }}",
        ReplacementShape => " { __typename }",
        _ => "",
    };

    /// <summary>A line as the input of its kind: the kind is in the mutation's name, and nobody claims when it became known.</summary>
    static JsonObject Input(JsonObject line, Kind? corrected)
    {
        var input = line.DeepClone().AsObject();
        input["endeavour"] = Copy;
        input.Remove("kind");
        input.Remove("id");
        input.Remove("recordedAt");
        input.Remove("recordedBy");
        if (corrected is not null)
            input["data"]!["data"] = new JsonObject { [JsonNamingPolicy.CamelCase.ConvertName(corrected.Name)] = line["data"]!["data"]!.DeepClone() };
        return input;
    }

    static JsonObject Envelope(JsonObject line)
    {
        var envelope = new JsonObject { ["recordedBy"] = "local" };
        foreach (var name in new[] { "ref", "occurredAt", "modes", "standpoint", "evidence", "note" })
            envelope[name] = line[name]?.DeepClone();
        envelope["toldBy"] = line["toldBy"] is { } key ? Key(key) : null;
        envelope["mentions"] = new JsonArray([.. (line["mentions"] as JsonArray ?? []).Select(key => Key(key!))]);
        return envelope;
    }

    static JsonObject Key(JsonNode key) => new() { ["key"] = key.DeepClone() };

    /// <summary>Every member that was sent is there as it was sent; one that was not is null, empty, or what an absent one means.</summary>
    static void AssertTells(JsonElement shown, JsonObject sent, string path)
    {
        foreach (var member in shown.EnumerateObject())
        {
            if (member.Name != "data" || path != "")
                AssertTells(member.Value, sent[member.Name], $"{path}.{member.Name}");
        }
    }

    static void AssertTells(JsonElement shown, JsonNode? sent, string path)
    {
        switch (sent)
        {
            case null:
                Assert.True(
                    shown.ValueKind == JsonValueKind.Null || (shown.ValueKind == JsonValueKind.Array && shown.GetArrayLength() == 0)
                    || (shown.ValueKind == JsonValueKind.String && shown.GetString() is "TEAM" or "OTHER" or "LIVED" or "POSITIVE"),
                    $"{path} was not sent, and is {shown}");
                break;
            case JsonObject members:
                AssertTells(shown, members, path);
                break;
            case JsonArray items:
                Assert.Equal(items.Count, shown.GetArrayLength());
                for (var index = 0; index < items.Count; index++)
                    AssertTells(shown[index], items[index], $"{path}[{index}]");
                break;
            default:
                Assert.True(JsonNode.DeepEquals(sent, JsonNode.Parse(shown.GetRawText())), $"{path}: {sent.ToJsonString()} was sent, and is {shown.GetRawText()}");
                break;
        }
    }
}
