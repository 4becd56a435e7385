using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Meta;

public class MendingMistakes
{
    // By a member of the team, so that it shows who may mend it.
    static readonly Endeavour Voiced = Furnished.Given(
        A<IdentityVoiced>("{'participant':'p-02','words':'I am a fisher.'}", by: Tom, named: "voiced"),
        A<EntryAnnotated>("{'entry':'voiced','words':'Compare.'}", by: Tom, named: "annotation"),
        A<EntryContested>("{'entry':'voiced','who':'p-01','words':'No.'}", by: Tom, named: "contest"),
        A<EntryCorrected>("{'entry':'voiced','reason':'A slip.','note':'So.'}", by: Tom, named: "correction"),
        A<EntryReclassified>("{'entry':'voiced','visibility':'EVALUATORS'}", named: "reclassification"),
        A<EntryRetracted>("{'entry':'contest','reason':'Agreed by now.'}", by: Tom, named: "retraction"));

    [Theory]
    [InlineData("annotation")]
    [InlineData("contest")]
    [InlineData("correction")]
    [InlineData("reclassification")]
    [InlineData("retraction")]
    public void an_entry_about_an_entry_can_be_retracted_and_nothing_else(string target)
    {
        Voiced.When(A<EntryRetracted>($"{{'entry':'{target}','reason':'A slip.'}}")).IsAccepted();
        Voiced.When(A<EntryAnnotated>($"{{'entry':'{target}','words':'Compare.'}}")).IsRefused(RefusalCode.WrongEntry, "data.entry");
        Voiced.When(A<EntryContested>($"{{'entry':'{target}','who':'p-01','words':'No.'}}")).IsRefused(RefusalCode.WrongEntry, "data.entry");
        Voiced.When(A<EntryCorrected>($"{{'entry':'{target}','reason':'A slip.','note':'So.'}}")).IsRefused(RefusalCode.WrongEntry, "data.entry");
        Voiced.When(A<EntryReclassified>($"{{'entry':'{target}','visibility':'PUBLIC'}}")).IsRefused(RefusalCode.WrongEntry, "data.entry");
    }

    [Fact]
    public void anything_can_be_retracted_but_the_opening()
    {
        Voiced.When(A<EntryRetracted>("{'entry':'p-01-mapped','reason':'Nobody.'}")).IsAccepted();
        Voiced.When(A<EntryRetracted>($"{{'entry':'{IdOf(1)}','reason':'Never.'}}")).IsRefused(RefusalCode.WrongEntry, "data.entry");
    }

    [Fact]
    public void corrections_and_retractions_come_from_the_recorder_or_a_convener()
    {
        var other = new Recorder("tim", Visibility.Team);
        foreach (var telling in new[] { A<EntryCorrected>("{'entry':'voiced','reason':'A slip.','note':'So.'}"), A<EntryRetracted>("{'entry':'voiced','reason':'A slip.'}") })
        {
            Voiced.When(telling with { By = Tom }).IsAccepted();
            Voiced.When(telling with { By = Ben }).IsAccepted();
            Voiced.When(telling with { By = other }).IsRefused(RefusalCode.NotAllowed, "data.entry");
        }
        Voiced.When(A<EntryRetracted>("{'entry':'correction','reason':'It was right.'}", by: other)).IsRefused(RefusalCode.NotAllowed, "data.entry");
    }

    [Fact]
    public void an_evaluator_mends_what_is_their_own()
    {
        // The domain lets the recorder of an entry mend it, whoever that is.
        var noted = Furnished.Given(A<FieldNoteTaken>("{'words':'They sat together.'}", by: Eva, named: "a-note"));
        noted.When(A<EntryCorrected>("{'entry':'a-note','reason':'A slip.','note':'So.'}", by: Eva)).IsAccepted();
        noted.When(A<EntryRetracted>("{'entry':'a-note','reason':'A slip.'}", by: Eva)).IsAccepted();
    }

    [Fact]
    public void everybody_who_records_may_remark()
    {
        Voiced.When(A<EntryContested>("{'entry':'voiced','who':'p-01','words':'No.'}", by: Eva)).IsAccepted();
        Voiced.When(A<EntryAnnotated>("{'entry':'voiced','words':'Compare.'}", by: new("tim", Visibility.Team))).IsAccepted();
    }

    [Fact]
    public void only_conveners_change_who_may_see()
    {
        Voiced.When(A<EntryReclassified>("{'entry':'voiced','visibility':'PUBLIC'}", by: Tom)).IsRefused(RefusalCode.NotAllowed, "kind");
        Voiced.When(A<EntryReclassified>("{'entry':'voiced','visibility':'CONVENERS'}")).IsAccepted();
    }

    [Fact]
    public void a_correction_corrects_something() =>
        Voiced.When(A<EntryCorrected>("{'entry':'voiced','reason':'A slip.'}")).IsRefused(RefusalCode.MissingMember, "data");

    [Theory]
    [InlineData("{'participant':'p-02'}", RefusalCode.MissingMember, "data.data.words")]
    [InlineData("{'participant':'p-02','words':''}", RefusalCode.TextEmpty, "data.data.words")]
    [InlineData("{'participant':'p-02','words':'I fish.','wordz':'x'}", RefusalCode.UnknownMember, "data.data.wordz")]
    [InlineData("{'participant':'p-03','words':'I fish.'}", RefusalCode.UnknownKey, "data.data.participant")]
    [InlineData("{'participant':'farmers','words':'I fish.'}", RefusalCode.WrongKey, "data.data.participant")]
    public void a_correction_is_refused_where_it_would_be_as_an_entry(string data, RefusalCode code, string field) =>
        Voiced.When(A<EntryCorrected>($"{{'entry':'voiced','reason':'A slip.','data':{data}}}")).IsRefused(code, field);

    [Fact]
    public void the_rules_of_a_kind_hold_for_its_corrections()
    {
        var shifted = Furnished.Given(
            A<IdentificationShifted>("{'participant':'p-02','with':'council','strength':1}", named: "shift"),
            A<ValueStoryTold>("{'key':'second-rain','teller':'p-01','type':'APPLIED','text':'So.','leadsFrom':['first-rain']}"));
        shifted.When(A<EntryCorrected>("{'entry':'shift','reason':'A slip.','data':{'participant':'p-02','with':'council','words':'Mine.'}}"))
            .IsRefused(RefusalCode.MissingMember, "data.data.movement");
        var first = shifted.History.Entries.Single(entry => entry.Data is ValueStoryTold { Key: "first-rain" });
        shifted.When(A<EntryCorrected>($"{{'entry':'{first.Id}','reason':'A slip.','data':{{'key':'first-rain','teller':'p-01','type':'APPLIED','text':'So.','leadsFrom':['second-rain']}}}}"))
            .IsRefused(RefusalCode.StoryCycle, "data.data.leadsFrom");
    }

    [Fact]
    public void a_revision_is_corrected_though_a_newer_one_stands() =>
        Furnished.Given(A<ConveningCallRevised>("{'text':'Come!','basedOn':'common-call'}", named: "second-call"), A<ConveningCallRevised>("{'text':'Come now!'}"))
            .When(A<EntryCorrected>("{'entry':'second-call','reason':'A slip.','data':{'text':'Do come!','basedOn':'common-call'}}")).IsAccepted();

    [Fact]
    public void nothing_is_corrected_to_have_begun_after_it_was_recorded()
    {
        // Both were recorded in January 2024; the correction comes a year later.
        var later = "2025-01-01T00:00:00Z";
        Voiced.When(A<EntryCorrected>("{'entry':'voiced','reason':'Later.','occurredAt':'2024-06'}", today: later)).IsRefused(RefusalCode.OccurredAfterRecorded, "data.occurredAt");
        Voiced.When(A<EntryCorrected>("{'entry':'voiced','reason':'Later.','occurredAt':'2023-06'}", today: later)).IsAccepted();
        Furnished.Given(A<MomentMarked>("{'name':'the end'}", named: "the-end"))
            .When(A<EntryCorrected>("{'entry':'the-end','reason':'Later.','occurredAt':'2030'}", today: later)).IsAccepted();
    }

    [Fact]
    public void the_key_that_an_entry_names_is_not_corrected()
    {
        const string Mapped = "'name':'The board','element':'INSTITUTION','scale':'LOCAL'";
        Furnished.When(A<EntryCorrected>($"{{'entry':'river-board-mapped','reason':'A slip.','data':{{'key':'board',{Mapped}}}}}"))
            .IsRefused(RefusalCode.NotCorrectable, "data.data.key");
        Furnished.When(A<EntryCorrected>($"{{'entry':'river-board-mapped','reason':'A slip.','data':{{'key':'river-board',{Mapped}}}}}")).IsAccepted();
        // Left out, it is the key it has.
        var corrected = Furnished.Given(A<EntryCorrected>($"{{'entry':'river-board-mapped','reason':'A slip.','data':{{{Mapped}}}}}"));
        Assert.Equal("The board", corrected.Frame().Landscape.Elements["river-board"].Description!.Name);
    }

    [Fact]
    public void an_entry_that_is_not_recorded_before_is_refused()
    {
        Furnished.When(A<EntryRetracted>("{'entry':'nothing','reason':'A slip.'}")).IsRefused(RefusalCode.UnknownEntry, "data.entry");
        Furnished.Given(A<FieldNoteTaken>("{'words':'Between us.'}", named: "a-note"))
            .When(A<EntryContested>("{'entry':'a-note','who':'p-01','words':'No.'}", by: Tom)).IsRefused(RefusalCode.UnknownEntry, "data.entry");
    }
}
