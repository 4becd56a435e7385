using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Time;

public class AmendingTheRecord
{
    // Recorded on 1 March 2024, amended month by month.
    static readonly Endeavour Voiced = Furnished.Given(A<IdentityVoiced>("{'participant':'p-02','words':'I am a fisher.'}",
        at: "2019-03", named: "voiced", standpoint: Standpoint.SecondHand, modes: [Mode.Engagement], note: "At the well.", evidence: ["a letter"],
        visibility: Visibility.Public, today: "2024-03-01T00:00:00Z"));

    static Telling Correct(string what, int month, string named) =>
        A<EntryCorrected>($"{{'entry':'voiced','reason':'A slip.',{what}}}", today: $"2024-{month:00}-01T00:00:00Z", named: named);

    static Telling Retract(string entry, int month, string named) =>
        A<EntryRetracted>($"{{'entry':'{entry}','reason':'A slip.'}}", today: $"2024-{month:00}-01T00:00:00Z", named: named);

    static Entry? Shown(Endeavour endeavour, int month = 12, Visibility seenAs = Visibility.Conveners, string? at = null) =>
        endeavour.Frame(at, $"2024-{month:00}", seenAs) is var frame && frame.Edition.Find("voiced") is { } entry && frame.IsEffective(entry) ? entry : null;

    static string? Words(Entry? entry) => ((IdentityVoiced?)entry?.Data)?.Words;

    [Fact]
    public void corrections_apply_member_by_member_the_latest_that_gives_it()
    {
        var corrected = Voiced.Given(
            Correct("'data':{'participant':'p-02','words':'I am a farmer.'},'note':'At the mill.','standpoint':'SELF'", 4, "one"),
            Correct("'note':'At the ford.','occurredAt':'2019-04','modes':['ALIGNMENT','IMAGINATION']", 5, "two"),
            Correct("'toldBy':'p-01','mentions':['farmers'],'evidence':['a photograph']", 6, "three"));
        var shown = Shown(corrected)!;
        Assert.Equal(("I am a farmer.", "At the ford.", "2019-04", Standpoint.Self, "p-01"), (Words(shown), shown.Note, shown.OccurredAt.Text, shown.Standpoint, shown.ToldBy));
        Assert.Equal([Mode.Alignment, Mode.Imagination], shown.Modes);
        Assert.Equal(["farmers"], shown.Mentions);
        Assert.Equal(["a photograph"], shown.Evidence);
        Assert.Equal(["one", "two", "three"], shown.Corrections.Select(correction => correction.Ref!));
        // It keeps its place in the order of receiving, and when it became known.
        Assert.Equal((Voiced.Last.Sequence, Voiced.Last.RecordedAt), (shown.Sequence, shown.RecordedAt));
    }

    [Fact]
    public void each_knew_what_was_known_then()
    {
        var corrected = Voiced.Given(
            Correct("'data':{'participant':'p-02','words':'I am a farmer.'}", 4, "one"), Correct("'data':{'participant':'p-02','words':'I farm.'}", 6, "two"));
        Assert.Null(Shown(corrected, month: 2));
        Assert.Equal(["I am a fisher.", "I am a farmer.", "I am a farmer.", "I farm."], new[] { 3, 4, 5, 6 }.Select(month => Words(Shown(corrected, month))));
        Assert.Same(corrected.Find("voiced"), Shown(corrected, month: 3));
    }

    [Fact]
    public void a_correction_of_when_it_happened_moves_it_in_the_world()
    {
        var corrected = Voiced.Given(A<IdentityVoiced>("{'participant':'p-02','words':'I was a fisher.'}", at: "2019-06", today: "2024-03-02T00:00:00Z"), Correct("'occurredAt':'2019-09'", 4, "one"));
        IEnumerable<string> Order(int month, string? at = null) =>
            corrected.Frame(at, $"2024-{month:00}").Identities.Participants["p-02"].Voiced.Select(entry => ((IdentityVoiced)entry.Data).Words);
        Assert.Equal(["I am a fisher.", "I was a fisher."], Order(3));
        Assert.Equal(["I was a fisher.", "I am a fisher."], Order(4));
        Assert.Equal(["I was a fisher."], Order(4, at: "2019-08"));
    }

    [Fact]
    public void a_retraction_takes_back_and_can_be_taken_back_and_that_too()
    {
        var retracted = Voiced.Given(Retract("voiced", 4, "r1"), Retract("r1", 5, "r2"), Retract("r2", 6, "r3"), Retract("r3", 7, "r4"));
        Assert.Equal([true, false, true, false, true], Enumerable.Range(3, 5).Select(month => Shown(retracted, month) is not null));
        Assert.Equal([null, "r1", null, "r1", null],
            Enumerable.Range(3, 5).Select(month => retracted.Frame(knownAt: $"2024-{month:00}").Edition.RetractionOf(retracted.Find("voiced"))?.Ref));
        // It stays a retraction of an entry as first recorded, whenever it is dated.
        Assert.Null(Shown(Voiced.Given(Retract("voiced", 4, "r1") with { At = "2023" }), at: "2019-12"));
    }

    [Fact]
    public void two_retractions_are_both_to_be_taken_back()
    {
        var twice = Voiced.Given(Retract("voiced", 4, "r1"), Retract("voiced", 5, "r2"), Retract("r1", 6, "r3"));
        Assert.Null(Shown(twice));
        Assert.NotNull(Shown(twice.Given(Retract("r2", 7, "r4"))));
    }

    [Fact]
    public void a_retracted_correction_counts_for_as_long_as_it_stood()
    {
        var mended = Voiced.Given(
            Correct("'data':{'participant':'p-02','words':'I am a farmer.'}", 4, "one"), Correct("'note':'At the mill.'", 5, "two"),
            Retract("one", 6, "r1"), Retract("r1", 7, "r2"));
        Assert.Equal(["I am a fisher.", "I am a farmer.", "I am a farmer.", "I am a fisher.", "I am a farmer."], Enumerable.Range(3, 5).Select(month => Words(Shown(mended, month))));
        Assert.Equal(["At the well.", "At the well.", "At the mill.", "At the mill.", "At the mill."], Enumerable.Range(3, 5).Select(month => Shown(mended, month)!.Note));
    }

    [Fact]
    public void remarks_stand_beside_the_entry_until_they_are_taken_back()
    {
        var contested = Voiced.Given(
            A<EntryContested>("{'entry':'voiced','who':'p-01','words':'No.'}", today: "2024-04-01T00:00:00Z", named: "contest"),
            A<EntryAnnotated>("{'entry':'voiced','words':'Compare.'}", today: "2024-05-01T00:00:00Z", named: "annotation"), Retract("contest", 6, "r1"));
        IEnumerable<string?> Remarks(int month, Visibility seenAs = Visibility.Conveners) =>
            contested.Frame(knownAt: $"2024-{month:00}", seenAs: seenAs).Edition.RemarksOn(contested.Find("voiced")).Select(remark => remark.Ref);
        Assert.Equal(["contest"], Remarks(4));
        Assert.Equal(["contest", "annotation"], Remarks(5));
        Assert.Equal(["annotation"], Remarks(6));
        // They have the narrower tier of their own and their target's.
        Assert.Empty(Remarks(6, Visibility.Public));
    }

    [Fact]
    public void meta_entries_are_never_effective_themselves() =>
        Assert.DoesNotContain(Voiced.Given(Correct("'note':'x'", 4, "one"), Retract("one", 5, "r1")).Frame().Effective, entry => entry.Kind.IsMeta);

    [Fact]
    public void widening_opens_the_past_and_narrowing_closes_it()
    {
        var hidden = Furnished.Given(A<IdentityVoiced>("{'participant':'p-02','words':'I am a fisher.'}", named: "voiced", visibility: Visibility.Conveners, today: "2024-03-01T00:00:00Z"));
        Assert.Null(Shown(hidden, seenAs: Visibility.Team));
        var widened = hidden.Given(A<EntryReclassified>("{'entry':'voiced','visibility':'EVALUATORS'}", today: "2024-05-01T00:00:00Z", named: "widened"));
        Assert.NotNull(Shown(widened, month: 3, Visibility.Evaluators));
        Assert.Null(Shown(widened, month: 3, Visibility.Public));
        var narrowed = widened.Given(A<EntryReclassified>("{'entry':'voiced','visibility':'TEAM'}", today: "2024-06-01T00:00:00Z", named: "narrowed"));
        Assert.Null(Shown(narrowed, month: 5, Visibility.Evaluators));
        Assert.NotNull(Shown(narrowed, month: 3, Visibility.Team));
        // A reclassification that is taken back was never made.
        Assert.NotNull(Shown(narrowed.Given(Retract("narrowed", 7, "r1")), month: 5, Visibility.Evaluators));
        Assert.Null(Shown(narrowed.Given(Retract("narrowed", 7, "r1"), Retract("widened", 8, "r2")), month: 5, Visibility.Team));
    }

    [Fact]
    public void what_was_superseded_while_one_could_not_see_it_stays_out_of_sight()
    {
        var corrected = Furnished.Given(
            A<IdentityVoiced>("{'participant':'p-02','words':'I am Mira, a fisher.'}", named: "voiced", visibility: Visibility.Conveners, today: "2024-03-01T00:00:00Z"),
            Correct("'data':{'participant':'p-02','words':'I am a fisher.'}", 4, "one"),
            A<EntryReclassified>("{'entry':'voiced','visibility':'PUBLIC'}", today: "2024-05-01T00:00:00Z"),
            Correct("'data':{'participant':'p-02','words':'I fish.'}", 6, "two"));
        Assert.Equal([null, "I am a fisher.", "I am a fisher.", "I fish."], new[] { 3, 4, 5, 6 }.Select(month => Words(Shown(corrected, month, Visibility.Public))));
        Assert.Equal("I am Mira, a fisher.", Words(Shown(corrected, 3)));
    }

    [Fact]
    public void so_does_a_wording_that_was_unmade_meanwhile()
    {
        var unmade = Furnished.Given(
            A<IdentityVoiced>("{'participant':'p-02','words':'I am a fisher.'}", named: "voiced", visibility: Visibility.Conveners, today: "2024-03-01T00:00:00Z"),
            Correct("'data':{'participant':'p-02','words':'I am Mira, a fisher.'}", 4, "one"), Retract("one", 5, "r1"),
            A<EntryReclassified>("{'entry':'voiced','visibility':'PUBLIC'}", today: "2024-06-01T00:00:00Z"));
        Assert.Equal(["I am a fisher.", null, "I am a fisher."], new[] { 3, 4, 5 }.Select(month => Words(Shown(unmade, month, Visibility.Public))));
        Assert.Equal("I am Mira, a fisher.", Words(Shown(unmade, 4)));
    }
}
