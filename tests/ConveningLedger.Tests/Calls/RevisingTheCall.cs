using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Calls;

public class RevisingTheCall
{
    static readonly Endeavour Revised = Furnished.Given(
        A<ConveningCallRevised>("{'text':'Come and share our river.','contributors':['p-01','p-02'],'trigger':'NEW_VOICE','basedOn':'common-call'}", at: "2019-03", named: "second-call"));

    static CallState Call(Frame frame, string? audience = null) => frame.Narrative.Calls[audience ?? Narrative.Common];

    static IEnumerable<string> Texts(CallState call) => call.Revisions.Select(revision => ((ConveningCallRevised)revision.Data).Text);

    [Fact]
    public void each_audience_has_a_call_of_its_own()
    {
        var frame = Revised.Frame();
        Assert.Equal(["", "farmers"], frame.Narrative.Calls.Keys);
        Assert.Null(Call(frame).Audience);
        Assert.Equal("farmers", Call(frame, "farmers").Audience);
        Assert.Equal(["Come and share the river.", "Come and share our river."], Texts(Call(frame)));
        Assert.Same(Revised.Find("second-call"), Call(frame).Current);
        Assert.Same(Revised.Find("farmers-call"), Call(frame, "farmers").Current);
    }

    [Fact]
    public void a_late_account_of_an_earlier_wording_takes_its_place_in_time()
    {
        var late = Revised.Given(A<ConveningCallRevised>("{'text':'The river is ours.'}", at: "2018-09~"));
        Assert.Equal(["Come and share the river.", "The river is ours.", "Come and share our river."], Texts(Call(late.Frame())));
        Assert.Equal(["Come and share the river."], Texts(Call(late.Frame(at: "2018-08"))));
        Assert.Equal(["Come and share the river."], Texts(Call(late.Frame(at: "2018-09", knownAt: $"{Revised.Last.RecordedAt}"))));
    }

    [Fact]
    public void it_is_refused_where_a_newer_one_could_be_seen_and_that_one_is_named()
    {
        var refusal = Revised.When(A<ConveningCallRevised>("{'text':'Come!','basedOn':'common-call'}")).IsRefused(RefusalCode.BasedOnBehind, "data.basedOn");
        Assert.Equal([Revised.Find("second-call").Id.ToString()], refusal.Nearest);
        Revised.When(A<ConveningCallRevised>("{'text':'Come!','basedOn':'second-call'}")).IsAccepted();
        Revised.When(A<ConveningCallRevised>($"{{'text':'Come!','basedOn':'{Revised.Last.Id}'}}")).IsAccepted();
        // Without saying what it was written against nothing is checked.
        Revised.When(A<ConveningCallRevised>("{'text':'Come!'}")).IsAccepted();
    }

    [Fact]
    public void what_is_newer_counts_by_when_it_was_recorded() =>
        Furnished.Given(A<ConveningCallRevised>("{'text':'An early one.'}", at: "2018-01"))
            .When(A<ConveningCallRevised>("{'text':'Come!','basedOn':'common-call'}")).IsRefused(RefusalCode.BasedOnBehind, "data.basedOn");

    [Fact]
    public void a_newer_one_that_one_may_not_see_is_not_in_the_way()
    {
        var hidden = Furnished.Given(A<ConveningCallRevised>("{'text':'Between us.'}", visibility: Visibility.Conveners));
        hidden.When(A<ConveningCallRevised>("{'text':'Come!','basedOn':'common-call'}", by: Tom)).IsAccepted();
        hidden.When(A<ConveningCallRevised>("{'text':'Come!','basedOn':'common-call'}")).IsRefused(RefusalCode.BasedOnBehind, "data.basedOn");
    }

    [Fact]
    public void a_newer_one_that_was_taken_back_is_not_in_the_way() =>
        Revised.Given(A<EntryRetracted>("{'entry':'second-call','reason':'Never said.'}"))
            .When(A<ConveningCallRevised>("{'text':'Come!','basedOn':'common-call'}")).IsAccepted();

    [Fact]
    public void it_is_based_on_the_call_of_its_own_audience_and_may_be_adapted_from_any()
    {
        var refusal = Revised.When(A<ConveningCallRevised>("{'audience':'farmers','text':'Come!','basedOn':'second-call'}")).IsRefused(RefusalCode.WrongEntry, "data.basedOn");
        Assert.Contains("farmers", refusal.Accepted);
        Revised.When(A<ConveningCallRevised>("{'audience':'farmers','text':'Come!','basedOn':'farmers-call','adaptedFrom':'second-call'}")).IsAccepted();
        Revised.When(A<ConveningCallRevised>("{'audience':'council','text':'Come!','adaptedFrom':'common-call'}")).IsAccepted();
        Revised.When(A<ConveningCallRevised>("{'text':'Come!','adaptedFrom':'tea-house-opened'}")).IsRefused(RefusalCode.WrongEntry, "data.adaptedFrom");
    }

    [Fact]
    public void a_withdrawn_call_invites_no_more_until_it_is_revised()
    {
        var withdrawn = Revised.Given(A<ConveningCallWithdrawn>("{'reason':'Heard.'}", at: "2020", named: "withdrawal"));
        Assert.Null(Call(withdrawn.Frame()).Current);
        Assert.Same(withdrawn.Find("withdrawal"), Call(withdrawn.Frame()).Withdrawn);
        Assert.Equal(2, Call(withdrawn.Frame()).Revisions.Count);
        Assert.NotNull(Call(withdrawn.Frame(), "farmers").Current);
        Assert.NotNull(Call(withdrawn.Frame(at: "2019")).Current);

        var again = withdrawn.Given(A<ConveningCallRevised>("{'text':'Come again.'}", at: "2021"));
        Assert.Null(Call(again.Frame()).Withdrawn);
        Assert.Same(again.Last, Call(again.Frame()).Current);
    }

    [Fact]
    public void everybody_has_one_latest_answer_among_all_of_them()
    {
        var answered = Furnished.Given(
            A<CallAnswered>("{'who':'p-02','answer':'MADE_THEIR_OWN','words':'Ours!'}", at: "2019-05", named: "at-last"),
            A<CallAnswered>("{'who':'p-02','answer':'HESITANT'}", at: "2018-05"),
            A<CallAnswered>("{'who':'council','answer':'GOING_ALONG'}", at: "2018-06", named: "council-goes"),
            A<CallAnswered>("{'who':'p-02','audience':'farmers','answer':'RESISTED'}", at: "2020"));
        var call = Call(answered.Frame());
        Assert.Equal([Answer.Hesitant, Answer.GoingAlong, Answer.MadeTheirOwn], call.Answers.Select(answer => ((CallAnswered)answer.Data).Answer));
        Assert.Equal([answered.Find("council-goes"), answered.Find("at-last")], call.LatestAnswers);
        Assert.Single(Call(answered.Frame(), "farmers").Answers);
    }

    [Fact]
    public void voices_enter_a_call_and_are_counted_once()
    {
        var heard = Revised.Given(
            A<VoiceIncluded>("{'who':'farmers','through':'A song.'}", at: "2019-04"),
            A<VoiceIncluded>("{'who':'p-02'}", at: "2019-05"));
        Assert.Equal(2, Call(heard.Frame()).Voices.Count);
        // The first wording had no contributors; two with the second; the song makes three, and p-02 was in it before.
        var shifts = heard.Frame().Measures.MicroShifts.Where(shift => shift.Of.Measure == Measure.Voices).ToArray();
        Assert.Equal([(0m, 2m), (2m, 3m)], shifts.Select(shift => (shift.Before, shift.After)));
        Assert.Equal(new(Measure.Voices, Several<string>.None), shifts[0].Of);
        Assert.Equal(Dimension.Call, shifts[0].Dimension);
    }

    public static TheoryData<Telling, string> NeedingACall => new()
    {
        { A<CallAnswered>("{'who':'p-02','audience':'council','answer':'JOINED'}"), "data.audience" },
        { A<VoiceIncluded>("{'who':'p-02','audience':'council'}"), "data.audience" },
        { A<ConveningCallWithdrawn>("{'audience':'council'}"), "data.audience" },
    };

    [Theory]
    [MemberData(nameof(NeedingACall))]
    public void nothing_is_answered_to_a_call_that_was_never_made(Telling telling, string field) =>
        Assert.Contains("ConveningCallRevised", Furnished.When(telling).IsRefused(RefusalCode.NeedsEarlier, field).Accepted);

    [Fact]
    public void nor_to_a_common_call_that_was_never_made_or_is_not_seen()
    {
        var answer = A<CallAnswered>("{'who':'council','answer':'JOINED'}");
        Opened.Given(Element("council", "GROUP")).When(answer).IsRefused(RefusalCode.NeedsEarlier, "kind");
        Opened.Given(Element("council", "GROUP"), A<ConveningCallRevised>("{'text':'Come!'}", visibility: Visibility.Conveners))
            .When(answer with { By = Tom }).IsRefused(RefusalCode.NeedsEarlier, "kind");
    }

    [Fact]
    public void what_changed_between_two_wordings_is_told_word_by_word()
    {
        var call = Call(Revised.Frame());
        var (one, other) = (((ConveningCallRevised)call.Revisions[0].Data).Text, ((ConveningCallRevised)call.Revisions[1].Data).Text);
        Assert.Equal(
            [new(DiffOperation.Kept, "Come and share "), new(DiffOperation.Removed, "the"), new(DiffOperation.Added, "our"), new(DiffOperation.Kept, " river.")],
            WordDiff.Between(one, other));
    }
}
