using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Tests.Ledger;

/// <summary>
/// What the store holds of an entry is read for ever, in whatever shape it was recorded. <c>bodies</c> has what was stored of each kind in each
/// version of its shape: whoever changes a shape keeps the old one as a <see cref="FormerShape"/>, and adds a body of the new one.
/// </summary>
public sealed class ReadingWhatWasRecorded
{
    const string Salt = "AAECAwQFBgcICQoLDA0ODw==";

    static readonly string Bodies = Path.Combine(AppContext.BaseDirectory, "Ledger", "bodies");
    static readonly Catalogue WithBeacons = Catalogue.Standard.With(typeof(BeaconLit));
    static readonly Guid Id = Guid.Parse("0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55");

    // Later than what the samples claim.
    static readonly Instant Received = Instant.Parse("2030-01-01T00:00:00Z");

    public static TheoryData<string, int> Shapes =>
        [.. Catalogue.Standard.Kinds.SelectMany(kind => Enumerable.Range(1, kind.Version).Select(version => (kind.Name, version)))];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void reads_each_shape_of_each_kind_and_keeps_it_as_it_was(string kind, int version)
    {
        var body = File.ReadAllText(Path.Combine(Bodies, $"v{version}", $"{kind}.json")).TrimEnd('\n');

        var entry = Read(body, Catalogue.Standard, kind);

        Assert.Equal(body, Body(entry));
        // All that is in it is in the line that is exported and proved, but for the salt, and for the kind that a correction is of.
        using var line = JsonDocument.Parse(CanonicalLine.Of(entry));
        using var stored = JsonDocument.Parse(body);
        foreach (var member in stored.RootElement.EnumerateObject().Where(member => member.Name is not ("salt" or "correctedKind")))
            Assert.Equal(member.Value.GetRawText(), line.RootElement.GetProperty(member.Name).GetRawText());
    }

    [Fact]
    public void has_a_body_of_each_shape_and_no_other() => Assert.Equal(
        Shapes.Select(shape => $"v{shape.Data.Item2}/{shape.Data.Item1}.json").Order(StringComparer.Ordinal),
        Directory.GetFiles(Bodies, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Bodies, file).Replace('\\', '/')).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("""{"place":"weir"}""", "", "weir", 0.5, null)]
    [InlineData("""{"at":"weir","said":"Look!"}""", "\"version\":2,", "weir", 0.5, "Look!")]
    [InlineData("""{"at":"weir","brightness":0.9}""", "\"version\":3,", "weir", 0.9, null)]
    public void an_entry_of_any_version_means_what_it_would_mean_today_and_is_told_as_it_was_recorded(string data, string version, string at, double brightness, string? words)
    {
        var body = $$"""{{{version}}"occurredAt":"2019","recordedBy":"ana","visibility":"TEAM","data":{{data}},"salt":"{{Salt}}"}""";

        var entry = Read(body, WithBeacons, nameof(BeaconLit));

        Assert.Equal(new BeaconLit(at, (decimal)brightness, words), entry.Data);
        Assert.Equal(body, Body(entry));
        Assert.Equal($$"""{"endeavour":"vessa","id":"{{Id}}","kind":"BeaconLit",{{version}}"occurredAt":"2019","recordedAt":"2030-01-01T00:00:00Z","recordedBy":"ana","visibility":"TEAM","data":{{data}}}""", CanonicalLine.Of(entry));
        // Whoever writes it today writes it in today's shape.
        Assert.Equal(3, WithBeacons.Of<BeaconLit>().Version);
        Assert.Contains("\"version\":3,", CanonicalLine.Of(entry with { Data = entry.Data with { Former = null } }));
    }

    [Fact]
    public void a_correction_says_in_which_version_the_data_is_that_it_gives()
    {
        const string version1 = $$$"""{"occurredAt":"2019","recordedBy":"ana","visibility":"TEAM","data":{"entry":"a-beacon","reason":"A slip.","data":{"place":"mill"}},"correctedKind":"BeaconLit","salt":"{{{Salt}}}"}""";

        var entry = Read(version1, WithBeacons, "EntryCorrected");

        Assert.Equal(new BeaconLit("mill", 0.5m, null), ((EntryCorrected)entry.Data).Data!.Data);
        Assert.Equal(version1, Body(entry));
        Assert.DoesNotContain("version", CanonicalLine.Of(entry));
        var version3 = version1.Replace("{\"place\":\"mill\"}", "{\"at\":\"mill\",\"brightness\":1}").Replace("{\"occurredAt\"", "{\"version\":3,\"occurredAt\"");
        Assert.Equal(version3, Body(Read(version3, WithBeacons, "EntryCorrected")));
    }

    [Theory]
    [InlineData("BeaconLit", "{\"at\":\"weir\",\"brightness\":1}", "")]
    [InlineData("EntryCorrected", "{\"entry\":\"a-beacon\",\"reason\":\"A slip.\",\"data\":{}}", ",\"correctedKind\":\"BeaconLit\"")]
    public void what_a_newer_version_recorded_is_not_taken_for_something_else(string kind, string data, string more)
    {
        var body = $$"""{"version":4,"occurredAt":"2019","recordedBy":"ana","visibility":"TEAM","data":{{data}}{{more}},"salt":"{{Salt}}"}""";

        var fault = Assert.Throws<InvalidDataException>(() => Read(body, WithBeacons, kind));

        Assert.Equal("Entry 7 of 'vessa' is in version 4 of its kind, which this version does not know: it was written by a newer one.", fault.Message);
    }

    [Theory]
    [InlineData("", "{\"place\":\"weir\"}", null)]
    [InlineData("\"version\":1,", "{\"place\":\"weir\"}", null)]
    [InlineData("\"version\":2,", "{\"at\":\"weir\"}", null)]
    [InlineData("\"version\":3,", "{\"at\":\"weir\",\"brightness\":0.5}", null)]
    [InlineData("\"version\":3,", "{\"place\":\"weir\"}", "data.place: There is no such member here.")]
    [InlineData("", "{\"at\":\"weir\"}", "data.at: There is no such member here.")]
    [InlineData("\"version\":4,", "{\"at\":\"weir\"}", "version: There is no such version of its data here. Accepted: a whole number from 1 to 3")]
    [InlineData("\"version\":\"2\",", "{\"at\":\"weir\"}", "version: There is no such version of its data here.")]
    public void a_line_is_in_the_version_that_it_says_and_in_the_first_where_it_says_none(string version, string data, string? refusal)
    {
        using var line = JsonDocument.Parse($$"""{"endeavour":"vessa","kind":"BeaconLit",{{version}}"occurredAt":"2019","data":{{data}}""" + "}");
        var reading = new Reading();

        var draft = EntryJson.ReadLine(line.RootElement, WithBeacons, reading);

        if (refusal is null)
            Assert.Equal(new BeaconLit("weir", 0.5m, null), draft!.Data);
        else
            Assert.Contains(reading.Refusals, refused => refused.ToString().Contains(refusal, StringComparison.Ordinal));
    }

    static Entry Read(string body, Catalogue catalogue, string kind)
    {
        using var json = JsonDocument.Parse(body);
        return EntryJson.ReadBody(json.RootElement, catalogue.Find(kind)!, catalogue, "vessa", Id, 7, Received);
    }

    static string Body(Entry entry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, CanonicalJson.Options);
        EntryJson.WriteBody(writer, entry);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

/// <summary>A beacon was lit; this kind exists in the tests only, in the third version of its shape.</summary>
/// <param name="At">Where.</param>
/// <param name="Brightness">How bright.</param>
/// <param name="Words">What was called out.</param>
[EntryKind(Family.LongGame)]
[Formerly(typeof(BeaconLitV1), typeof(BeaconLitV2))]
public sealed record BeaconLit([Element] string At, [Within(0, 1)] decimal Brightness, [Words, About] string? Words) : EntryData;

/// <summary>The first version of <see cref="BeaconLit"/>.</summary>
/// <param name="Place">Where.</param>
public sealed record BeaconLitV1([Element] string Place) : FormerShape
{
    /// <inheritdoc/>
    public override EntryData Today() => new BeaconLitV2(Place, null).Today();
}

/// <summary>The second version of <see cref="BeaconLit"/>.</summary>
/// <param name="At">Where.</param>
/// <param name="Said">What was called out.</param>
public sealed record BeaconLitV2([Element] string At, [Words, About] string? Said) : FormerShape
{
    /// <inheritdoc/>
    public override EntryData Today() => new BeaconLit(At, 0.5m, Said);
}
