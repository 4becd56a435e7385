using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Boundaries;

public class CrossingBoundaries
{
    const string Weir = "'key':'weir','name':'The new weir','type':'RESOURCES','sides':[['north-bank'],['south-bank']]";

    [Fact]
    public void a_boundary_that_was_never_named_does_not_shift() =>
        Furnished.When(A<BoundaryShifted>("{'boundary':'wier','permeability':0.5,'move':'OPENED'}")).IsRefused(RefusalCode.UnknownKey, "data.boundary");

    [Fact]
    public void its_permeability_takes_a_course()
    {
        var crossed = Furnished.Given(
            A<BoundaryShifted>("{'boundary':'weir','permeability':0.5,'move':'CROSSED'}", at: "2019", named: "crossed"),
            A<BoundaryShifted>("{'boundary':'weir','permeability':0.5,'move':'HONOURED'}", at: "2020", named: "honoured"),
            A<BoundaryNamed>($"{{{Weir},'permeability':0.75}}", at: "2021", named: "named-again"),
            A<BoundaryShifted>("{'boundary':'weir','permeability':0.25,'move':'OPENED'}", at: "2018-06", named: "opened"));
        var weir = crossed.Frame().Boundaries.Boundaries["weir"];
        Assert.Equal([crossed.Find("opened"), crossed.Find("crossed"), crossed.Find("honoured"), crossed.Find("named-again")], weir.Course);
        Assert.Equal(0.75m, weir.Permeability);
        Assert.Equal("The new weir", weir.Description!.Name);
        Assert.Equal("The weir", crossed.Frame(at: "2020").Boundaries.Boundaries["weir"].Description!.Name);
        // A first value is no micro-shift, and one that stays is none.
        Assert.Equal([(0.25m, 0.5m), (0.5m, 0.75m)], crossed.Frame().Measures.MicroShifts.Select(shift => (shift.Before, shift.After)));
        Assert.Equal(0.25m, crossed.Frame().Measures.MicroShifts[1].Delta);
    }

    [Fact]
    public void naming_it_again_without_permeability_leaves_that_as_it_was()
    {
        var named = Furnished.Given(
            A<BoundaryShifted>("{'boundary':'weir','permeability':0.5,'move':'CROSSED'}", at: "2019"),
            A<BoundaryNamed>($"{{{Weir}}}", at: "2020"));
        Assert.Equal(0.5m, named.Frame().Boundaries.Boundaries["weir"].Permeability);
        Assert.Null(Furnished.Frame().Boundaries.Boundaries["weir"].Permeability);
    }

    [Fact]
    public void it_can_have_shifted_before_it_was_named_in_the_world()
    {
        var early = Furnished.Given(A<BoundaryShifted>("{'boundary':'weir','permeability':0.5,'move':'CROSSED'}", at: "2017"));
        var weir = early.Frame(at: "2017").Boundaries.Boundaries["weir"];
        Assert.Null(weir.Named);
        Assert.Equal(0.5m, weir.Permeability);
    }

    [Fact]
    public void encounters_objects_and_spaces_are_kept_beside_it()
    {
        var worked = Furnished.Given(
            A<EncounterHeld>("{'title':'Tea','boundary':'weir','space':'tea-house','who':['p-01','farmers'],'form':'CONVERSATION'}", at: "2019-02", named: "tea"),
            A<EncounterHeld>("{'title':'A walk','who':['p-01'],'form':'FIELD_TRIP'}", at: "2019-01", named: "walk"),
            A<BoundaryObjectMade>("{'key':'river-map','name':'A better map','boundary':'weir','form':'MAP','by':['p-01']}", at: "2019", named: "better-map"));
        var map = worked.Frame().Boundaries;
        Assert.Equal([worked.Find("walk"), worked.Find("tea")], map.Encounters);
        Assert.Same(worked.Find("better-map"), map.Objects["river-map"]);
    }

    [Fact]
    public void a_closed_space_is_revived_by_opening_it_again()
    {
        var closed = Furnished.Given(A<LearningSpaceClosed>("{'key':'tea-house','reason':'Winter.'}", at: "2019", named: "closed"));
        Assert.Same(closed.Find("closed"), closed.Frame().Boundaries.Spaces["tea-house"].Closed);
        var again = closed.Given(A<LearningSpaceOpened>("{'key':'tea-house','name':'The tea room'}", at: "2020"));
        Assert.Null(again.Frame().Boundaries.Spaces["tea-house"].Closed);
        Assert.Same(again.Last, again.Frame().Boundaries.Spaces["tea-house"].Opened);
        Assert.Same(again.Find("closed"), again.Frame(at: "2019").Boundaries.Spaces["tea-house"].Closed);
    }

    [Fact]
    public void a_space_is_closed_that_was_opened() =>
        Furnished.When(A<LearningSpaceClosed>("{'key':'weir'}")).IsRefused(RefusalCode.WrongKey, "data.key");
}
