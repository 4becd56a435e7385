using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>What a client does with tracks that moves both clocks without asking again.</summary>
[Collection(OnTheApi.Name)]
public sealed class ScrubbingBothClocks(SharedApi api, ITestOutputHelper output)
{
    const string Tracks =
        """
        query($slug: Slug!, $as: Visibility) { endeavour(slug: $slug) { tracks(as: $as) {
          origin version entries { recorded daysBefore timeOfDay }
          tracks { fold measure subject text key members } rows { track entry scale value validFrom recordedFrom recordedTo }
        } } }
        """;

    static readonly string Told = Tracks.Replace("recordedTo", "recordedTo standpoints standpoint modes", StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("PUBLIC")]
    public async Task the_columns_say_what_the_frames_say(string? circle)
    {
        var tracks = (await api.Ledger.Ask(Tracks, new { slug = "vessa-water", @as = circle })).GetProperty("endeavour").GetProperty("tracks");
        var (origin, entries, rows) = (tracks.GetProperty("origin").GetDateTimeOffset(), tracks.GetProperty("entries"), tracks.GetProperty("rows"));
        var recorded = Sums(entries.GetProperty("recorded")).ToArray();
        var (daysBefore, timeOfDay) = (Numbers(entries.GetProperty("daysBefore")), Numbers(entries.GetProperty("timeOfDay")));
        var earliest = recorded.Select((known, entry) => ((Math.Floor(known / 86_400_000) - daysBefore[entry]!.Value) * 86_400_000_000) + timeOfDay[entry]!.Value).ToArray();
        var (entryOf, track, value) = (Sums(rows.GetProperty("entry")).ToArray(), Numbers(rows.GetProperty("track")), Numbers(rows.GetProperty("value")));
        var (validFrom, recordedFrom, recordedTo) = (Numbers(rows.GetProperty("validFrom")), Numbers(rows.GetProperty("recordedFrom")), Numbers(rows.GetProperty("recordedTo")));
        var boundaries = tracks.GetProperty("tracks").EnumerateArray().Index().Where(pair => pair.Item.GetProperty("measure").GetString() == "PERMEABILITY").ToArray();
        Assert.NotEmpty(boundaries);
        foreach (var (at, knownAt) in new[] { ("2017-06-15", "2017-12-31"), ("2019-10-01", "2019-10-01"), ("2019-10-01", "2024-12-31"), ("2021-12-31", "2022-01-15"), ("2024-12-31", "2024-12-31") })
        {
            var (on, known) = (Milliseconds(at) * 1_000, Milliseconds(knownAt));
            foreach (var (number, boundary) in boundaries)
            {
                var read = Enumerable.Range(0, entryOf.Length)
                    .Select(row => (Row: row, Entry: (int)entryOf[row]))
                    .Where(pair => track[pair.Row] == number)
                    .Select(pair => (pair.Row, pair.Entry, Valid: earliest[pair.Entry] + validFrom[pair.Row]!.Value))
                    .Where(pair => pair.Valid <= on && recorded[pair.Entry] + recordedFrom[pair.Row] <= known && (recordedTo[pair.Row] is not { } to || known < recorded[pair.Entry] + to))
                    .OrderBy(pair => pair.Valid).ThenBy(pair => pair.Entry)
                    .Select(pair => value[pair.Row] / rows.GetProperty("scale").GetDecimal()).LastOrDefault();
                var shown = (await api.Ledger.Ask(
                    "query($at: MomentText, $knownAt: MomentText, $as: Visibility, $key: Slug!) { endeavour(slug: \"vessa-water\") { frame(at: $at, knownAt: $knownAt, as: $as) { boundaries { boundary(key: $key) { permeability } } } } }",
                    new { at = $"{at}T00:00:00.000000Z", knownAt = $"{knownAt}T00:00:00.000000Z", @as = circle, key = boundary.GetProperty("subject")[0].GetString() }))
                    .GetProperty("endeavour").GetProperty("frame").GetProperty("boundaries").GetProperty("boundary");
                Assert.Equal(shown.ValueKind == JsonValueKind.Null || shown.GetProperty("permeability").ValueKind == JsonValueKind.Null ? null : shown.GetProperty("permeability").GetDecimal(), read);
            }
        }

        decimal Milliseconds(string day) => (decimal)(DateTimeOffset.Parse($"{day}T00:00:00Z") - origin).TotalMilliseconds;
    }

    [Fact]
    public async Task a_row_says_from_where_it_was_told_as_far_as_that_was_known()
    {
        const string slug = "told-otherwise";
        static string Line(string kind, string recordedAt, string visibility, string rest) =>
            $$"""{"endeavour": "{{slug}}", "kind": "{{kind}}", "occurredAt": "2020-01-01", "recordedAt": "{{recordedAt}}T00:00:00Z", "visibility": "{{visibility}}", {{rest}}}""";
        static string Shift(double strength, string rest) => $$"""{{rest}}"data": {"participant": "p-1", "with": "place", "strength": {{strength}}}""";
        await api.Ledger.Import([
            Line("EndeavourOpened", "2020-01-01", "PUBLIC", $$""" "data": {"title": "{{slug}}", "challenges": ["OTHER"], "scale": "LOCAL"}"""),
            Line("ElementMapped", "2020-01-01", "PUBLIC", """ "data": {"key": "p-1", "name": "P", "element": "PERSON", "scale": "INDIVIDUAL"}"""),
            Line("ElementMapped", "2020-01-01", "PUBLIC", """ "data": {"key": "place", "name": "Place", "element": "GROUP", "scale": "LOCAL"}"""),
            Line("IdentificationShifted", "2020-02-01", "PUBLIC", Shift(0.1, """ "ref": "first", "standpoint": "SECOND_HAND", "modes": ["IMAGINATION"], """)),
            Line("IdentificationShifted", "2020-02-02", "TEAM", Shift(0.2, """ "standpoint": "WITNESS", "modes": ["ENGAGEMENT", "ALIGNMENT"], """)),
            Line("IdentificationShifted", "2020-02-03", "PUBLIC", Shift(0.3, "")),
            Line("EntryCorrected", "2020-03-01", "PUBLIC", """ "data": {"entry": "first", "reason": "She told it.", "standpoint": "SELF", "modes": ["ENGAGEMENT", "IMAGINATION"]}"""),
        ]);

        async Task<string[]> Seen(string? circle)
        {
            var tracks = (await api.Ledger.Ask(Told, new { slug, @as = circle })).GetProperty("endeavour").GetProperty("tracks");
            var rows = tracks.GetProperty("rows");
            var identification = tracks.GetProperty("tracks").EnumerateArray().Index().Single(pair => pair.Item.GetProperty("measure").GetString() == "IDENTIFICATION").Index;
            var standpoints = rows.GetProperty("standpoints").EnumerateArray().Select(one => one.GetString()!).ToArray();
            var (track, value, standpoint, modes, to) = (Numbers(rows.GetProperty("track")), Numbers(rows.GetProperty("value")), Numbers(rows.GetProperty("standpoint")), Numbers(rows.GetProperty("modes")), Numbers(rows.GetProperty("recordedTo")));
            return [$"[{string.Join(", ", standpoints)}]", .. Enumerable.Range(0, track.Length).Where(row => track[row] == identification)
                .Select(row => $"{value[row] / rows.GetProperty("scale").GetDecimal():0.0} {(standpoint[row] is { } place ? standpoints[(int)place] : "-")} {modes[row]}{(to[row] is null ? "" : " until corrected")}")];
        }

        Assert.Equal(["[SELF, WITNESS, SECOND_HAND]", "0.1 SECOND_HAND 2 until corrected", "0.1 SELF 3", "0.2 WITNESS 5", "0.3 - 0"], await Seen(null));
        // Whom the second shift is not for learns of no witness.
        Assert.Equal(["[SELF, SECOND_HAND]", "0.1 SECOND_HAND 2 until corrected", "0.1 SELF 3", "0.3 - 0"], await Seen("PUBLIC"));
    }

    [Fact]
    public async Task when_an_entry_stood_that_was_moved_or_taken_back_is_told_to_those_who_may_see_it()
    {
        const string slug = "moved-and-gone";
        static string Line(string kind, string recordedAt, string visibility, string rest) =>
            $$"""{"endeavour": "{{slug}}", "kind": "{{kind}}", "occurredAt": "2020-01-01", "recordedAt": "{{recordedAt}}T00:00:00Z", "visibility": "{{visibility}}", {{rest}}}""";
        await api.Ledger.Import([
            Line("EndeavourOpened", "2020-01-01", "PUBLIC", $$""" "data": {"title": "{{slug}}", "challenges": ["OTHER"], "scale": "LOCAL"}"""),
            Line("FieldNoteTaken", "2020-02-01", "PUBLIC", """ "ref": "moved", "data": {"words": "Dry."}"""),
            Line("FieldNoteTaken", "2020-02-02", "TEAM", """ "ref": "gone", "data": {"words": "Wet."}"""),
            Line("EntryCorrected", "2020-03-01", "PUBLIC", """ "data": {"entry": "moved", "reason": "It was two days later.", "occurredAt": "2020-01-03"}"""),
            Line("EntryRetracted", "2020-03-02", "TEAM", """ "data": {"entry": "gone", "reason": "It was another river."}"""),
        ]);
        const string query = "query($slug: Slug!, $as: Visibility) { endeavour(slug: $slug) { tracks(as: $as) { stays { count entry validFrom span recordedFrom recordedTo } } } }";

        await api.Ledger.Answers(query,
            """{"endeavour": {"tracks": {"stays": {"count": 3, "entry": [1, 0, 1], "validFrom": [0, 172800000000, 0], "span": [86400000000, 86400000000, 86400000000], "recordedFrom": [0, 2505600000, 0], "recordedTo": [2505600000, null, 2505600000]}}}}""", new { slug });
        await api.Ledger.Answers(query,
            """{"endeavour": {"tracks": {"stays": {"count": 2, "entry": [1, 0], "validFrom": [0, 172800000000], "span": [86400000000, 86400000000], "recordedFrom": [0, 2505600000], "recordedTo": [2505600000, null]}}}}""", new { slug, @as = "PUBLIC" });
    }

    [Fact]
    public async Task the_entries_behind_the_rows_are_asked_for_by_their_numbers()
    {
        var version = (await api.Ledger.Ask(Tracks, new { slug = "vessa-water" })).GetProperty("endeavour").GetProperty("tracks").GetProperty("version").GetString();
        const string query = "query($version: String!, $numbers: [Int!]!) { endeavour(slug: \"vessa-water\") { tracks { entriesAt(numbers: $numbers, version: $version) { kind sequence } } } }";

        await api.Ledger.Answers(query, """{"endeavour": {"tracks": {"entriesAt": [{"kind": "ElementMapped", "sequence": 2}, {"kind": "EndeavourOpened", "sequence": 1}]}}}""", new { version, numbers = new[] { 1, 0 } });
        Assert.Equal("VERSION_BEHIND", (await api.Ledger.Refuses(query, new { version = "0000", numbers = new[] { 0 } })).Code);
        Assert.Equal("OUT_OF_RANGE", (await api.Ledger.Refuses(query, new { version, numbers = new[] { 100_000 } })).Code);
        Assert.Equal("OUT_OF_RANGE", (await api.Ledger.Refuses(query, new { version, numbers = Enumerable.Range(0, 101).ToArray() })).Code);
    }

    [Fact]
    public async Task ten_thousand_entries_travel_in_sixty_thousand_bytes()
    {
        await api.Ledger.Import([.. Years("eight-years", 10_000)]);

        var answer = (await api.Ledger.Answer(Tracks, new { slug = "eight-years" })).GetRawText();
        var told = (await api.Ledger.Answer(Told, new { slug = "eight-years" })).GetRawText();
        var more = (await api.Ledger.Answer(Tracks.Replace("timeOfDay", "timeOfDay span kinds kind", StringComparison.Ordinal), new { slug = "eight-years" })).GetRawText();

        var rows = JsonDocument.Parse(answer).RootElement.GetProperty("data").GetProperty("endeavour").GetProperty("tracks").GetProperty("rows").GetProperty("track").GetArrayLength();
        var (best, usual) = (Brotli(answer, CompressionLevel.SmallestSize), Brotli(answer, CompressionLevel.Optimal));
        var telling = Brotli(told, CompressionLevel.SmallestSize) - best;
        output.WriteLine($"{rows:N0} rows; JSON {answer.Length:N0} bytes, brotli {usual:N0} at the usual quality and {best:N0} at the best; with kinds and spans {Brotli(more, CompressionLevel.SmallestSize):N0}; from where they are told {telling:N0}");
        Assert.InRange(rows, 7_000, int.MaxValue);
        Assert.InRange(best, 1, 60_000);
        Assert.InRange(telling, 1, 4_000);
    }

    [Fact]
    public Task a_series_tells_how_many_points_are_behind_each_value() => api.Ledger.Answers(
        """{ endeavour(slug: "vessa-water") { frame(at: "2021-12-31") { series(measures: [PERMEABILITY], subject: "dam-wall", from: "2018", step: YEAR) { measure subject values { from value points pointsSoFar } } } } }""",
        """
        {"endeavour": {"frame": {"series": [{"measure": "PERMEABILITY", "subject": ["dam-wall"], "values": [
          {"from": "2018-01-01T00:00:00Z", "value": 0.4, "points": 2, "pointsSoFar": 5}, {"from": "2019-01-01T00:00:00Z", "value": 0.65, "points": 2, "pointsSoFar": 7},
          {"from": "2020-01-01T00:00:00Z", "value": 0.6, "points": 1, "pointsSoFar": 8}, {"from": "2021-01-01T00:00:00Z", "value": 0.2, "points": 1, "pointsSoFar": 9}
        ]}]}}}
        """);

    [Fact]
    public async Task a_series_of_too_many_steps_is_refused()
    {
        var (code, message) = await api.Ledger.Refuses("""{ endeavour(slug: "vessa-water") { frame(at: "2021") { series(measures: [PERMEABILITY], from: "1900", step: DAY) { measure } } } }""");
        Assert.Equal("OUT_OF_RANGE", code);
        Assert.EndsWith("at most 1,000 steps: longer ones, or a shorter span.", message);
    }

    /// <summary>An endeavour as people would keep it over eight years: sittings of several entries a few minutes apart, most of them of the last weeks, some of long ago; mended now and then.</summary>
    static IEnumerable<string> Years(string slug, int count)
    {
        var (random, tellers) = (new Random(7), new Random(8));
        var now = new DateTime(2016, 1, 4, 9, 0, 0, DateTimeKind.Utc);
        string Line(string kind, string occurredAt, object data, string? named = null, int told = 0) => JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["endeavour"] = slug, ["kind"] = kind, ["occurredAt"] = occurredAt, ["recordedAt"] = $"{now:yyyy-MM-ddTHH:mm:ss.ffffff}Z", ["visibility"] = "PUBLIC", ["data"] = data, ["ref"] = named,
            ["standpoint"] = told == 0 ? null : told == 1 ? "SELF" : "WITNESS", ["modes"] = told == 0 ? null : told == 3 ? new[] { "ENGAGEMENT", "ALIGNMENT" } : ["IMAGINATION"],
        }.Where(pair => pair.Value is not null).ToDictionary());

        yield return Line("EndeavourOpened", "2016-01-04", new { title = slug, challenges = new[] { "OTHER" }, scale = "LOCAL" });
        string[] people = [.. Enumerable.Range(1, 25).Select(number => $"p-{number:00}")], places = [.. Enumerable.Range(1, 15).Select(number => $"place-{number:00}")];
        foreach (var key in people)
            yield return Line("ElementMapped", "2016-01-04", new { key, name = key, element = "PERSON", scale = "INDIVIDUAL" });
        foreach (var key in places)
            yield return Line("ElementMapped", "2016-01-04", new { key, name = key, element = "CONSTITUENCY", scale = "LOCAL" });
        foreach (var number in Enumerable.Range(1, 6))
            yield return Line("BoundaryNamed", "2016-01-04", new { key = $"boundary-{number}", name = $"boundary {number}", type = "PRACTICE", sides = new[] { new[] { places[number] }, [places[number + 1]] } });
        string Any(string[] of) => of[(int)(of.Length * random.NextDouble() * random.NextDouble())];
        double Strength() => Math.Round((random.NextDouble() * 2) - 1, 1);
        var named = 0;
        for (var made = 47; made < count;)
        {
            // Sittings are some days apart.
            now = now.AddSeconds(random.Next(20_000, 410_000)).AddTicks(random.Next(10_000_000));
            for (var sitting = random.Next(3, 14); sitting > 0 && made < count; sitting--, made++)
            {
                now = now.AddSeconds(random.Next(20, 240)).AddTicks(random.Next(10_000_000));
                var day = now.AddDays(-(random.Next(12) == 0 ? random.Next(400) : random.Next(12)));
                var date = random.Next(8) switch { 0 => $"{day:yyyy}", 1 => $"{day:yyyy-MM}", 2 => $"{day:yyyy-MM}~", _ => $"{day:yyyy-MM-dd}" };
                yield return random.Next(24) switch
                {
                    < 6 => Line("IdentificationShifted", date, new { participant = Any(people), with = Any(places), strength = Strength() }, $"e-{++named}", tellers.Next(4)),
                    < 10 => Line("LegitimacySignalled", date, new { constituency = Any(places), source = "LISTENING", strength = Strength() }, $"e-{++named}"),
                    < 13 => Line("PowerMapped", date, new { holder = Any(people), form = "EXPERTISE", influence = Math.Abs(Strength()), stance = Strength() }),
                    < 15 => Line("BoundaryShifted", date, new { boundary = $"boundary-{random.Next(1, 7)}", permeability = Math.Abs(Strength()), move = "CROSSED" }),
                    15 or 16 => Line("TieDrawn", date, new { from = Any(people), to = Any(places), direction = "ONE_WAY", depth = random.Next(6) }),
                    17 => Line("AgencyMilestoneReached", date, new { who = Any(people), milestone = random.Next(2) == 0 ? "VOICE_HEARD" : "RECOGNISED", level = "INDIVIDUAL", description = "So." }),
                    18 => Line("TensionHeld", date, new { tension = "GROUND_AND_POLITICS", leaning = Strength() }),
                    19 => Line("ConveningCallRevised", date, new { text = $"Come, for the {made}th time.", contributors = new[] { Any(people) } }),
                    20 => Line("FieldNoteTaken", date, new { words = "They sat together." }),
                    21 => Line("EncounterHeld", date, new { title = "Tea", who = new[] { Any(people) }, form = "CONVERSATION" }),
                    22 when named > 20 => Line("EntryCorrected", date, new { entry = $"e-{random.Next(1, named)}", reason = "Misheard.", note = "Checked." }),
                    23 when named > 20 && random.Next(3) == 0 => Line("EntryRetracted", date, new { entry = $"e-{random.Next(1, named)}", reason = "Another." }),
                    _ => Line("IdentityVoiced", date, new { participant = Any(people), words = "Here I am." }),
                };
            }
        }
    }

    static int Brotli(string text, CompressionLevel level)
    {
        using var bytes = new MemoryStream();
        using (var brotli = new BrotliStream(bytes, level, leaveOpen: true))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return (int)bytes.Length;
    }

    static decimal?[] Numbers(JsonElement column) => [.. column.EnumerateArray().Select(number => number.ValueKind == JsonValueKind.Null ? (decimal?)null : number.GetDecimal())];

    static IEnumerable<decimal> Sums(JsonElement column)
    {
        var sum = 0m;
        foreach (var number in Numbers(column))
            yield return sum += number!.Value;
    }
}
