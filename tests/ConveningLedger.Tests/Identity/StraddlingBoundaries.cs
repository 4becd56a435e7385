using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Identity;

public class StraddlingBoundaries
{
    static Telling Shift(string with, decimal strength, string at = "2019", string who = "p-02", Standpoint? standpoint = null) =>
        A<IdentificationShifted>($"{{'participant':'{who}','with':'{with}','strength':{strength}}}", at: at, standpoint: standpoint, visibility: Visibility.Public);

    static IEnumerable<string> Bridging(Frame frame) => Straddle.In(frame).Select(straddle =>
        $"{straddle.Participant.Key} {straddle.Boundary.Key}: {string.Join(" | ", straddle.Sides.Select(side => string.Join(" ", side)))}");

    [Fact]
    public void takes_belonging_by_more_than_a_fifth_on_two_sides()
    {
        var endeavour = Furnished.Given(Shift("north-bank", 0.21m), Shift("south-bank", 0.2m));
        Assert.Empty(Bridging(endeavour.Frame()));
        Assert.Equal(["p-02 weir: north-bank | south-bank"], Bridging(endeavour.Given(Shift("south-bank", 0.3m, "2020")).Frame()));
        Assert.Empty(Bridging(endeavour.Given(Shift("south-bank", 0.3m, "2020")).Frame(at: "2019")));
        // Dis-identifying with a side is not belonging to it.
        Assert.Empty(Bridging(endeavour.Given(Shift("south-bank", -0.9m, "2020")).Frame()));
    }

    [Fact]
    public void two_elements_on_one_side_are_one_side()
    {
        var ford = A<BoundaryNamed>("{'key':'ford','name':'The ford','type':'SCALE','sides':[['north-bank','council'],['south-bank'],['river-board']]}", visibility: Visibility.Public);
        Assert.Empty(Bridging(Furnished.Given(ford, Shift("north-bank", 1), Shift("council", 1)).Frame()));
        Assert.Equal(["p-02 ford: north-bank council |  | river-board"], Bridging(Furnished.Given(ford, Shift("north-bank", 1), Shift("council", 1), Shift("river-board", 1)).Frame()));
    }

    [Fact]
    public void ends_for_those_who_leave()
    {
        var endeavour = Furnished.Given(Shift("north-bank", 1), Shift("south-bank", 1));
        Assert.Single(Bridging(endeavour.Frame()));
        Assert.Empty(Bridging(endeavour.Given(A<ParticipantLeft>("{'participant':'p-02'}", at: "2020")).Frame()));
    }

    [Fact]
    public void breadth_counts_what_they_belong_to()
    {
        var participant = Furnished.Given(Shift("north-bank", 0.21m), Shift("south-bank", 0.2m), Shift("council", 1), Shift("river-board", -1), Shift("council", 0.5m, "2020", standpoint: Standpoint.Self))
            .Frame().Identities.Participants["p-02"];
        Assert.Equal(["council", "north-bank"], participant.BelongsTo);
        Assert.Equal(2, participant.Breadth);
        Assert.Equal((0.5m, 1m, 0.5m), (participant.Nexus["council"].StrengthBySelf, participant.Nexus["council"].StrengthByOthers, participant.Nexus["council"].Strength));
        Assert.Null(participant.Nexus["north-bank"].StrengthBySelf);
    }

    [Fact]
    public void what_somebody_answers_for_is_the_latest_of_each_and_not_what_they_let_go()
    {
        static Telling Named(string to, string @for, string move, string at) =>
            A<AccountabilityNamed>($"{{'who':'p-02','to':'{to}','for':'{@for}','formality':'FORMAL','move':'{move}'}}", at: at);

        var endeavour = Furnished.Given(Named("council", "the gate", "FACED", "2019-01"), Named("council", "the gate", "SHARED", "2019-02"),
            Named("council", "the keys", "FACED", "2019-03"), Named("farmers", "the gate", "FACED", "2019-04"), Named("farmers", "the gate", "DROPPED", "2019-05"));
        Assert.Equal(["the gate Shared", "the keys Faced"], endeavour.Frame().Identities.Answerable.Select(entry => $"{((AccountabilityNamed)entry.Data).For} {((AccountabilityNamed)entry.Data).Move}"));
        Assert.Equal(3, endeavour.Frame(at: "2019-04").Identities.Answerable.Count());
    }

    [Fact]
    public void a_person_is_shown_with_what_they_said_whatever_kind_of_entry_it_is_in()
    {
        var endeavour = Furnished.Given(
            A<IdentityVoiced>("{'participant':'p-02','words':'I am a fisher.'}", at: "2019-01"),
            A<CallAnswered>("{'who':'p-02','answer':'HESITANT','words':'We shall see.'}", at: "2019-02"),
            A<ConveningCallRevised>("{'text':'Ours.','rationale':'Shorter.','contributors':['p-02','p-01'],'promise':'Peace.'}", at: "2019-03"),
            A<VoiceIncluded>("{'who':'p-02','through':'A song.'}", at: "2019-04"),
            A<EntryContested>("{'entry':'common-call','who':'p-02','words':'Not so.'}", at: "2019-05"));
        var person = Person.Of(endeavour.Frame(), "p-02")!;
        Assert.Equal(["words: I am a fisher.", "words: We shall see.", "text: Ours.", "promise: Peace."], person.OwnWords.Select(own => $"{own.Member}: {own.Text}"));
        Assert.Equal("Ours.", Person.Of(endeavour.Frame(), "p-01")!.OwnWords.First(own => own.Entry.Data is ConveningCallRevised).Text);
        Assert.Null(Person.Of(endeavour.Frame(), "river-board"));
        Assert.Null(Person.Of(endeavour.Frame(), "nobody"));
        Assert.Equal(endeavour.Find("p-02-mapped"), person.Element.Mapped);
        Assert.Equal("2019-04", person.Silence.Last!.OccurredAt.Text);
    }
}
