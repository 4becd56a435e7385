using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Ledger;

public class ClosingForATime
{
    static readonly Endeavour Closed = Furnished.Given(
        A<EndeavourStatusChanged>("{'status':'CLOSED'}", at: "2020-03-10", named: "closing"),
        A<EndeavourStatusChanged>("{'status':'ACTIVE'}", at: "2021-05", named: "reopening"));

    static Telling Note(string at) => A<FieldNoteTaken>("{'words':'They sat together.'}", at: at);

    [Theory]
    [InlineData("2020-03-09T23:59:59.999999Z")]
    [InlineData("2020-03")]
    [InlineData("2020")]
    [InlineData("2021-05-01")]
    [InlineData("2021-05")]
    public void what_began_before_or_after_is_welcome_however_late(string at) => Closed.When(Note(at)).IsAccepted();

    [Theory]
    [InlineData("2020-03-10")]
    [InlineData("2020-03-10T00:00:00Z")]
    [InlineData("2021-04-30T23:59:59.999999Z")]
    [InlineData("2021")]
    public void what_began_meanwhile_is_refused(string at) => Closed.When(Note(at)).IsRefused(RefusalCode.EndeavourClosed, "occurredAt");

    public static TheoryData<Telling> Apart =>
    [
        A<OutcomeHarvested>("{'key':'new-rule','who':'council','change':'A rule.','intended':true}"),
        A<FindingSubstantiated>("{'finding':'treaty','aspect':'DESCRIPTION','by':'p-01','verdict':'CONFIRMED'}"),
        A<WaveHeld>("{'key':'round','asked':['p-01']}"),
        A<MomentMarked>("{'name':'the quiet'}"),
        A<EntryAnnotated>("{'entry':'common-call','words':'Compare.'}"),
        A<EntryContested>("{'entry':'common-call','who':'p-01','words':'No.'}"),
        A<EntryCorrected>("{'entry':'common-call','reason':'A slip.','note':'So.'}"),
        A<EntryRetracted>("{'entry':'common-call','reason':'A slip.'}"),
        A<EntryReclassified>("{'entry':'common-call','visibility':'PUBLIC'}"),
        A<EndeavourStatusChanged>("{'status':'PAUSED'}"),
    ];

    [Theory]
    [MemberData(nameof(Apart))]
    public void evaluation_what_is_about_entries_and_the_status_itself_come_at_any_time(Telling telling) =>
        Closed.When(telling with { At = "2020-07" }).IsAccepted();

    [Fact]
    public void a_pause_is_no_closing() => Furnished.Given(A<EndeavourStatusChanged>("{'status':'PAUSED'}", at: "2020")).When(Note("2020-07")).IsAccepted();

    [Fact]
    public void a_late_closing_undoes_nothing()
    {
        var late = Furnished.Given(Note("2020-07") with { Named = "a-note" }, A<EndeavourStatusChanged>("{'status':'CLOSED'}", at: "2020"));
        Assert.Contains(late.Find("a-note"), late.Frame().LongGame.FieldNotes);
        Assert.Equal(FrameStatus.Closed, late.Frame().Endeavour.Status);
    }

    [Fact]
    public void a_closing_that_was_taken_back_or_corrected_is_not_in_the_way()
    {
        Closed.Given(A<EntryRetracted>("{'entry':'closing','reason':'Never.'}")).When(Note("2020-07")).IsAccepted();
        Closed.Given(A<EntryCorrected>("{'entry':'closing','reason':'Only paused.','data':{'status':'PAUSED'}}")).When(Note("2020-07")).IsAccepted();
        var later = Closed.Given(A<EntryCorrected>("{'entry':'closing','reason':'Later.','occurredAt':'2020-08'}"));
        later.When(Note("2020-07")).IsAccepted();
        later.When(Note("2020-08")).IsRefused(RefusalCode.EndeavourClosed, "occurredAt");
        Closed.Given(A<EntryRetracted>("{'entry':'reopening','reason':'Never.'}")).When(Note("2022")).IsRefused(RefusalCode.EndeavourClosed, "occurredAt");
    }

    [Fact]
    public void a_closing_that_one_may_not_see_is_not_in_ones_way()
    {
        var silently = Furnished.Given(A<EndeavourStatusChanged>("{'status':'CLOSED'}", at: "2020", visibility: Visibility.Conveners));
        silently.When(Note("2020-07")).IsRefused(RefusalCode.EndeavourClosed, "occurredAt");
        silently.When(Note("2020-07") with { By = Tom }).IsAccepted();
    }

    [Fact]
    public void nothing_is_corrected_into_a_closed_time() =>
        Closed.Given(Note("2019") with { Named = "a-note" })
            .When(A<EntryCorrected>("{'entry':'a-note','reason':'Later.','occurredAt':'2020-07'}")).IsRefused(RefusalCode.EndeavourClosed, "data.occurredAt");
}
