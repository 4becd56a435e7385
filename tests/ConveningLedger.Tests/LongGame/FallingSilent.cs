using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.LongGame;

public class FallingSilent
{
    static Silence Of(Endeavour endeavour, string key, string at = "2021-01-01") => Silence.In(endeavour.Frame(at: at)).Single(silence => silence.Key == key);

    [Fact]
    public void is_counted_from_the_last_entry_that_names_somebody()
    {
        var endeavour = Furnished.Given(
            A<IdentificationShifted>("{'participant':'p-02','with':'council','strength':1}", at: "2019-06-01"),
            A<FieldNoteTaken>("{'words':'She came.'}", at: "2019-07-01", mentions: ["p-02"]),
            A<FieldNoteTaken>("{'words':'He said so.'}", at: "2019-08-01", toldBy: "p-02"));
        Assert.Equal("2019-08-01", Of(endeavour, "p-02").Last!.OccurredAt.Text);
        Assert.Equal(("2019-08-01T00:00:00Z", 519), ($"{Of(endeavour, "p-02").Since}", Of(endeavour, "p-02").Days));
        Assert.Equal("2019-07-01", Of(endeavour, "p-02", "2019-07-31").Last!.OccurredAt.Text);
        // That somebody noted something does not mean that anything was heard of the note-taker.
        Assert.Equal(Furnished.Find("p-01-mapped").OccurredAt.Text, Of(endeavour, "p-01").Last!.OccurredAt.Text);
    }

    [Fact]
    public void asking_and_missing_somebody_is_not_hearing_of_them()
    {
        var endeavour = Furnished.Given(
            A<WaveHeld>("{'key':'autumn-round','asked':['p-01','p-02','farmers'],'answered':['p-01']}", at: "2019-10"),
            A<VoiceMissed>("{'who':'farmers'}", at: "2019-11"));
        Assert.Equal("2019-10", Of(endeavour, "p-01").Last!.OccurredAt.Text);
        Assert.Equal(["2018", "2018-02"], new[] { Of(endeavour, "p-02"), Of(endeavour, "farmers") }.Select(silence => silence.Last!.OccurredAt.Text));
    }

    [Fact]
    public void is_told_of_participants_constituencies_and_hoped_for_stories_the_longest_first()
    {
        var endeavour = Furnished.Given(
            A<ParticipantJoined>("{'participant':'council'}", at: "2019"),
            A<ValueStoryTold>("{'key':'hope','teller':'p-01','type':'REALIZED','text':'One day.','step':'ASPIRED'}", at: "2019-02"),
            A<ValueStoryTold>("{'key':'lived','teller':'p-02','type':'APPLIED','text':'We did.'}", at: "2019-03"),
            A<LegitimacySignalled>("{'constituency':'river-board','source':'MANDATE','strength':1}", at: "2019-04"));
        Assert.Equal(
            [
                (SilenceOf.Constituency, "farmers"), (SilenceOf.Participant, "council"), (SilenceOf.Participant, "p-01"), (SilenceOf.AspiredStory, "hope"),
                (SilenceOf.Participant, "p-02"), (SilenceOf.Constituency, "river-board"),
            ],
            Silence.In(endeavour.Frame(at: "2021")).Select(silence => (silence.Of, silence.Key)));
        // Who leaves is not waited for.
        Assert.DoesNotContain("p-02", Silence.In(endeavour.Given(A<ParticipantLeft>("{'participant':'p-02'}", at: "2020")).Frame()).Select(silence => silence.Key));
        Assert.DoesNotContain("p-01", Silence.In(endeavour.Given(A<ConvenerLeft>("{'convener':'p-01'}", at: "2020")).Frame()).Select(silence => silence.Key));
    }

    [Fact]
    public void says_when_the_date_of_what_was_last_heard_is_too_coarse()
    {
        var endeavour = Furnished.Given(A<IdentityVoiced>("{'participant':'p-02','words':'Here.'}", at: "2019"));
        Assert.True(Of(endeavour, "p-02", "2019-06-01").IsUncertain);
        Assert.False(Of(endeavour, "p-02", "2020-01-01").IsUncertain);
    }
}
