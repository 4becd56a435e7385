using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConveningLedger.Proof;
using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Ledger;

/// <summary>Words are destroyed: the entry is still read and told, with a mark in their place, and its leaf is the one that it always had.</summary>
public class ForgettingWords
{
    public static TheoryData<string> Kinds => [.. Catalogue.Standard.Kinds.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void an_entry_of_any_kind_is_still_read_told_and_proved(string kind)
    {
        var entry = Whole(kind);
        string[] paths = [.. PersonalData.ErasableIn(entry)];
        var before = EntryLeaf.Of(entry);

        var left = Signed(Sealing.Erase(entry, paths));
        var read = Stored(left);

        Assert.Equal(before, EntryLeaf.Of(left));
        Assert.Equal(before, EntryLeaf.Of(read));
        Assert.Equal(paths.Order(StringComparer.Ordinal), read.Erased);
        Assert.True(read.Salt.IsNone);
        Assert.Equal(left.Data, read.Data);
        Assert.Empty(PersonalData.ErasableIn(read));
        var line = CanonicalLine.Of(read);
        foreach (var text in TextsOf(kind))
            Assert.DoesNotContain(text, line + Body(read), StringComparison.Ordinal);
        // What is a word of others, too, may stand in what the entry is about.
        foreach (var text in TextsOf(kind).Where(text => text.EndsWith('.')))
            Assert.DoesNotContain(text, Account(read), StringComparison.Ordinal);
        Assert.True(EntryLeaf.IsBare(Encoding.UTF8.GetBytes(line)));
        Assert.Matches(@"^[A-Z\[].*[.!?”\]]$", Account(read));
        // What was not destroyed is as it was.
        foreach (var member in entry.Kind.Members.All.Where(member => !member.CanBeErased && member.Shape is not ReplacementShape))
            Assert.Equal(member.Of(entry.Data), member.Of(read.Data));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void text_after_text_comes_to_the_same(string kind)
    {
        var entry = Whole(kind);
        var left = entry;
        foreach (var path in PersonalData.ErasableIn(entry).ToArray())
        {
            left = Stored(Signed(Sealing.Erase(left, [path])));
            Assert.Equal(EntryLeaf.Of(entry), EntryLeaf.Of(left));
        }

        Assert.Equal(Sealing.Erase(entry, [.. PersonalData.ErasableIn(entry)]).Sealing!.Members, left.Sealing!.Members);
    }

    [Fact]
    public void a_line_that_lost_words_is_taken_and_written_as_it_is()
    {
        const string line = """{"endeavour":"vessa-water","id":"0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55","kind":"CallAnswered","occurredAt":"2019","recordedBy":"ana","visibility":"TEAM","data":{"who":"p-02","answer":"JOINED"},"erased":["data.words","note"]}""";
        var draft = Read(line, out _)!;

        Assert.Equal(["data.words", "note"], draft.Erased);
        Assert.True(Erased.Is(draft.Note));
        Assert.True(Erased.Is(((CallAnswered)draft.Data).Words));
        var decision = Assert.IsType<Decision.Accepted>(Recording.Decide(Furnished.History.Registry, Furnished.History, draft, Ana, default, Furnished.Today));
        Assert.Equal(JsonNode.Parse(line)!["erased"]!.ToJsonString(), JsonNode.Parse(CanonicalLine.Of(decision.Entry))!["erased"]!.ToJsonString());
        // Destroyed further, it still has its leaf.
        var entry = decision.Entry.Salted() with { Evidence = ["a letter"] };
        Assert.Equal(EntryLeaf.Of(entry), EntryLeaf.Of(Stored(Signed(Sealing.Erase(entry, ["evidence"])))));
    }

    [Theory]
    [InlineData("""{"data":{"words":"w"},"erased":["data.words"]}""", "data.words", RefusalCode.Repeated, "either the member, or its path in `erased`")]
    [InlineData("""{"data":{"words":"w"},"note":"n","erased":["note"]}""", "note", RefusalCode.Repeated, "either the member, or its path in `erased`")]
    [InlineData("""{"data":{"words":"w"},"erased":["data.about"]}""", "erased", RefusalCode.UnknownMember, "paths of evidence, note, data.words")]
    [InlineData("""{"data":{"words":"w"},"erased":["data.data.words"]}""", "erased", RefusalCode.UnknownMember, "paths of evidence, note, data.words")]
    [InlineData("""{"data":{"words":"w"},"erased":"note"}""", "erased", RefusalCode.WrongType, "a list, each a text of 1 to 20,000 characters")]
    [InlineData("""{"data":{"words":"w"},"erased":[]}""", "erased", RefusalCode.TooFew, "a list, each a text of 1 to 20,000 characters")]
    [InlineData("""{"data":{},"erased":["note"]}""", "data.words", RefusalCode.MissingMember, "a text of 1 to 20,000 characters")]
    public void a_line_that_says_so_of_something_else_is_refused(string members, string path, RefusalCode code, string accepted)
    {
        Read($$"""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019",{{members[1..]}}""", out var refusals);

        var refusal = Assert.Single(refusals);
        Assert.Equal((code, path, accepted), (refusal.Code, refusal.Field, refusal.Accepted));
    }

    [Fact]
    public void the_same_entry_again_is_the_same_and_brings_nothing_back()
    {
        var endeavour = Furnished.Given(A<IdentityVoiced>("{'participant':'p-02','words':'I am a fisher.'}", id: "0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55"));
        var erased = WithErased(endeavour, "data.words");

        var again = new Outcome(Recording.Decide(erased.Registry, erased, Draft("I am a fisher."), Ana, default, endeavour.Today)).IsRepeated();

        Assert.True(Erased.Is(((IdentityVoiced)again.Data).Words));
        new Outcome(Recording.Decide(erased.Registry, erased, Draft("I am a fisher.") with { ToldBy = "p-01" }, Ana, default, endeavour.Today)).IsRefused(RefusalCode.IdTaken, "id");

        static Draft Draft(string words) => new()
        {
            Endeavour = Endeavour.Slug,
            Kind = Catalogue.Standard.Of<IdentityVoiced>(),
            Data = new IdentityVoiced("p-02", words),
            OccurredAt = Edtf.Parse("2019-06-01"),
            Id = Guid.Parse("0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55"),
        };
    }

    [Fact]
    public void a_correction_that_lost_its_words_still_corrects()
    {
        var endeavour = Furnished.Given(
            A<PowerMapped>("{'holder':'p-02','form':'EXPERTISE','influence':0.3,'stance':0,'words':'Knows little.'}", named: "power"),
            A<EntryCorrected>("{'entry':'power','reason':'Seen again.','data':{'holder':'p-02','form':'EXPERTISE','influence':0.9,'stance':0,'words':'Knows it all.'}}"));
        var erased = WithErased(endeavour, "data.data.words");

        var shown = erased.For(Visibility.Conveners).Latest.Find("power")!;

        var power = (PowerMapped)shown.Data;
        Assert.Equal(0.9m, power.Influence);
        Assert.True(Erased.Is(power.Words));
        Assert.Equal(["data.words"], shown.Erased);
    }

    [Fact]
    public void what_stands_in_the_place_of_a_call_has_no_words()
    {
        var endeavour = Furnished.Given(A<ConveningCallRevised>("{'text':'Erased is what we will not be.'}", at: "2019"));
        var history = WithErased(endeavour, "data.text");

        Assert.Equal(1, Drift.Between(Erased.Text, "erased"));
        Assert.Contains("[erased]", history.At(Instant.MaxValue, Instant.MaxValue, Visibility.Conveners).Narrative.Calls.Values.Select(call => ((ConveningCallRevised)call.Current!.Data).Text));
    }

    [Fact]
    public void somebody_who_wrote_the_same_is_not_taken_for_erased()
    {
        var entry = Furnished.When(A<IdentityVoiced>("{'participant':'p-02','words':'[erased]'}")).IsAccepted();

        Assert.False(Erased.Is(((IdentityVoiced)entry.Data).Words));
        Assert.Contains("\"words\":\"[erased]\"", CanonicalLine.Of(entry), StringComparison.Ordinal);
    }

    [Fact]
    public void what_is_left_fits_no_other_leaf()
    {
        var entry = Whole("CallAnswered");
        var left = Sealing.Erase(entry, ["data.words"]);
        var (line, members, leaf) = (CanonicalLine.Of(left), left.Sealing!.Members, EntryLeaf.Of(entry));

        Assert.Equal(leaf, Leaf(line, members));
        // Words put in the place of what was destroyed, a member changed, added, taken away, a gap that is not told, a commitment of another member.
        Assert.NotEqual(leaf, Leaf(line.Replace("\"answer\"", "\"words\":\"Yes!\",\"answer\"", StringComparison.Ordinal), members));
        Assert.NotEqual(leaf, Leaf(line.Replace("HESITANT", "JOINED", StringComparison.Ordinal), members));
        Assert.NotEqual(leaf, Leaf(line.Replace("\"data\":{", "\"more\":1,\"data\":{", StringComparison.Ordinal), members));
        Assert.NotEqual(leaf, Leaf(line.Replace("\"note\":\"A note.\",", "", StringComparison.Ordinal), members));
        Assert.NotEqual(leaf, Leaf(line.Replace(",\"erased\":[\"data.words\"]", "", StringComparison.Ordinal), members));
        Assert.NotEqual(leaf, Leaf(line, [.. members.Select(member => member.Path == "data.words" ? member with { Commitment = Hash.Of([]) } : member)]));
        Assert.NotEqual(leaf, Leaf(line, [.. members.Reverse()]));

        Hash? Leaf(string text, IReadOnlyCollection<SealedMember> of) => EntryLeaf.Of(entry.ReceivedAt, Encoding.UTF8.GetBytes(text), of);
    }

    static Entry Whole(string kind)
    {
        var told = (kind == "EndeavourOpened" ? Unopened : Furnished).When(new(Catalogue.Standard.Find(kind)!, Examples.Whole(kind).ToJsonString(), "2019-06-01", Ana)
        {
            Note = "A note.",
            Evidence = ["https://example.org/letter"],
        });
        return told.IsAccepted().Salted();
    }

    static IEnumerable<string> TextsOf(string kind) => ["A note.", "example.org", .. Texts(Catalogue.Standard.Find(kind)!.Members, Examples.Whole(kind)).Where(text => text.Length > 4)];

    static IEnumerable<string> Texts(Members members, JsonObject data) => members.All.Where(member => data.ContainsKey(member.Name)).SelectMany(member => member.Shape switch
    {
        TextShape => [data[member.Name]!.GetValue<string>()],
        ListShape { Item: TextShape } => data[member.Name]!.AsArray().Select(item => item!.GetValue<string>()),
        _ => Enumerable.Empty<string>(),
    });

    static Entry Signed(Entry entry) => entry with { Sealing = entry.Sealing! with { Note = "signed\n" } };

    static Entry Stored(Entry entry)
    {
        using var document = JsonDocument.Parse(Body(entry));
        return EntryJson.ReadBody(document.RootElement, entry.Kind, Catalogue.Standard, entry.Endeavour, entry.Id, entry.Sequence, entry.ReceivedAt);
    }

    static string Body(Entry entry)
    {
        using var written = new MemoryStream();
        using (var writer = new Utf8JsonWriter(written, CanonicalJson.Options))
            EntryJson.WriteBody(writer, entry);
        return Encoding.UTF8.GetString(written.ToArray());
    }

    static string Account(Entry entry)
    {
        var frame = (entry.Data is EndeavourOpened ? Unopened : Furnished).Frame();
        return Accounts.OfEntry(frame, entry);
    }

    static History WithErased(Endeavour endeavour, string path) => History.Empty(Endeavour.Slug).After([.. endeavour.History.Entries.Select(entry =>
        entry.Sequence == endeavour.History.Count ? Stored(Signed(Sealing.Erase(entry.Salted(), [path]))) : entry)]);

    static Draft? Read(string line, out IReadOnlyList<Refusal> refusals)
    {
        var reading = new Reading();
        using var json = JsonDocument.Parse(line, CanonicalJson.Reading);
        var draft = EntryJson.ReadLine(json.RootElement, Catalogue.Standard, reading);
        refusals = reading.Refusals;
        return draft;
    }
}
