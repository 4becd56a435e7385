using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Time;

public class ComparingMoments
{
    /// <summary>The changes, each with its movers: + is in the later frame only, - in the earlier one only, ~ in both with other content.</summary>
    static IEnumerable<string> Told(Comparison comparison) => comparison.Changes.Select(change =>
        $"{change.Register.Name}({string.Join(" ", change.Register.Subject)}) {change.From?.ToString() ?? "-"} → {change.To?.ToString() ?? "-"} by "
        + string.Join(", ", change.Movers.Select(mover => $"{(mover.Before is null ? "+" : mover.After is null ? "-" : "~")}{mover.Entry.Ref}"
            + (mover.Causes.Length == 0 ? "" : $" because of {string.Join(" and ", mover.Causes.Select(cause => cause.Ref))}"))));

    static Telling Shift(decimal permeability, string at, string named) =>
        A<BoundaryShifted>($"{{'boundary':'weir','permeability':{permeability},'move':'CROSSED'}}", at: at, named: named, visibility: Visibility.Public);

    static Endeavour Moved => Furnished.Given(
        Shift(0.2m, "2019-01", "first"), Shift(0.5m, "2019-03", "second"), Shift(0.5m, "2019-04", "third"),
        A<ConveningCallRevised>("{'text':'Come and share our river.','contributors':['p-02']}", at: "2019-02", named: "reworded"),
        A<ParticipantLeft>("{'participant':'p-02'}", at: "2019-05", named: "gone"));

    [Fact]
    public void lists_what_differs_from_what_to_what_and_what_moved_it()
    {
        Assert.Equal(
            [
                "CallText() Come and share the river. → Come and share our river. by +reworded",
                "CallVoice(p-02) - → MEMBER by +reworded",
                "Voices() 0 → 1 by +reworded",
                "Permeability(weir) 0.2 → 0.5 by +second, +third",
                "Participant(p-02) MEMBER → - by +gone",
            ],
            Told(Comparison.Of(Moved.Frame(at: "2019-01"), Moved.Frame(at: "2019-05"))));
        var change = Comparison.Of(Moved.Frame(at: "2019-01"), Moved.Frame(at: "2019-05")).Changes[0];
        Assert.Equal([(DiffOperation.Removed, "the"), (DiffOperation.Added, "our")], change.Diff.Where(run => run.Operation != DiffOperation.Kept).Select(run => (run.Operation, run.Text)));
    }

    [Fact]
    public void lists_nothing_that_moved_and_came_back()
    {
        var back = Moved.Given(Shift(0.2m, "2019-06", "back"));
        Assert.DoesNotContain(Comparison.Of(back.Frame(at: "2019-01"), back.Frame(at: "2019-06")).Changes, change => change.Register.Name == RegisterName.Permeability);
        Assert.Equal(["Permeability(weir) 0.5 → 0.2 by +back"], Told(Comparison.Of(back.Frame(at: "2019-05"), back.Frame(at: "2019-06"))));
    }

    [Fact]
    public void a_frame_beside_itself_shows_no_change() => Assert.Empty(Comparison.Of(Moved.Frame(), Moved.Frame()).Changes);

    [Fact]
    public void looks_back_as_well_as_forth() => Assert.Equal(["Permeability(weir) 0.5 → - by -first, -second, -third"],
        Told(Comparison.Of(Moved.Frame(at: "2019-04"), Moved.Frame(at: "2018-12"))).Where(told => told.StartsWith("Permeability", StringComparison.Ordinal)));

    [Fact]
    public void what_describes_a_thing_is_compared_where_the_thing_is_in_both()
    {
        var endeavour = Furnished.Given(
            A<ElementMapped>("{'key':'mill','name':'The mill','element':'PROJECT','scale':'LOCAL','description':'Grinds.'}", at: "2019-01", named: "mapped", visibility: Visibility.Public),
            A<ElementMapped>("{'key':'mill','name':'The old mill','element':'PROJECT','scale':'REGIONAL'}", at: "2019-02", named: "again", visibility: Visibility.Public),
            A<ElementRetired>("{'key':'mill'}", at: "2019-03", named: "retired"));
        Assert.Equal(["Element(mill) - → MEMBER by +mapped"], Told(Comparison.Of(endeavour.Frame(at: "2018"), endeavour.Frame(at: "2019-01"))));
        Assert.Equal(
            ["ElementName(mill) The mill → The old mill by +again", "ElementDescription(mill) Grinds. → - by +again", "ElementScale(mill) LOCAL → REGIONAL by +again"],
            Told(Comparison.Of(endeavour.Frame(at: "2019-01"), endeavour.Frame(at: "2019-02"))));
        Assert.Equal(["Element(mill) MEMBER → - by +retired"], Told(Comparison.Of(endeavour.Frame(at: "2019-02"), endeavour.Frame(at: "2019-03"))));
    }

    [Fact]
    public void hindsight_names_the_correction_and_the_retraction_that_caused_it()
    {
        var then = Moved.Last.RecordedAt;
        var mended = Moved.Given(
            A<EntryCorrected>("{'entry':'second','reason':'Misread.','data':{'boundary':'weir','permeability':0.7,'move':'CROSSED'}}", named: "misread"),
            A<EntryRetracted>("{'entry':'third','reason':'Another weir.'}", named: "taken-back"),
            Shift(0.9m, "2018-12", "found"));
        Assert.Equal(["Permeability(weir) 0.5 → 0.7 by +found, ~second because of misread, -third because of taken-back"],
            Told(Comparison.Of(mended.Frame(at: "2019-05", knownAt: $"{then}"), mended.Frame(at: "2019-05"))));
        // Taken back itself, the retraction is known in both, and stands in one.
        var mid = mended.Last.RecordedAt;
        var restored = mended.Given(A<EntryRetracted>("{'entry':'taken-back','reason':'The same weir.'}", named: "restored"));
        Assert.Equal(["Permeability(weir) 0.7 → 0.5 by +third because of taken-back and restored"],
            Told(Comparison.Of(restored.Frame(at: "2019-05", knownAt: $"{mid}"), restored.Frame(at: "2019-05"))));
    }

    [Fact]
    public void a_corrected_date_moves_an_entry_into_the_frame_or_out_of_it()
    {
        var moved = Moved.Given(A<EntryCorrected>("{'entry':'gone','reason':'A year later.','occurredAt':'2020-05'}", named: "later"));
        Assert.Equal(["Participant(p-02) - → MEMBER by -gone because of later"],
            Told(Comparison.Of(moved.Frame(at: "2019-05", knownAt: $"{Moved.Last.RecordedAt}"), moved.Frame(at: "2019-05"))));
    }

    [Fact]
    public void the_time_order_of_a_cause_is_moved_by_the_outcomes_date()
    {
        var endeavour = Furnished.Given(
            A<FieldNoteTaken>("{'words':'Workshop.'}", at: "2019-06", named: "workshop"),
            A<OutcomeHarvested>("{'key':'river-back','who':'council','change':'It runs.','intended':true}", at: "2019-09", named: "outcome"),
            A<ContributionClaimed>("{'key':'claim','outcome':'river-back','by':'p-01','claim':'We did.','causes':[{'entry':'workshop','weight':'HOOP'}]}", at: "2020", named: "claimed"));
        var mended = endeavour.Given(A<EntryCorrected>("{'entry':'outcome','reason':'Earlier.','occurredAt':'2019-05'}", named: "mended"));
        Assert.Equal(["OutcomeTime(river-back) 2019-09 → 2019-05 by ~outcome because of mended", "CauseOrder(claim workshop) PRECEDES → CONTRADICTS by ~outcome because of mended"],
            Told(Comparison.Of(mended.Frame(knownAt: $"{endeavour.Last.RecordedAt}"), mended.Frame())));
    }

    [Fact]
    public void what_the_public_would_see_is_a_comparison_too()
    {
        var endeavour = Moved.Given(A<EntryReclassified>("{'entry':'second','visibility':'TEAM'}", named: "narrowed"));
        var told = Told(Comparison.Of(endeavour.Frame(), endeavour.Frame(seenAs: Visibility.Public))).ToArray();
        Assert.Contains("Convener(p-01) MEMBER → - by -", told);
        // Its value is the same, though by other entries: so it is no change.
        Assert.DoesNotContain(told, change => change.StartsWith("Permeability", StringComparison.Ordinal));
        var before = Told(Comparison.Of(endeavour.Frame(at: "2019-03"), endeavour.Frame(at: "2019-03", seenAs: Visibility.Public)));
        Assert.Contains("Permeability(weir) 0.5 → 0.2 by -second because of narrowed", before);
        // From the public's side nothing is said of what made it so.
        Assert.Contains("Permeability(weir) 0.2 → 0.5 by +second because of narrowed", Told(Comparison.Of(endeavour.Frame(at: "2019-03", seenAs: Visibility.Public), endeavour.Frame(at: "2019-03"))));
    }

    [Fact]
    public void a_voice_that_is_seated_somewhere_answers_for_where_it_was_missed()
    {
        var missed = Furnished.Given(A<VoiceMissed>("{'who':'farmers','where':'The board'}", at: "2019-01", named: "missed"), A<VoiceMissed>("{'who':'farmers'}", at: "2019-02", named: "nowhere"));
        var seated = missed.Given(A<VoiceSeated>("{'who':'farmers','where':'The board'}", at: "2019-03", named: "seated"));
        Assert.Equal(
            ["VoiceMissing(farmers) MEMBER → - by +seated", "VoiceMissing(farmers The board) MEMBER → - by +seated", "VoiceSeated(farmers The board) - → MEMBER by +seated"],
            Told(Comparison.Of(seated.Frame(at: "2019-02"), seated.Frame(at: "2019-03"))));
    }

    [Fact]
    public void every_kind_moves_a_register_or_only_happens()
    {
        string[] happening =
        [
            "AgencyConstrained", "ContextShifted", "EncounterHeld", "FieldNoteTaken", "IdentityVoiced", "MicroShiftNoticed", "MomentMarked", "PowerMoveMade", "ReflectionHeld",
            "ValueNarrativeTold", "EntryAnnotated", "EntryContested", "EntryCorrected", "EntryReclassified", "EntryRetracted",
        ];
        foreach (var kind in Catalogue.Standard.Kinds.Where(kind => kind.Name != "EndeavourOpened"))
        {
            var before = Furnished;
            var after = Examples.Tell(kind.Name, Examples.Whole(kind.Name)).IsAccepted();
            var changes = Comparison.Of(before.Frame(), before.History.After([after]).At(Instant.MaxValue, Instant.MaxValue, Visibility.Conveners)).Changes;
            // A correction of the call and a retraction of it do move something, by what they do to the call.
            if (kind.IsMeta)
                continue;
            Assert.True(happening.Contains(kind.Name) == (changes.Length == 0), $"{kind.Name}: {changes.Length}");
            Assert.All(changes, change => Assert.NotEmpty(change.Movers));
        }
    }
}
