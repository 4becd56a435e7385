using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Agency;

public class ReachingMilestones
{
    static Telling Reached(string milestone, string at) =>
        A<AgencyMilestoneReached>($"{{'who':'farmers','milestone':'{milestone}','level':'COLLECTIVE','description':'So it was.'}}", at: at);

    static readonly Endeavour SetBack = Furnished.Given(
        Reached("VOICE_HEARD", "2019-01"), Reached("RECOGNISED", "2019-02"), Reached("RECOGNISED", "2019-03"), Reached("CONVENING_OTHERS", "2019-04"),
        A<AgencySetBack>("{'who':'farmers','lost':['RECOGNISED','DECISION_SHARED'],'description':'A new board.'}", at: "2019-05"));

    static AgencyState Farmers(Frame frame) => frame.Agency.People["farmers"];

    [Fact]
    public void they_are_held_until_they_are_lost()
    {
        Assert.Equal([Milestone.VoiceHeard, Milestone.Recognised, Milestone.ConveningOthers], Farmers(SetBack.Frame(at: "2019-04")).Held.Keys);
        Assert.Equal([Milestone.VoiceHeard, Milestone.ConveningOthers], Farmers(SetBack.Frame()).Held.Keys);
        Assert.Equal("2019-03", Farmers(SetBack.Frame(at: "2019-04")).Held[Milestone.Recognised].OccurredAt.Text);
        Assert.Equal(4, Farmers(SetBack.Frame()).Reached.Count);
        Assert.Single(Farmers(SetBack.Frame()).SetBacks);
    }

    [Fact]
    public void a_set_back_that_names_none_takes_all()
    {
        var silenced = SetBack.Given(A<AgencySetBack>("{'who':'farmers','description':'Silenced.'}", at: "2019-06"));
        Assert.Empty(Farmers(silenced.Frame()).Held);
        Assert.Empty(silenced.Frame().Agency.Ripple);
        // One that comes late undoes what came before it, and not what came after.
        var late = SetBack.Given(A<AgencySetBack>("{'who':'farmers','description':'Silenced.'}", at: "2019-02-15"));
        Assert.Equal([Milestone.ConveningOthers], Farmers(late.Frame()).Held.Keys);
    }

    [Fact]
    public void the_ripple_is_those_who_now_convene_others()
    {
        Assert.Equal(["farmers"], SetBack.Frame().Agency.Ripple.Select(state => state.Key));
        Assert.Empty(SetBack.Frame(at: "2019-03").Agency.Ripple);
    }

    [Fact]
    public void how_many_are_held_is_a_measure()
    {
        Assert.Equal([(1m, 2m), (2m, 3m), (3m, 2m)], SetBack.Frame().Measures.MicroShifts.Select(shift => (shift.Before, shift.After)));
        Assert.Equal(2m, SetBack.Frame().Measures.Values[new(Measure.Milestones, ["farmers"])]);
    }

    [Fact]
    public void what_holds_them_back_is_kept_too()
    {
        var constrained = Furnished.Given(A<AgencyConstrained>("{'who':'farmers','by':'river-board','how':'By rules.'}"));
        Assert.Equal([constrained.Last], Farmers(constrained.Frame()).Constraints);
        Assert.Empty(Farmers(constrained.Frame()).Held);
    }
}
