using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Ledger;

public class JudgingByWhatIsCorrected
{
    [Fact]
    public void a_call_that_was_filed_under_the_wrong_audience_is_found_under_the_right_one()
    {
        var corrected = Furnished.Given(
            A<ConveningCallRevised>("{'audience':'council','text':'Come, council!'}", named: "strayed"),
            A<EntryCorrected>("{'entry':'strayed','reason':'A slip.','data':{'audience':'river-board','text':'Come, board!'}}"));
        corrected.When(A<ConveningCallWithdrawn>("{'audience':'river-board'}")).IsAccepted();
        corrected.When(A<ConveningCallRevised>("{'audience':'river-board','text':'Come soon!','basedOn':'strayed'}")).IsAccepted();
        corrected.When(A<ConveningCallWithdrawn>("{'audience':'council'}")).IsRefused(RefusalCode.NeedsEarlier, "data.audience");
    }

    [Fact]
    public void who_was_said_to_have_joined_by_mistake_cannot_leave()
    {
        var corrected = Furnished.Given(
            A<ParticipantJoined>("{'participant':'council'}", named: "joined"),
            A<EntryCorrected>("{'entry':'joined','reason':'A slip.','data':{'participant':'p-01'}}"));
        corrected.When(A<ParticipantLeft>("{'participant':'p-01'}")).IsAccepted();
        corrected.When(A<ParticipantLeft>("{'participant':'council'}")).IsRefused(RefusalCode.NeedsEarlier, "data.participant");
    }

    [Fact]
    public void only_a_convener_takes_a_reclassification_back_though_another_is_said_to_have_made_it()
    {
        var noted = Furnished.Given(
            A<FieldNoteTaken>("{'words':'They sat together.'}", visibility: Visibility.Team, named: "a-note"),
            A<EntryReclassified>("{'entry':'a-note','visibility':'PUBLIC'}", named: "widened"));
        noted.When(A<EntryRetracted>("{'entry':'widened','reason':'No.'}", by: Tom)).IsRefusedAlso(RefusalCode.NotAllowed, "data.entry");
        noted.When(A<EntryRetracted>("{'entry':'widened','reason':'No.'}")).IsAccepted();
    }

    [Fact]
    public void who_may_not_record_a_kind_is_not_told_what_is_taken() =>
        Furnished.When(A<ElementMapped>("{'key':'council','name':'Taken','element':'GROUP','scale':'LOCAL'}", by: Guest))
            .IsRefused(RefusalCode.NotAllowed, "kind");

    [Fact]
    public void a_story_does_not_come_back_where_it_would_close_a_circle()
    {
        var told = Furnished.Given(
            A<ValueStoryTold>("{'key':'later','teller':'p-02','type':'APPLIED','text':'Then.','leadsFrom':['first-rain']}", named: "later-told"),
            A<EntryRetracted>("{'entry':'later-told','reason':'Not so.'}", named: "taken-back"),
            A<ValueStoryTold>("{'key':'later','teller':'p-02','type':'APPLIED','text':'Then again.'}"),
            A<ValueStoryTold>("{'key':'first-rain','teller':'p-01','type':'IMMEDIATE','text':'We met.','leadsFrom':['later']}"));
        told.When(A<EntryRetracted>("{'entry':'taken-back','reason':'So after all.'}")).IsRefused(RefusalCode.StoryCycle, "data.entry");
    }

    [Fact]
    public void a_chain_of_stories_that_branch_and_meet_is_judged_at_once()
    {
        // Each leads on from the two before: the paths between the ends are more than could ever be walked one by one.
        var told = Furnished;
        for (var number = 0; number < 60; number++)
        {
            var leadsFrom = number < 2 ? "" : $",'leadsFrom':['s-{number - 1}','s-{number - 2}']";
            told = told.Given(A<ValueStoryTold>($"{{'key':'s-{number}','teller':'p-02','type':'APPLIED','text':'So it went on.'{leadsFrom}}}", visibility: Visibility.Team));
        }
        told.When(A<ValueStoryTold>("{'key':'last','teller':'p-02','type':'REALIZED','text':'So it ended.','leadsFrom':['s-59']}", by: Tom)).IsAccepted();
    }
}
