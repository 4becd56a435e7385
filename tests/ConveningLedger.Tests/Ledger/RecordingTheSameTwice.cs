using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Ledger;

public class RecordingTheSameTwice
{
    const string Id = "0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55";

    static readonly Telling Story = A<ValueStoryTold>("{'key':'third-rain','teller':'p-01','type':'APPLIED','text':'We used it.'}",
        id: Id, visibility: Visibility.Team, modes: [Mode.Engagement], standpoint: Standpoint.Self, toldBy: "p-01", mentions: ["p-02"],
        evidence: ["a letter"], note: "Over tea.", named: "third-rain-told");

    static readonly Endeavour Told = Furnished.Given(Story);

    [Fact]
    public void the_same_id_with_the_same_content_is_the_one_entry() => Assert.Same(Told.Last, Told.When(Story).IsRepeated());

    [Fact]
    public void whoever_asks_and_whenever() => Assert.Same(Told.Last, Told.When(Story with { By = Tom, Today = Instant.Parse("2030-01-01T00:00:00Z") }).IsRepeated());

    [Fact]
    public void what_an_absent_member_means_is_the_same_as_saying_it() => Assert.Same(Told.Last,
        Told.When(Story with { Data = Story.Data.Replace("}", ",\"step\":\"LIVED\",\"effect\":\"POSITIVE\"}") }).IsRepeated());

    [Fact]
    public void saying_it_first_and_leaving_it_out_is_the_same_too() => Furnished
        .Given(Story with { Data = Story.Data.Replace("}", ",\"step\":\"LIVED\",\"leadsFrom\":[]}") }).When(Story).IsRepeated();

    [Fact]
    public void the_order_of_members_and_zeros_at_the_end_of_a_number_are_no_content() => Furnished
        .Given(A<TensionHeld>("{'tension':'GROUND_AND_POLITICS','leaning':0.50}", id: Id))
        .When(A<TensionHeld>("{'leaning':0.5,'tension':'GROUND_AND_POLITICS'}", id: Id)).IsRepeated();

    [Fact]
    public void the_default_visibility_said_aloud_is_the_same() => Furnished
        .Given(A<TensionHeld>("{'tension':'GROUND_AND_POLITICS','leaning':0.5}", id: Id))
        .When(A<TensionHeld>("{'tension':'GROUND_AND_POLITICS','leaning':0.5}", id: Id, visibility: Visibility.Team)).IsRepeated();

    [Fact]
    public void any_other_content_is_refused() => Assert.All(
        [
            Story with { Data = Story.Data.Replace("used", "sold") },
            Story with { Data = Story.Data.Replace("}", ",\"step\":\"STALLED\"}") },
            Story with { Kind = Catalogue.Standard.Of<FieldNoteTaken>(), Data = "{\"words\":\"We used it.\"}" },
            Story with { At = "2019-06" },
            Story with { Visibility = Visibility.Public },
            Story with { Modes = [Mode.Engagement, Mode.Alignment] },
            Story with { Modes = [] },
            Story with { Standpoint = Standpoint.Witness },
            Story with { ToldBy = null },
            Story with { Mentions = ["p-01"] },
            Story with { Evidence = [] },
            Story with { Note = "Over coffee." },
            Story with { Named = null },
        ],
        other => Told.When(other).IsRefused(RefusalCode.IdTaken, "id"));

    [Fact]
    public void this_comes_before_every_other_rule()
    {
        // Another entry under the same ref, by one who may not record it, in a closed time: of all this nothing is said.
        var closed = Told.Given(A<EndeavourStatusChanged>("{'status':'CLOSED'}", at: "2019"));
        closed.When(Story).IsRepeated();
        closed.When(Story with { By = Guest }).IsRefused(RefusalCode.IdTaken, "id");
        closed.When(Story with { By = Eva, Note = null }).IsRefused(RefusalCode.IdTaken, "id");
    }

    [Fact]
    public void of_an_id_that_one_may_not_see_no_more_is_said_than_that_it_is_taken()
    {
        var hidden = Story with { Visibility = Visibility.Conveners };
        var refusal = Furnished.Given(hidden).When(hidden with { By = Tom, Visibility = null }).IsRefused(RefusalCode.IdTaken, "id");
        Assert.Equal(refusal, Told.When(Story with { By = Tom, Note = "Other." }).IsRefused(RefusalCode.IdTaken, "id"));
    }

    [Fact]
    public void a_key_that_the_server_made_is_the_same_again()
    {
        var somebody = A<ElementMapped>("{'name':'Mira','element':'PERSON','scale':'INDIVIDUAL'}", id: Id);
        var mapped = Furnished.Given(somebody);
        Assert.Same(mapped.Last, mapped.When(somebody).IsRepeated());
        mapped.When(somebody with { Data = somebody.Data.Replace("Mira", "Mara") }).IsRefused(RefusalCode.IdTaken, "id");
    }

    [Fact]
    public void a_correction_that_leaves_out_the_key_is_the_same_again()
    {
        var correction = A<EntryCorrected>("{'entry':'river-board-mapped','reason':'A slip.','data':{'name':'The board','element':'INSTITUTION','scale':'LOCAL'}}", id: Id);
        var corrected = Furnished.Given(correction);
        Assert.Same(corrected.Last, corrected.When(correction).IsRepeated());
    }

    [Fact]
    public void a_call_based_on_what_was_the_newest_is_the_same_again_though_it_is_behind_by_now()
    {
        var revised = A<ConveningCallRevised>("{'text':'Come!','basedOn':'common-call'}", id: Id);
        Furnished.Given(revised).When(revised).IsRepeated();
    }

    [Fact]
    public void without_an_id_it_is_another_entry() => Told.Given(A<IdentityVoiced>("{'participant':'p-02','words':'I fish.'}"))
        .When(A<IdentityVoiced>("{'participant':'p-02','words':'I fish.'}")).IsAccepted();
}
