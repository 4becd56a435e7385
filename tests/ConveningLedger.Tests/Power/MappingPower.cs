using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Power;

public class MappingPower
{
    static Telling Mapped(string form, decimal influence, decimal stance, string at) =>
        A<PowerMapped>($"{{'holder':'river-board','form':'{form}','influence':{influence},'stance':{stance}}}", at: at);

    static readonly Endeavour Moved = Furnished.Given(
        Mapped("GATEKEEPING", 0.8m, -1m, "2019-01"),
        Mapped("GATEKEEPING", 0.8m, -0.5m, "2019-03"),
        Mapped("EXPERTISE", 0.5m, 1m, "2019-02"),
        Mapped("GATEKEEPING", 0.4m, 0.25m, "2019-05"));

    [Fact]
    public void a_holder_s_latest_of_each_form_holds_and_the_trail_shows_how_it_came_there()
    {
        var holdings = Moved.Frame().Power.Holdings;
        Assert.Equal([new("river-board", PowerForm.Gatekeeping), new("river-board", PowerForm.Expertise)], holdings.Keys);
        var gate = holdings[new("river-board", PowerForm.Gatekeeping)];
        Assert.Equal((0.4m, 0.25m), (gate.Mapped.Influence, gate.Mapped.Stance));
        Assert.Equal(["2019-01", "2019-03", "2019-05"], gate.Trail.Select(entry => entry.OccurredAt.Text));
        Assert.Equal(-0.5m, Moved.Frame(at: "2019-04").Power.Holdings[new("river-board", PowerForm.Gatekeeping)].Mapped.Stance);
    }

    [Fact]
    public void an_entry_that_moves_stance_and_influence_makes_two_micro_shifts()
    {
        Assert.Equal(
            [(Measure.Stance, -1m, -0.5m), (Measure.Stance, -0.5m, 0.25m), (Measure.Influence, 0.8m, 0.4m)],
            Moved.Frame().Measures.MicroShifts.Select(shift => (shift.Of.Measure, shift.Before, shift.After)));
        Assert.All(Moved.Frame().Measures.MicroShifts, shift => Assert.Equal(["river-board", "GATEKEEPING"], shift.Of.Subject));
    }

    [Fact]
    public void the_map_is_the_conveners_unless_they_share_it() => Assert.Empty(Moved.Frame(seenAs: Visibility.Team).Power.Holdings);

    [Fact]
    public void a_missing_voice_is_missed_until_it_is_seated()
    {
        var missed = Furnished.Given(
            A<VoiceMissed>("{'who':'farmers','where':'The board.'}", at: "2019-01", named: "board"),
            A<VoiceMissed>("{'who':'farmers','where':'The press.'}", at: "2019-02", named: "press"),
            A<VoiceMissed>("{'who':'council'}", at: "2019-03", named: "council-missed"),
            A<VoiceSeated>("{'who':'farmers','where':'The board.'}", at: "2019-04", named: "seat"));
        Assert.Equal([missed.Find("press"), missed.Find("council-missed")], missed.Frame().Power.Missing);
        Assert.Equal([missed.Find("seat")], missed.Frame().Power.Seated);
        Assert.Equal(3, missed.Frame(at: "2019-03").Power.Missing.Count);
        // A seat of which nobody says where it is answers for every place; and missed again is missed again.
        Assert.Equal([missed.Find("council-missed")], missed.Given(A<VoiceSeated>("{'who':'farmers'}", at: "2019-05")).Frame().Power.Missing);
        Assert.Equal(3, missed.Given(A<VoiceMissed>("{'who':'farmers','where':'The board.'}", at: "2019-06")).Frame().Power.Missing.Count);
    }

    [Fact]
    public void a_voice_is_seated_whether_or_not_somebody_noticed_that_it_was_missing() =>
        Furnished.When(A<VoiceSeated>("{'who':'p-02'}")).IsAccepted();

    [Fact]
    public void moves_sanction_and_what_is_not_negotiable_are_kept()
    {
        var acted = Furnished.Given(
            A<PowerMoveMade>("{'by':'p-01','on':'river-board','move':'ENLISTED','outcome':'A hearing.'}", at: "2019-02", named: "second"),
            A<PowerMoveMade>("{'by':'river-board','on':'p-01','move':'SQUASHED'}", at: "2019-01", named: "first"),
            A<SanctionChanged>("{'by':'river-board','status':'TOLERATED'}", at: "2019-03", named: "tolerated"),
            A<SanctionChanged>("{'status':'UNSANCTIONED'}", at: "2018-03"),
            A<NonNegotiableDeclared>("{'holder':'farmers','statement':'Night water.'}", named: "night-water"));
        var power = acted.Frame().Power;
        Assert.Equal([acted.Find("first"), acted.Find("second")], power.Moves);
        Assert.Same(acted.Find("tolerated"), power.Sanction);
        Assert.Equal([acted.Find("night-water")], power.NonNegotiables);
        Assert.Null(Furnished.Frame().Power.Sanction);
    }
}
