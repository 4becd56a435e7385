using System.Text;
using System.Text.Json;
using ConveningLedger.Ledger;
using ConveningLedger.Store;
using ConveningLedger.Store.Interchange;
using ConveningLedger.Time;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>A lamp was hung where people meet.</summary>
/// <param name="Key">The lamp's key.</param>
/// <param name="At">Where it hangs.</param>
/// <param name="Brightness">How bright it is, 0 (out) to 1.</param>
/// <param name="Colour">What colour its light has.</param>
/// <param name="Steps">How many steps lead up to it.</param>
/// <param name="Since">Since when it hangs, where that is not when it was hung.</param>
/// <param name="By">Who hung it.</param>
/// <param name="Wicks">Its wicks.</param>
/// <param name="Words">What was said.</param>
[EntryKind(Family.Boundary)]
public sealed record LampHung(
    [Names(Thing.BoundaryObject)] string Key,
    [Element] string At,
    [Within(0, 1)] decimal Brightness,
    [AbsentMeans(LampColour.White)] LampColour? Colour,
    [Within(0, 9)] int? Steps,
    Edtf? Since,
    [Who] Several<string>? By,
    Several<Wick>? Wicks,
    [Words(nameof(By))] string? Words) : EntryData;

/// <summary>What colour a lamp has.</summary>
public enum LampColour
{
    /// <summary>As snow.</summary>
    White,

    /// <summary>As honey.</summary>
    WarmYellow,
}

/// <summary>A wick of a lamp.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsLit">Whether it burns.</param>
public sealed record Wick(
    [Words, About] string Name,
    bool IsLit);

/// <summary>The ledger of which a lamp can be told.</summary>
public sealed class LedgerWithLamps(PostgresServer server) : IAsyncLifetime
{
    public static Catalogue Catalogue { get; } = Catalogue.Standard.With(typeof(LampHung));

    public LedgerApi Ledger { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Ledger = await LedgerApi.Start(await server.CreateDatabase(), new LedgerOptions { Catalogue = Catalogue });
        await Ledger.Open("lamps");
        foreach (var (key, element) in new[] { ("shed", "SYSTEM"), ("millers", "CONSTITUENCY") })
            await Ledger.Record("ElementMapped", new { endeavour = "lamps", occurredAt = "2019", data = new { key, name = key, element, scale = "LOCAL" } });
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await server.DropDatabase(Ledger.ConnectionString);
    }
}

/// <summary>A kind that exists only here comes out at every door, and no door was touched for it.</summary>
public sealed class AddingAKind(LedgerWithLamps lamps) : IClassFixture<LedgerWithLamps>
{
    const string Line =
        """{"endeavour":"lamps-imported","ref":"first-lamp","kind":"LampHung","occurredAt":"2019-05","recordedAt":"2020-01-01T00:00:00Z","recordedBy":"bo","visibility":"PUBLIC","data":{"key":"lamp","at":"shed","brightness":0.5,"colour":"WARM_YELLOW","steps":3,"since":"2018~","by":["millers"],"wicks":[{"name":"left","isLit":true},{"name":"right","isLit":false}],"words":"So."}}""";

    const string Data = """{"key":"lamp-1","at":"shed","brightness":0.5,"colour":"WARM_YELLOW","steps":3,"since":"2018~","by":["millers"],"wicks":[{"name":"left","isLit":true}],"words":"So."}""";

    [Fact]
    public async Task it_is_recorded_and_read_back_and_corrected()
    {
        var data = JsonSerializer.Deserialize<JsonElement>(Data);
        await lamps.Ledger.Record("LampHung", new { endeavour = "lamps", @ref = "lamp-1", occurredAt = "2019-05", data });

        const string shown = "fragment Lamp on LampHung { data { key at brightness colour steps since by wicks { name isLit } words } }";
        await lamps.Ledger.Answers(
            $$"""
            { endeavour(slug: "lamps") {
              timeline(kinds: ["LampHung"]) { nodes { __typename kind family dimension subjects { key } ...Lamp } }
              frame { matrix { dimension total { count } } }
            } }
            {{shown}}
            """,
            $$"""
            {"endeavour": {
              "timeline": {"nodes": [
                {"__typename": "LampHung", "kind": "LampHung", "family": "BOUNDARY", "dimension": "BOUNDARY", "subjects": [{"key": "shed"}, {"key": "millers"}], "data": {{Data}} }
              ]},
              "frame": {"matrix": [
                {"dimension": "CALL", "total": {"count": 0} }, {"dimension": "LEGITIMACY", "total": {"count": 0} }, {"dimension": "BOUNDARY", "total": {"count": 1} },
                {"dimension": "IDENTITY", "total": {"count": 0} }, {"dimension": "AGENCY", "total": {"count": 0} }, {"dimension": "POWER", "total": {"count": 0} },
                {"dimension": "VALUE", "total": {"count": 0} }
              ]}
            } }
            """);

        await lamps.Ledger.Record("EntryCorrected", new
        {
            endeavour = "lamps", occurredAt = "2020",
            data = new { entry = "lamp-1", reason = "It was out.", data = new { lampHung = new { key = "lamp-1", at = "shed", brightness = 0 } } },
        });
        await lamps.Ledger.Answers(
            "{ endeavour(slug: \"lamps\") { entry(id: \"lamp-1\") { ...Lamp corrections(first: 100) { nodes { data { data { ... on LampHungData { brightness } } } } } } } }" + shown,
            """
            {"endeavour": {"entry": {
              "data": {"key": "lamp-1", "at": "shed", "brightness": 0, "colour": "WHITE", "steps": null, "since": null, "by": [], "wicks": [], "words": null},
              "corrections": [{"data": {"data": {"brightness": 0}}}]
            }}}
            """);
    }

    [Fact]
    public async Task what_it_does_not_take_is_refused_by_its_members()
    {
        var payload = await lamps.Ledger.Submit("LampHung", new { endeavour = "lamps", occurredAt = "2019", data = new { key = "lamp-2", at = "shedd", brightness = 0.5 } });

        LedgerApi.AssertJson(
            """
            {
              "__typename": "InvalidEntry", "code": "UNKNOWN_KEY", "message": "Nothing was named 'shedd'.",
              "path": ["input", "data", "at"], "accepted": "the key of an ELEMENT", "nearest": ["shed"]
            }
            """, Assert.Single(payload.GetProperty("errors").EnumerateArray()));
    }

    [Fact]
    public Task it_has_a_mutation_an_input_and_a_place_in_the_catalogue() => lamps.Ledger.Answers(
        """
        {
          input: __type(name: "LampHungInput") { description inputFields { name description } }
          wick: __type(name: "WickInput") { inputFields { name } }
          colour: __type(name: "LampColour") { enumValues { name description } }
        }
        """,
        """
        {
          "input": {"description": "A lamp was hung where people meet.", "inputFields": [
            {"name": "key", "description": "The lamp's key."}, {"name": "at", "description": "Where it hangs."},
            {"name": "brightness", "description": "How bright it is, 0 (out) to 1."},
            {"name": "colour", "description": "What colour its light has. Absent: WHITE."}, {"name": "steps", "description": "How many steps lead up to it."},
            {"name": "since", "description": "Since when it hangs, where that is not when it was hung."}, {"name": "by", "description": "Who hung it."},
            {"name": "wicks", "description": "Its wicks."}, {"name": "words", "description": "What was said."}
          ]},
          "wick": {"inputFields": [{"name": "name"}, {"name": "isLit"}]},
          "colour": {"enumValues": [{"name": "WHITE", "description": "As snow."}, {"name": "WARM_YELLOW", "description": "As honey."}]}
        }
        """);

    [Fact]
    public async Task it_is_in_the_catalogue()
    {
        var kinds = (await lamps.Ledger.Ask("{ catalogue { name family summary names members { name isList } } }")).GetProperty("catalogue").EnumerateArray().ToArray();

        Assert.Equal(52, kinds.Length);
        var kind = kinds.Single(kind => kind.GetProperty("name").GetString() == "LampHung");
        Assert.Equal("A lamp was hung where people meet.", kind.GetProperty("summary").GetString());
        Assert.Equal("BOUNDARY_OBJECT", kind.GetProperty("names").GetString());
        Assert.Equal("key at brightness colour steps since by wicks words", string.Join(' ', kind.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("name"))));
    }

    [Fact]
    public void it_is_in_the_contracts()
    {
        var contracts = Contracts.All(LedgerWithLamps.Catalogue).ToDictionary(contract => contract.Path, contract => contract.Text);

        Assert.Contains("recordLampHung(", contracts["convening-ledger.graphql"]);
        Assert.Contains("type LampHung implements Entry", contracts["convening-ledger.graphql"]);
        Assert.Contains("  lampHung: LampHungInput", contracts["convening-ledger.graphql"]);
        var schema = JsonSerializer.Deserialize<JsonElement>(contracts["entries/LampHung.schema.json"]);
        Assert.Equal(["key", "at", "brightness", "colour", "steps", "since", "by", "wicks", "words"], schema.GetProperty("properties").EnumerateObject().Select(member => member.Name));
        Assert.Contains("LampHung.schema.json", contracts["entries/line.schema.json"]);
    }

    [Fact]
    public async Task it_is_imported_and_exported_as_the_same_line()
    {
        await lamps.Ledger.Import(
            """{"endeavour":"lamps-imported","kind":"EndeavourOpened","occurredAt":"2019","recordedAt":"2020-01-01T00:00:00Z","visibility":"PUBLIC","data":{"title":"Lamps","challenges":["OTHER"],"scale":"LOCAL","defaultVisibility":"PUBLIC"}}""",
            """{"endeavour":"lamps-imported","kind":"ElementMapped","occurredAt":"2019","recordedAt":"2020-01-01T00:00:00Z","data":{"key":"shed","name":"The shed","element":"SYSTEM","scale":"LOCAL"}}""",
            """{"endeavour":"lamps-imported","kind":"ElementMapped","occurredAt":"2019","recordedAt":"2020-01-01T00:00:00Z","data":{"key":"millers","name":"The millers","element":"CONSTITUENCY","scale":"LOCAL"}}""",
            Line);

        using var stream = new MemoryStream();
        await lamps.Ledger.Services.GetRequiredService<Export>().WriteAsync(["lamps-imported"], stream, null, TestContext.Current.CancellationToken);
        var exported = Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];

        var id = JsonSerializer.Deserialize<JsonElement>(exported).GetProperty("id").GetString();
        Assert.Equal(Line, exported.Replace($"\"id\":\"{id}\",", "", StringComparison.Ordinal));
    }

    [Fact]
    public void a_ledger_that_does_not_know_it_refuses_its_lines()
    {
        var reading = new Reading();

        Assert.Null(EntryJson.ReadLine(JsonSerializer.Deserialize<JsonElement>(Line), Catalogue.Standard, reading));
        Assert.Equal(RefusalCode.UnknownKind, reading.Refusals[0].Code);
    }
}
