using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Time;

public class TellingAMoment
{
    [Theory]
    [InlineData("2019", "in 2019")]
    [InlineData("0900", "in 900")]
    [InlineData("2019-03", "in March 2019")]
    [InlineData("2019-03-04", "on 4 March 2019")]
    [InlineData("2019-03-04T10:30:00Z", "on 4 March 2019")]
    [InlineData("2019-03-04T23:30:00-05:00", "on 5 March 2019")]
    [InlineData("2021-21", "in spring 2021")]
    [InlineData("2021-24", "in winter 2021")]
    [InlineData("2019-03~", "around March 2019")]
    [InlineData("2019?", "perhaps in 2019")]
    [InlineData("2016-21%", "perhaps around spring 2016")]
    [InlineData("2019-03/2019-05", "between March 2019 and May 2019")]
    [InlineData("2019-03-04~/2020?", "between about 4 March 2019 and perhaps 2020")]
    public void a_date_is_worded_as_precisely_as_it_is_known(string edtf, string words) => Assert.Equal(words, Wording.When(Edtf.Parse(edtf)));

    [Theory]
    [InlineData("one", "a b", 3, "a b")]
    [InlineData("cut", "a b c d", 3, "a b c …")]
    [InlineData("mark", "a b, c d", 2, "a b …")]
    [InlineData("quotation", "she said: “a b c”", 4, "she said: “a b …”")]
    public void a_text_is_cut_at_words(string _, string text, int most, string shortened) => Assert.Equal(shortened, Wording.Shortened(text, most));

    [Theory]
    [InlineData("# Charter\n\nWe *share* the [river](http://x) and [the gate][1].", "“We share the river and the gate.”")]
    [InlineData("# Only a heading", "“Only a heading”")]
    [InlineData("He said “no”", "“He said ‘no’”")]
    public void a_quotation_leaves_markdown_out(string text, string quoted) => Assert.Equal(quoted, Wording.Quoted(text));

    [Fact]
    public void an_endeavour_that_is_not_open_yet_says_so() =>
        Assert.Equal("On 31 December 2017, the endeavour was not open yet.", Accounts.OfFrame(Furnished.Frame(at: "2017", knownAt: "2100")));

    [Fact]
    public void a_moment_says_who_does_what() => Assert.Equal(
        "On 31 December 2019, “Water for Vessa” was paused. The common call, in its second wording, said “Come, all of you.”, and one other audience had a call of its own. "
        + "It was convened by p-01, and one other took part. In the way was river-board; making way unseen was council. Missing was the voice of south-bank-people. "
        + "The boundary The weir was half open. Legitimacy was withheld by farmers. Others were now convened by p-02. "
        + "It was found that in 2018, “They share the gate.”, and one cause was claimed. Last, in November 2019, p-02 began to convene others: “A table.” All of this became known only afterwards.",
        Accounts.OfFrame(Furnished.Given(
            Element("south-bank-people", "CONSTITUENCY"),
            A<ConveningCallRevised>("{'text':'Come, all of you.'}", at: "2019-01"), A<PowerMapped>("{'holder':'river-board','form':'GATEKEEPING','influence':1,'stance':-1}", at: "2019-02"),
            A<PowerMapped>("{'holder':'council','form':'EXPERTISE','influence':1,'stance':1,'seen':'HIDDEN'}", at: "2019-03"), A<VoiceMissed>("{'who':'south-bank-people'}", at: "2019-04"),
            A<BoundaryShifted>("{'boundary':'weir','permeability':0.5,'move':'OPENED'}", at: "2019-05"), A<LegitimacySignalled>("{'constituency':'farmers','source':'MANDATE','strength':-1}", at: "2019-06"),
            A<EndeavourStatusChanged>("{'status':'PAUSED'}", at: "2019-10"),
            A<AgencyMilestoneReached>("{'who':'p-02','milestone':'CONVENING_OTHERS','level':'INDIVIDUAL','description':'A table.'}", at: "2019-11")).Frame(at: "2019", knownAt: "2100")));

    [Fact]
    public void what_is_quoted_once_is_not_quoted_again() => Assert.EndsWith("Last, in 2019, the common call was given that wording. All of this became known only afterwards.",
        Accounts.OfFrame(Furnished.Given(A<ConveningCallRevised>("{'text':'Come, all of you.'}", at: "2019")).Frame(at: "2019", knownAt: "2100")));

    [Fact]
    public void what_is_contested_corrected_or_taken_back_is_said_beside_it()
    {
        var endeavour = Furnished.Given(
            A<IdentityVoiced>("{'participant':'p-02','words':'I fish.'}", at: "2019-03~", named: "voiced", standpoint: Standpoint.Self, visibility: Visibility.Public),
            A<EntryContested>("{'entry':'voiced','who':'p-01','words':'He mends nets.'}", visibility: Visibility.Team),
            A<EntryCorrected>("{'entry':'voiced','reason':'Misheard.','data':{'participant':'p-02','words':'I mend nets.'}}"),
            A<FieldNoteTaken>("{'words':'Rain.'}", named: "note", visibility: Visibility.Public), A<EntryRetracted>("{'entry':'note','reason':'Another day.'}"));
        string Told(string named, Visibility seenAs = Visibility.Conveners) => Accounts.OfEntry(endeavour.Frame(seenAs: seenAs), endeavour.Frame(seenAs: seenAs).Edition.Find(named)!);
        Assert.Equal("Around March 2019, p-02 said who they are: “I mend nets.” It is told by themselves. It was corrected since it was first recorded. p-01 contests it: “He mends nets.”", Told("voiced"));
        Assert.Equal("Around March 2019, p-02 said who they are: “I mend nets.” It is told by themselves. It was corrected since it was first recorded.", Told("voiced", Visibility.Public));
        Assert.Equal("On 1 June 2019, somebody noted: “Rain.” It was taken back: “Another day.”", Told("note"));
    }

    [Fact]
    public void a_name_is_written_as_it_is_and_a_key_never()
    {
        var endeavour = Opened.Given(
            A<ElementMapped>("{'key':'secret-key','name':'iNeedle','element':'PERSON','scale':'LOCAL'}", named: "mapped"),
            A<ParticipantJoined>("{'participant':'secret-key'}", named: "joined"));
        Assert.Equal("iNeedle came to take part.", Wording.Sentence(new Wording(endeavour.Frame()).Tell(endeavour.Find("joined"))));
        var unnamed = endeavour.Given(A<EntryRetracted>("{'entry':'mapped','reason':'Asked to.'}"));
        Assert.Equal("On 1 June 2019, somebody or something unnamed came to take part.", Accounts.OfEntry(unnamed.Frame(), unnamed.Find("joined")));
    }

    [Fact]
    public void a_person_is_told_in_a_few_sentences() => Assert.Equal(
        "p-02 takes part. They belong to council and north-bank. They are at odds with river-board. Of council they tell otherwise than others do. They hold voice heard. "
        + "In their own words: “I fish.” They were last heard of in November 2019, 60 days before.",
        Accounts.OfPerson(Fisher, Person.Of(Fisher, "p-02")!));

    static Frame Fisher => Furnished.Given(
        A<IdentificationShifted>("{'participant':'p-02','with':'council','strength':0.3}", at: "2019-01", standpoint: Standpoint.Self),
        A<IdentificationShifted>("{'participant':'p-02','with':'council','strength':0.9}", at: "2019-02"), A<IdentificationShifted>("{'participant':'p-02','with':'north-bank','strength':0.5}", at: "2019-02"),
        A<IdentificationShifted>("{'participant':'p-02','with':'river-board','movement':'AT_ODDS'}", at: "2019-02"), A<IdentityVoiced>("{'participant':'p-02','words':'I fish.'}", at: "2019-03"),
        A<AgencyMilestoneReached>("{'who':'p-02','milestone':'VOICE_HEARD','level':'INDIVIDUAL','description':'Spoke.'}", at: "2019-11")).Frame(at: "2019");
}
