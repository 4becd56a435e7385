using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Evaluation;

public class WeighingClaims
{
    /// <summary>An outcome of May to June 2019 and a claim with these causes.</summary>
    static Endeavour Claimed(string causes, string outcomeAt = "2019-05/2019-06", string rivals = "") => Furnished.Given(
        A<FieldNoteTaken>("{'words':'Rain.'}", at: "2019-04", named: "rain", visibility: Visibility.Public),
        A<FieldNoteTaken>("{'words':'A workshop.'}", at: "2019-07", named: "workshop", visibility: Visibility.Public),
        A<FieldNoteTaken>("{'words':'Night water.'}", at: "2019-05~", named: "night-water", visibility: Visibility.Evaluators),
        A<FieldNoteTaken>("{'words':'A meeting.'}", at: "2019-06", named: "meeting", visibility: Visibility.Public),
        A<OutcomeHarvested>("{'key':'river-back','who':'council','change':'The river runs.','intended':true}", at: outcomeAt, visibility: Visibility.Public, named: "outcome"),
        A<ContributionClaimed>($"{{'key':'claim','outcome':'river-back','by':'p-01','claim':'We did it.','causes':[{causes}]{rivals}}}", at: "2020", by: Eva, visibility: Visibility.Public, named: "claimed"));

    static IEnumerable<string> Causes(Frame frame) => Claim.Of(frame, "claim")!.Causes.Select(cause => $"{cause.Entry?.Ref ?? "?"} {cause.Weight?.ToString() ?? "-"} {cause.Order}");

    [Fact]
    public void each_cause_stands_in_its_time_order_to_the_outcome()
    {
        var endeavour = Claimed("{'entry':'rain','weight':'HOOP'},{'entry':'workshop','weight':'SMOKING_GUN'},{'entry':'night-water'},{'entry':'meeting'}");
        Assert.Equal(["rain Hoop Precedes", "workshop SmokingGun Contradicts", "night-water - CannotTell", "meeting - Overlaps"], Causes(endeavour.Frame()));
    }

    [Fact]
    public void a_cause_that_the_frame_does_not_have_cannot_be_told()
    {
        var endeavour = Claimed("{'entry':'rain'}").Given(A<EntryRetracted>("{'entry':'rain','reason':'Another year.'}"));
        Assert.Equal(["? - CannotTell"], Causes(endeavour.Frame()));
        Assert.Equal(["rain - Precedes"], Causes(endeavour.Frame(knownAt: $"{endeavour.Find("claimed").RecordedAt}")));
    }

    [Fact]
    public void a_corrected_date_of_the_outcome_turns_the_order_round()
    {
        var endeavour = Claimed("{'entry':'workshop'},{'entry':'rain'}", outcomeAt: "2019-09");
        Assert.Equal(["workshop - Precedes", "rain - Precedes"], Causes(endeavour.Frame()));
        var corrected = endeavour.Given(A<EntryCorrected>("{'entry':'outcome','reason':'It was earlier.','occurredAt':'2019-05'}"));
        Assert.Equal(["workshop - Contradicts", "rain - Precedes"], Causes(corrected.Frame()));
        Assert.Equal(["workshop - Precedes", "rain - Precedes"], Causes(corrected.Frame(knownAt: $"{endeavour.Last.RecordedAt}")));
    }

    [Fact]
    public void without_the_outcome_nothing_can_be_told()
    {
        var endeavour = Claimed("{'entry':'rain'}").Given(A<EntryRetracted>("{'entry':'outcome','reason':'It did not.'}"));
        Assert.Equal(["rain - CannotTell"], Causes(endeavour.Frame()));
        Assert.Null(Claim.Of(endeavour.Frame(), "claim")!.Outcome);
        Assert.DoesNotContain(global::ConveningLedger.Evaluation.Outcome.In(endeavour.Frame()), outcome => outcome.Data.Key == "river-back");
    }

    [Fact]
    public void a_cause_that_is_not_for_the_circle_is_not_counted()
    {
        var endeavour = Claimed("{'entry':'night-water'},{'entry':'rain'}", rivals: ",'rivals':[{'text':'Luck.','causes':[{'entry':'night-water'}]}]");
        Assert.Equal(["night-water - CannotTell", "rain - Precedes"], Causes(endeavour.Frame(seenAs: Visibility.Evaluators)));
        Assert.Equal(["rain - Precedes"], Causes(endeavour.Frame(seenAs: Visibility.Public)));
        Assert.Empty(Assert.Single(Claim.Of(endeavour.Frame(seenAs: Visibility.Public), "claim")!.Rivals).Causes);
    }

    [Fact]
    public void claims_stand_beside_their_outcome()
    {
        var outcome = global::ConveningLedger.Evaluation.Outcome.Of(Claimed("{'entry':'rain'}").Frame(), "river-back")!;
        Assert.Equal(["claim"], outcome.Claims.Select(claim => claim.Data.Key));
        Assert.Null(global::ConveningLedger.Evaluation.Outcome.Of(Furnished.Frame(), "river-back"));
    }

    [Fact]
    public void who_is_the_claimant_or_was_written_down_by_the_claims_recorder_is_not_independent()
    {
        static Telling Said(string by, Recorder recorder, string aspect = "CONTRIBUTION", string finding = "claim", string verdict = "CONFIRMED") =>
            A<FindingSubstantiated>($"{{'finding':'{finding}','aspect':'{aspect}','by':'{by}','verdict':'{verdict}'}}", at: "2020-05", by: recorder, visibility: Visibility.Public);

        // Eva recorded the claim, which p-01 makes; Ana recorded the outcome.
        var frame = Claimed("{'entry':'rain'}").Given(
            Said("p-02", Ana), Said("p-01", Ana), Said("p-02", Eva), Said("council", Ben, "DESCRIPTION", verdict: "DISPUTED"),
            Said("p-01", Eva, "SIGNIFICANCE", "river-back"), Said("p-01", Ana, "SIGNIFICANCE", "river-back")).Frame();
        Assert.Equal(["Description: council Disputed True", "Contribution: p-02 Confirmed True, p-01 Confirmed False, p-02 Confirmed False"],
            Claim.Of(frame, "claim")!.Aspects.Select(Told));
        Assert.Equal(["Significance: p-01 Confirmed True, p-01 Confirmed False"], global::ConveningLedger.Evaluation.Outcome.Of(frame, "river-back")!.Aspects.Select(Told));

        static string Told(AspectState aspect) =>
            $"{aspect.Aspect}: {string.Join(", ", aspect.Findings.Select(said => $"{said.Data.By} {said.Data.Verdict} {said.IsIndependent}"))}";
    }

    [Fact]
    public void who_was_asked_and_did_not_answer_is_told_of_a_wave()
    {
        var endeavour = Furnished.Given(
            A<WaveHeld>("{'key':'autumn-round','asked':['p-01','p-02','council'],'answered':['council']}", at: "2019-10"),
            A<TieDrawn>("{'from':'council','to':'farmers','direction':'ONE_WAY','depth':2,'wave':'autumn-round'}", at: "2019-10", named: "told"),
            A<TieDrawn>("{'from':'council','to':'p-01','direction':'ONE_WAY','depth':2}", at: "2019-10"));
        var waves = Wave.In(endeavour.Frame()).ToArray();
        Assert.Equal(["spring-round", "autumn-round"], waves.Select(wave => wave.Data.Key));
        Assert.Equal(["p-01", "p-02"], waves[1].NonRespondents);
        Assert.Equal(["told"], waves[1].Ties.Select(tie => tie.Ref));
        Assert.Equal(["p-01", "p-02"], waves[0].NonRespondents);
        Assert.Empty(waves[0].Ties);
    }
}
