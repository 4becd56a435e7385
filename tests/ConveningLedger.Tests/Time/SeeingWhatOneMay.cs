using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Time;

public class SeeingWhatOneMay
{
    static Telling Note(string more = "", string named = "a-note", string? toldBy = null, params string[] mentions) =>
        A<FieldNoteTaken>($"{{'words':'They sat together.'{more}}}", visibility: Visibility.Public, named: named, toldBy: toldBy, mentions: mentions);

    static readonly Endeavour WithMira = Furnished.Given(Element("p-99", "PERSON", Visibility.Conveners), Element("p-98", "PERSON", Visibility.Evaluators));

    static Visibility Tier(Endeavour endeavour, string named = "a-note") => endeavour.History.TierOf(endeavour.Find(named));

    [Fact]
    public void an_entry_is_as_narrow_as_the_narrowest_key_it_refers_to()
    {
        Assert.Equal(Visibility.Public, Tier(WithMira.Given(Note(",'about':['p-01']"))));
        Assert.Equal(Visibility.Conveners, Tier(WithMira.Given(Note(",'about':['p-01','p-99','p-98']"))));
        Assert.Equal(Visibility.Evaluators, Tier(WithMira.Given(Note(",'about':['p-98']"))));
        Assert.Equal(Visibility.Conveners, Tier(WithMira.Given(Note(toldBy: "p-99"))));
        Assert.Equal(Visibility.Evaluators, Tier(WithMira.Given(Note(named: "a-note", mentions: ["p-01", "p-98"]))));
    }

    [Fact]
    public void keys_are_as_narrow_as_what_their_naming_refers_to()
    {
        var chained = WithMira.Given(
            A<ValueStoryTold>("{'key':'second-rain','teller':'p-99','type':'APPLIED','text':'So.'}", visibility: Visibility.Public, named: "second"),
            A<ValueStoryTold>("{'key':'third-rain','teller':'p-01','type':'APPLIED','text':'So.','leadsFrom':['second-rain']}", visibility: Visibility.Public, named: "third"),
            A<ValueNarrativeTold>("{'audience':'council','text':'It pays.','drawsOn':['third-rain']}", visibility: Visibility.Public, named: "narrative"));
        Assert.Equal([Visibility.Conveners, Visibility.Conveners, Visibility.Conveners], new[] { "second", "third", "narrative" }.Select(named => Tier(chained, named)));
        // Once Mira may be known of, all of it is as wide as it was meant.
        var widened = chained.Given(A<EntryReclassified>("{'entry':'p-99-mapped','visibility':'EVALUATORS'}"));
        Assert.Equal([Visibility.Evaluators, Visibility.Evaluators, Visibility.Evaluators], new[] { "second", "third", "narrative" }.Select(named => Tier(widened, named)));
    }

    [Fact]
    public void the_first_naming_counts_and_a_later_one_is_no_wider()
    {
        var again = WithMira.Given(Element("p-99", "PERSON", Visibility.Public) with { Named = "again" }, Note(",'about':['p-99']"));
        Assert.Equal(Visibility.Conveners, Tier(again));
        Assert.Equal(Visibility.Conveners, Tier(again, "again"));
        // And a narrower one narrows nothing but itself.
        var narrower = Furnished.Given(Element("p-01", "PERSON", Visibility.Conveners) with { Named = "again" }, Note(",'about':['p-01']"));
        Assert.Equal(Visibility.Public, Tier(narrower));
        Assert.Equal("p-01", narrower.Frame(seenAs: Visibility.Public).Landscape.Elements["p-01"].Description!.Name);
    }

    [Fact]
    public void narrowing_a_naming_narrows_all_that_refers_to_it_at_every_time()
    {
        var noted = Furnished.Given(Note(",'about':['p-01']"));
        Assert.Single(noted.Frame(seenAs: Visibility.Public).LongGame.FieldNotes);
        var narrowed = noted.Given(A<EntryReclassified>("{'entry':'p-01-mapped','visibility':'TEAM'}"));
        Assert.Empty(narrowed.Frame(seenAs: Visibility.Evaluators).LongGame.FieldNotes);
        Assert.Empty(narrowed.Frame(seenAs: Visibility.Evaluators, knownAt: $"{noted.Last.RecordedAt}").LongGame.FieldNotes);
        Assert.Single(narrowed.Frame(seenAs: Visibility.Team).LongGame.FieldNotes);
    }

    [Fact]
    public void a_correction_that_brings_in_a_narrower_key_narrows_its_target_while_it_stands()
    {
        var corrected = WithMira.Given(
            Note(), A<EntryCorrected>("{'entry':'a-note','reason':'It was her.','data':{'words':'They sat together.','about':['p-99']}}", named: "correction"));
        Assert.Equal((Visibility.Conveners, Visibility.Conveners), (Tier(corrected), Tier(corrected, "correction")));
        var back = corrected.Given(A<EntryRetracted>("{'entry':'correction','reason':'It was not.'}", named: "retraction"));
        Assert.Equal(Visibility.Public, Tier(back));
        // What was taken back still speaks of her, and so does what took it back.
        Assert.Equal((Visibility.Conveners, Visibility.Conveners), (Tier(back, "correction"), Tier(back, "retraction")));
        Assert.Equal(Visibility.Evaluators, Tier(WithMira.Given(Note(), A<EntryCorrected>("{'entry':'a-note','reason':'Hers.','toldBy':'p-98'}"))));
        Assert.Equal(Visibility.Evaluators, Tier(WithMira.Given(Note(), A<EntryCorrected>("{'entry':'a-note','reason':'Hers.','mentions':['p-98']}"))));
    }

    [Fact]
    public void a_correction_that_takes_a_key_out_opens_nothing()
    {
        // The wording as first recorded still refers to her.
        var corrected = WithMira.Given(Note(",'about':['p-99']"), A<EntryCorrected>("{'entry':'a-note','reason':'Not her.','data':{'words':'They sat together.'}}"));
        Assert.Equal(Visibility.Conveners, Tier(corrected));
    }

    [Fact]
    public void what_changes_an_entry_has_its_tier_and_remarks_are_no_wider()
    {
        var amended = Furnished.Given(
            Note() with { Visibility = Visibility.Evaluators },
            A<EntryCorrected>("{'entry':'a-note','reason':'A slip.','note':'So.'}", visibility: Visibility.Conveners, named: "correction"),
            A<EntryRetracted>("{'entry':'correction','reason':'A slip.'}", visibility: Visibility.Conveners, named: "retraction"),
            A<EntryReclassified>("{'entry':'a-note','visibility':'EVALUATORS'}", visibility: Visibility.Public, named: "reclassification"),
            A<EntryAnnotated>("{'entry':'a-note','words':'Compare.'}", visibility: Visibility.Public, named: "wide"),
            A<EntryAnnotated>("{'entry':'a-note','words':'Compare.'}", visibility: Visibility.Team, named: "narrow"),
            A<EntryContested>("{'entry':'a-note','who':'p-01','words':'No.'}", visibility: Visibility.Public, named: "contest"));
        Assert.All(["correction", "retraction", "reclassification", "wide", "contest"], named => Assert.Equal(Visibility.Evaluators, Tier(amended, named)));
        Assert.Equal(Visibility.Team, Tier(amended, "narrow"));
        // They can be reclassified to nothing of their own: only their target's tier moves them.
        Assert.Equal(Visibility.Public, Tier(amended.Given(A<EntryReclassified>("{'entry':'a-note','visibility':'PUBLIC'}")), "correction"));
    }

    [Fact]
    public void what_a_retraction_speaks_of_hides_what_it_took_back_too()
    {
        // Otherwise those who may not see the retraction would go on seeing what was taken back.
        var retracted = WithMira.Given(Note(), A<EntryRetracted>("{'entry':'a-note','reason':'She says no.'}", named: "retraction", toldBy: "p-98"));
        Assert.Equal((Visibility.Evaluators, Visibility.Evaluators), (Tier(retracted), Tier(retracted, "retraction")));
    }

    [Fact]
    public void an_endeavour_whose_opening_one_may_not_see_does_not_exist()
    {
        var hidden = Unopened.Given(A<EndeavourOpened>("{'title':'Water','challenges':['OTHER'],'scale':'LOCAL'}", at: "2018"));
        Assert.Equal([true, true, false, false], Enum.GetValues<Visibility>().Select(hidden.History.ExistsFor));
        Assert.Equal([true, true, false, false], Enum.GetValues<Visibility>().Select(clearance => hidden.History.For(clearance).Exists));
        Assert.False(Unopened.History.ExistsFor(Visibility.Conveners));
        var widened = hidden.Given(A<EntryReclassified>($"{{'entry':'{hidden.Last.Id}','visibility':'PUBLIC'}}"));
        Assert.True(widened.History.ExistsFor(Visibility.Public));
    }
}
