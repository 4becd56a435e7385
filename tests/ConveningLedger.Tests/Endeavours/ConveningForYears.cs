using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Endeavours;

public class ConveningForYears
{
    [Fact]
    public void before_it_was_opened_it_is_not_open_though_things_occurred()
    {
        var early = Furnished.Given(A<ContextShifted>("{'title':'The drought'}", at: "1998"));
        var frame = early.Frame(at: "2017");
        Assert.Equal(FrameStatus.NotOpen, frame.Endeavour.Status);
        Assert.Null(frame.Endeavour.Title);
        Assert.Null(frame.Endeavour.Scale);
        Assert.Equal([early.Last], frame.Landscape.ContextShifts);
        Assert.Equal((FrameStatus.Active, "Water for Vessa", Scale.Regional), (early.Frame().Endeavour.Status, early.Frame().Endeavour.Title, early.Frame().Endeavour.Scale));
    }

    [Fact]
    public void its_status_is_the_latest_in_the_world_not_the_latest_recorded()
    {
        var paused = Furnished.Given(
            A<EndeavourStatusChanged>("{'status':'CLOSED'}", at: "2021"),
            A<EndeavourStatusChanged>("{'status':'PAUSED'}", at: "2019"),
            A<EndeavourStatusChanged>("{'status':'ACTIVE'}", at: "2020"));
        Assert.Equal([FrameStatus.Active, FrameStatus.Paused, FrameStatus.Active, FrameStatus.Closed],
            new[] { "2018", "2019", "2020", "2021" }.Select(at => paused.Frame(at: at).Endeavour.Status));
    }

    [Fact]
    public void conveners_come_go_and_come_again_in_other_roles()
    {
        var joined = Furnished.Given(
            A<ConvenerLeft>("{'convener':'p-01','reason':'A new post.'}", at: "2019", named: "left"),
            A<ConvenerJoined>("{'convener':'p-01','roles':['ADVOCATE']}", at: "2020", named: "back"));
        var convener = joined.Frame().Endeavour.Conveners["p-01"];
        Assert.Equal([ConvenerRole.Advocate], convener.Roles);
        Assert.Null(convener.Left);
        Assert.Same(joined.Find("left"), joined.Frame(at: "2019").Endeavour.Conveners["p-01"].Left);
        Assert.Equal([ConvenerRole.Host], joined.Frame(at: "2019").Endeavour.Conveners["p-01"].Roles);
    }

    [Fact]
    public void nobody_stops_convening_who_never_began()
    {
        Furnished.When(A<ConvenerLeft>("{'convener':'p-02'}")).IsRefused(RefusalCode.NeedsEarlier, "data.convener");
        Furnished.Given(A<ConvenerJoined>("{'convener':'council','roles':['HOST']}", visibility: Visibility.Conveners))
            .When(A<ConvenerLeft>("{'convener':'council'}", by: Tom)).IsRefused(RefusalCode.NeedsEarlier, "data.convener");
    }

    [Fact]
    public void they_may_leave_before_they_are_known_to_have_come()
    {
        var left = Furnished.Given(A<ConvenerLeft>("{'convener':'p-01'}", at: "2017"));
        Assert.Equal(new ConvenerState("p-01", Several<ConvenerRole>.None, null, left.Last), left.Frame(at: "2017").Endeavour.Conveners["p-01"]);
    }
}
