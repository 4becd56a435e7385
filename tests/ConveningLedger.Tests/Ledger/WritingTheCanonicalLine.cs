using System.Buffers;
using System.Text;
using System.Text.Json;
using ConveningLedger.Tests.Properties;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Ledger;

public class WritingTheCanonicalLine
{
    static readonly string[] Pieces = ["river", "水", "𝒘", "\"", "\\", "/", "\n", "\t", "\u0001", "\u007f", "\u2028", "é", "e\u0301", "<b>&'", " ", "👩‍🌾", "\\u0041"];

    /// <summary>A kind, and a number that everything else is invented from.</summary>
    public static Arbitrary<(Kind Kind, int Gene)> Anything() => Arb.From(
        from kind in Gen.Elements(Catalogue.Standard.Kinds.ToArray())
        from gene in Gen.Choose(0, int.MaxValue)
        select (kind, gene));

    [Property(MaxTest = 400, Arbitrary = [typeof(WritingTheCanonicalLine)])]
    public void what_is_written_is_read_back_as_it_was((Kind Kind, int Gene) anything)
    {
        var random = new Random(anything.Gene);
        string Text() => $"w{string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Pieces[random.Next(Pieces.Length)]))}";
        string Key() => $"k-{random.Next(1000)}";
        var json = new Invention(random, Text, shape => shape is EntryReferenceShape && random.Next(2) == 0 ? new Guid(random.Next(), 1, 2, new byte[8]).ToString() : Key(),
            () => $"{2000 + random.Next(30)}-0{random.Next(1, 10)}{(random.Next(2) == 0 ? "~" : "")}").Data(anything.Kind.Members)!;
        var (data, refusals) = Invention.Read(anything.Kind, json.ToJsonString());
        Assert.Empty(refusals);

        var entry = Furnished.Last with { Kind = anything.Kind, Data = data!, Note = Text(), Evidence = [Text(), "x"], Modes = [Mode.Alignment] };
        var line = Line(entry);
        using var read = JsonDocument.Parse(line, CanonicalJson.Reading);
        var again = Invention.Read(anything.Kind, read.RootElement.GetProperty("data").GetRawText()).Data!;
        Assert.Equal(data, again);
        Assert.Equal(entry.Note, read.RootElement.GetProperty("note").GetString());
        Assert.Equal(entry.Evidence, read.RootElement.GetProperty("evidence").EnumerateArray().Select(item => item.GetString()!));
        Assert.Equal(line, Line(entry with { Data = again }));
        // Members stand in the order of the vocabulary, whatever order they were given in.
        Assert.Equal(
            anything.Kind.Members.All.Select(member => member.Name).Where(name => json.ContainsKey(name)),
            read.RootElement.GetProperty("data").EnumerateObject().Select(property => property.Name));
        var reversed = new System.Text.Json.Nodes.JsonObject([.. json.Reverse().Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))]);
        Assert.Equal(line, Line(entry with { Data = Invention.Read(anything.Kind, reversed.ToJsonString()).Data! }));
    }

    [Fact]
    public void members_stand_in_one_order_and_what_is_absent_is_left_out()
    {
        var told = Furnished.Given(A<LegitimacySignalled>("{'words':'Sie hört zu – “𝒘” \\u00e9','strength':0.50,'source':'LISTENING','constituency':'farmers'}",
            at: "2019-03~", visibility: Visibility.Public, standpoint: Standpoint.SecondHand, toldBy: "p-01", mentions: ["p-02", "p-01"], evidence: ["a letter"],
            modes: [Mode.Imagination, Mode.Engagement], note: "a\tb", id: "0195F0C2-7D1E-7C3A-9C1E-2F6B1D0E4A55", named: "heard", today: "2024-05-01T09:00:00.1200Z"));
        Assert.Equal(
            """{"endeavour":"vessa-water","id":"0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55","ref":"heard","kind":"LegitimacySignalled","occurredAt":"2019-03~","recordedAt":"2024-05-01T09:00:00.12Z","recordedBy":"ana","visibility":"PUBLIC","modes":["IMAGINATION","ENGAGEMENT"],"standpoint":"SECOND_HAND","toldBy":"p-01","mentions":["p-02","p-01"],"evidence":["a letter"],"note":"a\tb","data":{"constituency":"farmers","source":"LISTENING","strength":0.5,"words":"Sie hört zu – “𝒘” é"}}""",
            Line(told.Last));
        Assert.Equal(
            """{"endeavour":"vessa-water","id":"00000002-0000-7000-8000-000000000000","kind":"TensionHeld","occurredAt":"2019-06-01","recordedAt":"2024-01-02T00:00:00Z","recordedBy":"ana","visibility":"TEAM","data":{"tension":"GROUND_AND_POLITICS","leaning":1}}""",
            Line(Opened.Given(A<TensionHeld>("{'tension':'GROUND_AND_POLITICS','leaning':1.0}")).Last));
    }

    [Fact]
    public void a_correction_is_written_with_the_data_of_its_target_in_order() => Assert.EndsWith(
        "\"data\":{\"entry\":\"common-call\",\"reason\":\"A slip.\",\"data\":{\"text\":\"Come!\",\"contributors\":[\"p-01\"]},\"modes\":[\"ALIGNMENT\"]}}",
        Line(Furnished.Given(A<EntryCorrected>("{'modes':['ALIGNMENT'],'data':{'contributors':['p-01'],'text':'Come!'},'reason':'A slip.','entry':'common-call'}")).Last));

    [Fact]
    public void a_draft_s_line_is_what_was_given_without_id_and_recording()
    {
        var draft = new Draft
        {
            Endeavour = "vessa-water",
            Kind = Catalogue.Standard.Of<IdentityVoiced>(),
            Data = new IdentityVoiced("p-02", "I fish."),
            OccurredAt = Edtf.Parse("2019"),
            Id = Guid.NewGuid(),
            ClaimedRecordedAt = new(1),
            ClaimedRecordedBy = "git",
        };
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, CanonicalJson.Options))
            CanonicalLine.WriteForId(writer, draft);
        Assert.Equal("""{"endeavour":"vessa-water","kind":"IdentityVoiced","occurredAt":"2019","data":{"participant":"p-02","words":"I fish."}}""", Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    static string Line(Entry entry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, CanonicalJson.Options))
            CanonicalLine.Write(writer, entry);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
