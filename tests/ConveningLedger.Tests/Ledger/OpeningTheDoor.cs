using System.Text.Json.Nodes;
using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Ledger;

// Who may record what, under which name, and when.
public class OpeningTheDoor
{
    static readonly Telling Note = A<FieldNoteTaken>("{'words':'They sat together.'}");

    public static TheoryData<string> Kinds => KeepingToTheVocabulary.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void guests_record_nothing(string kind) => Examples.Tell(kind, Plain(kind), Guest).IsRefusedAlso(RefusalCode.NotAllowed, "kind");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void evaluators_record_evaluation_remarks_and_field_notes(string kind)
    {
        // What they refer to is theirs to see.
        var outcome = Furnished.Given(A<EntryReclassified>("{'entry':'common-call','visibility':'PUBLIC'}"), A<EntryReclassified>("{'entry':'farmers-call','visibility':'PUBLIC'}"))
            .When(new(Catalogue.Standard.Find(kind)!, Plain(kind).ToJsonString(), "2019-06-01", Eva));
        if (kind is "EntryCorrected" or "EntryRetracted")
            outcome.IsRefused(RefusalCode.NotAllowed, "data.entry");
        else if (Catalogue.Standard.Find(kind)!.IsByEvaluatorsToo)
            outcome.IsAccepted();
        else
            outcome.IsRefusedAlso(RefusalCode.NotAllowed, "kind");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void members_record_all_that_conveners_do_not_keep_to_themselves(string kind)
    {
        if (kind is "EndeavourOpened")
            return;
        if (kind is "EntryReclassified")
            Examples.Tell(kind, Plain(kind), Tom).IsRefused(RefusalCode.NotAllowed, "kind");
        else if (kind is "EntryCorrected" or "EntryRetracted")
            Examples.Tell(kind, Plain(kind), Tom).IsRefused(RefusalCode.NotAllowed, "data.entry");
        else
            Examples.Tell(kind, Plain(kind), Tom).IsAccepted();
    }

    [Fact]
    public void an_endeavour_begins_with_its_opening_and_has_one()
    {
        Unopened.When(Note).IsRefused(RefusalCode.UnknownEndeavour, "endeavour");
        Opened.When(A<EndeavourOpened>("{'title':'Again','challenges':['OTHER'],'scale':'LOCAL'}")).IsRefused(RefusalCode.AlreadyOpened, "endeavour");
        Assert.Equal(1, Opened.Last.Sequence);
    }

    [Fact]
    public void of_an_endeavour_that_one_may_not_see_it_is_only_said_that_its_name_is_taken()
    {
        var hidden = Unopened.Given(A<EndeavourOpened>("{'title':'Water','challenges':['OTHER'],'scale':'LOCAL'}", at: "2018", visibility: Visibility.Conveners));
        Assert.Equal(
            Unopened.When(Note with { By = Tom }).IsRefused(RefusalCode.UnknownEndeavour, "endeavour"),
            hidden.When(Note with { By = Tom }).IsRefused(RefusalCode.UnknownEndeavour, "endeavour"));
        hidden.When(A<EndeavourOpened>("{'title':'Ours','challenges':['OTHER'],'scale':'LOCAL'}", by: Tom)).IsRefused(RefusalCode.AlreadyOpened, "endeavour");
    }

    [Fact]
    public void an_entry_follows_the_last_one_and_is_known_from_when_it_is_received()
    {
        var entry = Furnished.When(Note with { Today = Instant.Parse("2025-05-05T05:05:05.000005Z") }).IsAccepted();
        Assert.Equal(Furnished.Last.Sequence + 1, entry.Sequence);
        Assert.Equal("2025-05-05T05:05:05.000005Z", $"{entry.ReceivedAt}");
        Assert.Equal(entry.ReceivedAt, entry.RecordedAt);
        Assert.Equal("ana", entry.RecordedBy);
        Assert.False(entry.IsClaimed);
    }

    [Fact]
    public void a_convener_may_bring_in_what_was_recorded_elsewhere()
    {
        var entry = Furnished.When(Note with { ClaimedAt = Instant.Parse("2019-06-02T00:00:00Z"), ClaimedBy = "git:fdb388224" }).IsAccepted();
        Assert.Equal("2019-06-02T00:00:00Z", $"{entry.RecordedAt}");
        Assert.Equal(Furnished.Today, entry.ReceivedAt);
        Assert.Equal("git:fdb388224", entry.RecordedBy);
        Assert.True(entry.IsClaimed);
    }

    [Fact]
    public void nobody_else_may()
    {
        Furnished.When(Note with { By = Tom, ClaimedAt = Instant.Parse("2019-06-02T00:00:00Z") }).IsRefused(RefusalCode.NotAllowed, "recordedAt");
        Furnished.When(Note with { By = Tom, ClaimedBy = "ana" }).IsRefused(RefusalCode.NotAllowed, "recordedBy");
    }

    [Fact]
    public void nothing_was_recorded_after_it_is_received()
    {
        Furnished.When(Note with { ClaimedAt = Furnished.Today }).IsAccepted();
        Furnished.When(Note with { ClaimedAt = Furnished.Today.PlusMicroseconds(1) }).IsRefused(RefusalCode.RecordedAfterReceived, "recordedAt");
    }

    [Fact]
    public void nothing_begins_after_it_was_recorded_but_a_moment_worth_returning_to()
    {
        var noon = Instant.Parse("2024-06-15T12:00:00Z");
        Furnished.When(Note with { At = "2024-06-15", Today = noon }).IsAccepted();
        Furnished.When(Note with { At = "2024", Today = noon }).IsAccepted();
        Furnished.When(Note with { At = "2024-06-15T12:00:00Z", Today = noon }).IsAccepted();
        Furnished.When(Note with { At = "2024-06-15T12:00:00.000001Z", Today = noon }).IsRefused(RefusalCode.OccurredAfterRecorded, "occurredAt");
        Furnished.When(Note with { At = "2024-06-16", Today = noon }).IsRefused(RefusalCode.OccurredAfterRecorded, "occurredAt");
        Furnished.When(Note with { At = "2019-06-03", ClaimedAt = Instant.Parse("2019-06-02T00:00:00Z") }).IsRefused(RefusalCode.OccurredAfterRecorded, "occurredAt");
        Furnished.When(A<MomentMarked>("{'name':'the end'}", at: "2030", today: "2024-06-15T12:00:00Z")).IsAccepted();
    }

    [Fact]
    public void a_ref_names_one_entry()
    {
        Furnished.When(Note with { Named = "common-call" }).IsRefused(RefusalCode.RefTaken, "ref");
        Furnished.When(Note with { Named = "a-note" }).IsAccepted();
        // Also where the one who asks may not see whose it is, and of a meta entry.
        Furnished.Given(Note with { Named = "a-note" }).When(A<TensionHeld>("{'tension':'GROUND_AND_POLITICS','leaning':0}", by: Tom, named: "a-note")).IsRefused(RefusalCode.RefTaken, "ref");
    }

    [Theory]
    [InlineData("0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55")]
    [InlineData("0195f0c27d1e7c3a9c1e2f6b1d0e4a55")]
    public void a_ref_does_not_read_like_an_id(string name) =>
        Furnished.When(Note with { Named = name }).IsRefused(RefusalCode.NotASlug, "ref");

    [Fact]
    public void a_key_names_one_thing_and_may_name_it_again()
    {
        Furnished.When(Element("weir", "PROJECT") with { Named = null }).IsRefused(RefusalCode.KeyTaken, "data.key");
        Furnished.When(A<BoundaryNamed>("{'key':'p-01','name':'The weir','type':'OTHER','sides':[['north-bank'],['south-bank']]}")).IsRefused(RefusalCode.KeyTaken, "data.key");
        Furnished.When(A<ContributionClaimed>("{'key':'treaty','outcome':'treaty','by':'p-01','claim':'So.','causes':[{'entry':'common-call'}]}")).IsRefused(RefusalCode.KeyTaken, "data.key");
        Furnished.When(Element("river-board", "NETWORK") with { Named = null }).IsAccepted();
    }

    [Fact]
    public void of_a_key_that_one_may_not_see_no_more_is_said_than_that_it_is_taken()
    {
        var hidden = Furnished.Given(Element("p-99", "PERSON", Visibility.Conveners));
        var again = Element("p-99", "PERSON") with { Named = null, By = Tom };
        Assert.Equal(
            Furnished.Given(A<BoundaryNamed>("{'key':'p-99','name':'The weir','type':'OTHER','sides':[['north-bank'],['south-bank']]}", visibility: Visibility.Public)).When(again)
                .IsRefused(RefusalCode.KeyTaken, "data.key"),
            hidden.When(again).IsRefused(RefusalCode.KeyTaken, "data.key"));
        hidden.When(again with { By = Ana }).IsAccepted();
    }

    [Fact]
    public void the_server_makes_a_key_that_tells_nothing_of_a_person_and_reads_like_the_name_of_the_rest()
    {
        string Made(string data) => ((ElementMapped)Furnished.When(A<ElementMapped>(data)).IsAccepted().Data).Key!;
        Assert.Matches("^p-[a-z2-9]{6}$", Made("{'name':'Mira Voss','element':'PERSON','scale':'INDIVIDUAL'}"));
        Assert.Equal("the-old-mill", Made("{'name':'The old mill','element':'PROJECT','scale':'LOCAL'}"));
        // Where that is taken, with something added; where nothing of the name can stand in a key, without it.
        Assert.Matches("^weir-[a-z2-9]{6}$", Made("{'name':'Weir','element':'PROJECT','scale':'LOCAL'}"));
        Assert.Matches("^n-[a-z2-9]{6}$", Made("{'name':'水','element':'NETWORK','scale':'LOCAL'}"));
        Assert.Equal(Made("{'name':'Mira Voss','element':'PERSON','scale':'INDIVIDUAL'}"), Made("{'name':'Mira Voss','element':'PERSON','scale':'INDIVIDUAL'}"));
    }

    // Of a kind without what belongs to an older revision, so that the rules of the door alone are asked.
    static JsonObject Plain(string kind) => Examples.Least(kind);
}
