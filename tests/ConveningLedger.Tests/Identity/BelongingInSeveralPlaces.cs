using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Identity;

public class BelongingInSeveralPlaces
{
    static Telling Shift(string more, string at, string? named = null, Standpoint? standpoint = null, string with = "south-bank") =>
        A<IdentificationShifted>($"{{'participant':'p-02','with':'{with}',{more}}}", at: at, named: named, standpoint: standpoint);

    [Fact]
    public void a_shift_has_a_movement_or_a_strength_or_both()
    {
        Furnished.When(Shift("'words':'Mine.'", "2019")).IsRefused(RefusalCode.MissingMember, "data.movement");
        Furnished.When(Shift("'accountability':'NONE'", "2019")).IsRefused(RefusalCode.MissingMember, "data.movement");
        Furnished.When(Shift("'movement':'SAME'", "2019")).IsAccepted();
        Furnished.When(Shift("'strength':0", "2019")).IsAccepted();
    }

    [Fact]
    public void the_nexus_holds_the_latest_of_everything_said_about_each_element()
    {
        var shifted = Furnished.Given(
            Shift("'strength':0.5,'accountability':'INFORMAL'", "2019-01", "strength"),
            Shift("'movement':'FURTHER'", "2019-02", "movement"),
            Shift("'strength':-0.25,'movement':'AT_ODDS'", "2018-06", "earlier"),
            Shift("'strength':1", "2019-03", with: "council"));
        var state = shifted.Frame().Identities.Participants["p-02"];
        Assert.Equal(["council", "south-bank"], state.Nexus.Keys);
        var tie = state.Nexus["south-bank"];
        Assert.Equal((0.5m, IdentityMovement.Further, Accountability.Informal), (tie.Strength, tie.Movement, tie.Accountability));
        Assert.Equal((shifted.Find("movement"), shifted.Find("strength"), shifted.Find("movement")), (tie.Latest, tie.LatestStrength, tie.LatestMovement));
        Assert.Equal([shifted.Find("earlier"), shifted.Find("strength"), shifted.Find("movement"), shifted.Last], state.Trajectory);
        Assert.Equal((-0.25m, IdentityMovement.AtOdds), (shifted.Frame(at: "2018").Identities.Participants["p-02"].Nexus["south-bank"].Strength, shifted.Frame(at: "2018").Identities.Participants["p-02"].Nexus["south-bank"].Movement));
    }

    [Fact]
    public void what_they_tell_themselves_stands_beside_what_others_tell()
    {
        var told = Furnished.Given(
            Shift("'strength':0.5", "2019-01", "self", Standpoint.Self),
            Shift("'strength':-0.5", "2019-02", "witness", Standpoint.Witness),
            Shift("'strength':-0.75", "2018-02", "unsaid"));
        var tie = told.Frame().Identities.Participants["p-02"].Nexus["south-bank"];
        Assert.Same(told.Find("self"), tie.LatestBySelf);
        Assert.Same(told.Find("witness"), tie.LatestByOthers);
        // The measure takes any standpoint.
        Assert.Equal([(-0.75m, 0.5m), (0.5m, -0.5m)], told.Frame().Measures.MicroShifts.Select(shift => (shift.Before, shift.After)));
        Assert.Equal(new(Measure.Identification, ["p-02", "south-bank"]), told.Frame().Measures.MicroShifts[0].Of);
        Assert.Same(told.Find("unsaid"), told.Frame(at: "2018").Identities.Participants["p-02"].Nexus["south-bank"].LatestByOthers);
        Assert.Null(told.Frame(at: "2018").Identities.Participants["p-02"].Nexus["south-bank"].LatestBySelf);
    }

    [Fact]
    public void participants_come_go_and_come_again()
    {
        var left = Furnished.Given(A<ParticipantLeft>("{'participant':'p-02','reason':'Moved.'}", at: "2019", named: "left"));
        Assert.Same(left.Find("left"), left.Frame().Identities.Participants["p-02"].Left);
        var back = left.Given(A<ParticipantJoined>("{'participant':'p-02','from':['south-bank']}", at: "2020"));
        Assert.Null(back.Frame().Identities.Participants["p-02"].Left);
        Assert.Same(back.Last, back.Frame().Identities.Participants["p-02"].Joined);
    }

    [Fact]
    public void nobody_leaves_who_never_joined()
    {
        Assert.Contains("ParticipantJoined", Furnished.When(A<ParticipantLeft>("{'participant':'p-01'}")).IsRefused(RefusalCode.NeedsEarlier, "data.participant").Accepted);
        Furnished.Given(A<ParticipantJoined>("{'participant':'council'}", visibility: Visibility.Conveners))
            .When(A<ParticipantLeft>("{'participant':'council'}", by: Tom)).IsRefused(RefusalCode.NeedsEarlier, "data.participant");
    }

    [Fact]
    public void conveners_have_identities_too()
    {
        var convener = Furnished.Frame().Identities.Participants["p-01"];
        Assert.Null(convener.Joined);
        Assert.Empty(convener.Nexus);
    }

    [Fact]
    public void what_they_said_of_themselves_and_what_they_answer_for_is_kept()
    {
        var voiced = Furnished.Given(
            A<IdentityVoiced>("{'participant':'p-02','words':'I am a farmer now.'}", at: "2020"),
            A<IdentityVoiced>("{'participant':'p-02','words':'I am a fisher.'}", at: "2019"),
            A<AccountabilityNamed>("{'who':'p-02','to':'council','for':'The gate.','formality':'INFORMAL','move':'SHARED'}", at: "2019", named: "gate"));
        Assert.Equal(["I am a fisher.", "I am a farmer now."],
            voiced.Frame().Identities.Participants["p-02"].Voiced.Select(entry => ((IdentityVoiced)entry.Data).Words));
        Assert.Equal([voiced.Find("gate")], voiced.Frame().Identities.Accountabilities);
    }
}
