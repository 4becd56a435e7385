using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.LongGame;

public class MovingByLittle
{
    static Telling Tie(decimal depth, string at, string from = "council", string to = "river-board", string more = "") =>
        A<TieDrawn>($"{{'from':'{from}','to':'{to}','direction':'ONE_WAY','depth':{depth}{more}}}", at: at);

    static IEnumerable<string> Shifts(Frame frame) => frame.Measures.MicroShifts.Select(shift => $"{shift.Entry.OccurredAt} {shift.Before}→{shift.After}");

    [Fact]
    public void a_first_value_is_none_and_one_that_stays_is_none() =>
        Assert.Equal(["2019-03 1→3"], Shifts(Furnished.Given(Tie(1, "2019-01"), Tie(1, "2019-02"), Tie(3, "2019-03")).Frame()));

    [Fact]
    public void before_belongs_to_the_frame_and_changes_with_what_comes_late()
    {
        var drawn = Furnished.Given(Tie(1, "2019-01"), Tie(4, "2019-03"));
        Assert.Equal(["2019-03 1→4"], Shifts(drawn.Frame()));
        var late = drawn.Given(Tie(5, "2019-02"));
        Assert.Equal(["2019-02 1→5", "2019-03 5→4"], Shifts(late.Frame()));
        Assert.Equal(["2019-03 1→4"], Shifts(late.Frame(knownAt: $"{drawn.Last.RecordedAt}")));
        Assert.Equal(["2019-02 1→5"], Shifts(late.Frame(at: "2019-02")));
        // One that came first all along makes the first value a micro-shift.
        Assert.Equal(["2019-01 0→1", "2019-03 1→4"], Shifts(drawn.Given(Tie(0, "2018-05")).Frame()));
    }

    [Fact]
    public void a_correction_and_a_retraction_change_what_was_before()
    {
        var drawn = Furnished.Given(Tie(1, "2019-01"), Tie(2, "2019-02") with { Named = "second" }, Tie(4, "2019-03"));
        Assert.Equal(["2019-02 1→2", "2019-03 2→4"], Shifts(drawn.Frame()));
        Assert.Equal(["2019-03 1→4"], Shifts(drawn.Given(A<EntryRetracted>("{'entry':'second','reason':'No.'}")).Frame()));
        Assert.Equal(["2019-02 1→5", "2019-03 5→4"],
            Shifts(drawn.Given(A<EntryCorrected>("{'entry':'second','reason':'No.','data':{'from':'council','to':'river-board','direction':'ONE_WAY','depth':5}}")).Frame()));
        Assert.Equal(["2019-03 1→4", "2020 4→2"], Shifts(drawn.Given(A<EntryCorrected>("{'entry':'second','reason':'No.','occurredAt':'2020'}")).Frame()));
    }

    [Fact]
    public void each_subject_moves_by_itself()
    {
        var drawn = Furnished.Given(
            Tie(1, "2019-01"), Tie(2, "2019-02", from: "river-board", to: "council"), Tie(3, "2019-03", more: ",'relation':'TRUSTS'"),
            Tie(4, "2019-04", more: ",'relation':'OTHER'"));
        // Only the last one is between the same two, the same way, of the same relation: an absent relation is OTHER.
        var shift = Assert.Single(drawn.Frame().Measures.MicroShifts);
        Assert.Equal(new(Measure.Depth, ["council", "river-board", "OTHER"]), shift.Of);
        Assert.Equal((1m, 4m), (shift.Before, shift.After));
    }

    [Fact]
    public void every_kind_that_moves_a_measure_counts_to_its_dimension()
    {
        var moved = Furnished.Given(
            A<IdentificationShifted>("{'participant':'p-02','with':'council','strength':0}", at: "2019-01"),
            A<IdentificationShifted>("{'participant':'p-02','with':'council','strength':1}", at: "2019-02"),
            A<PowerMapped>("{'holder':'council','form':'OTHER','influence':0,'stance':0}", at: "2019-01"),
            A<PowerMapped>("{'holder':'council','form':'OTHER','influence':1,'stance':1}", at: "2019-02"),
            A<LegitimacySignalled>("{'constituency':'council','source':'OTHER','strength':0}", at: "2019-01"),
            A<LegitimacySignalled>("{'constituency':'council','source':'RESULTS','strength':1}", at: "2019-02"),
            A<BoundaryShifted>("{'boundary':'weir','permeability':0,'move':'CROSSED'}", at: "2019-01"),
            A<BoundaryShifted>("{'boundary':'weir','permeability':1,'move':'CROSSED'}", at: "2019-02"),
            A<AgencySetBack>("{'who':'council','description':'None held.'}", at: "2019-01"),
            A<AgencyMilestoneReached>("{'who':'council','milestone':'RECOGNISED','level':'COLLECTIVE','description':'One.'}", at: "2019-02"),
            A<TieDrawn>("{'from':'council','to':'farmers','direction':'ONE_WAY','depth':0}", at: "2019-01"),
            A<TieDrawn>("{'from':'council','to':'farmers','direction':'ONE_WAY','depth':1}", at: "2019-02"),
            A<TensionHeld>("{'tension':'GROUND_AND_POLITICS','leaning':0}", at: "2019-01"),
            A<TensionHeld>("{'tension':'GROUND_AND_POLITICS','leaning':1}", at: "2019-02"),
            A<VoiceIncluded>("{'who':'p-02'}", at: "2019-02"));
        Assert.Equal(
            [
                (Measure.Identification, Dimension.Identity, 1m), (Measure.Stance, Dimension.Power, 1m), (Measure.Influence, Dimension.Power, 1m),
                (Measure.Standing, Dimension.Legitimacy, 0.5m), (Measure.Permeability, Dimension.Boundary, 1m), (Measure.Milestones, Dimension.Agency, 1m),
                (Measure.Depth, null, 1m), (Measure.Leaning, null, 1m), (Measure.Voices, (Dimension?)Dimension.Call, 1m),
            ],
            moved.Frame().Measures.MicroShifts.Select(shift => (shift.Of.Measure, shift.Dimension, shift.Delta)));
    }
}
