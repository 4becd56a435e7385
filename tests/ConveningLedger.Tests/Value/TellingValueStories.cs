using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Value;

public class TellingValueStories
{
    static Telling Story(string key, string at = "2019", Visibility? visibility = null, string? named = null, params string[] leadsFrom) =>
        A<ValueStoryTold>($"{{'key':'{key}','teller':'p-01','type':'APPLIED','text':'And so it was.'{(leadsFrom.Length == 0 ? "" : $",'leadsFrom':['{string.Join("','", leadsFrom)}']")}}}",
            at: at, visibility: visibility, named: named);

    static readonly Endeavour Chained = Furnished.Given(Story("second-rain", leadsFrom: "first-rain"), Story("third-rain", named: "third", leadsFrom: "second-rain"));

    [Fact]
    public void a_story_leads_from_stories_told_before() =>
        Furnished.When(Story("second-rain", leadsFrom: "no-rain")).IsRefused(RefusalCode.UnknownKey, "data.leadsFrom[0]");

    [Fact]
    public void no_story_leads_from_itself_over_any_number_of_others()
    {
        Chained.When(Story("first-rain", leadsFrom: "first-rain")).IsRefused(RefusalCode.StoryCycle, "data.leadsFrom");
        Chained.When(Story("first-rain", leadsFrom: "second-rain")).IsRefused(RefusalCode.StoryCycle, "data.leadsFrom");
        Assert.Contains("third-rain", Chained.When(Story("first-rain", leadsFrom: "third-rain")).IsRefused(RefusalCode.StoryCycle, "data.leadsFrom").Message);
        Chained.When(Story("fourth-rain", leadsFrom: ["first-rain", "third-rain"])).IsAccepted();
    }

    [Fact]
    public void links_that_were_taken_back_or_corrected_make_no_cycle()
    {
        Chained.Given(A<EntryRetracted>("{'entry':'third','reason':'Never told.'}")).When(Story("second-rain", leadsFrom: "third-rain")).IsAccepted();
        Chained.Given(A<EntryCorrected>("{'entry':'third','reason':'A slip.','data':{'key':'third-rain','teller':'p-01','type':'APPLIED','text':'And so it was.'}}"))
            .When(Story("second-rain", leadsFrom: "third-rain")).IsAccepted();
    }

    [Fact]
    public void nor_do_links_that_one_may_not_see()
    {
        var hidden = Furnished.Given(Story("second-rain", visibility: Visibility.Public), Story("second-rain", visibility: Visibility.Conveners, leadsFrom: "first-rain"));
        hidden.When(Story("first-rain", leadsFrom: "second-rain") with { By = Tom }).IsAccepted();
        hidden.When(Story("first-rain", leadsFrom: "second-rain")).IsRefused(RefusalCode.StoryCycle, "data.leadsFrom");
    }

    [Fact]
    public void the_latest_telling_replaces_the_earlier_one_whole()
    {
        var again = Chained.Given(Story("third-rain", at: "2020"));
        Assert.Same(again.Last, again.Frame().Value.Stories["third-rain"]);
        Assert.Empty(again.Frame().Value.LeadingFrom("second-rain"));
        Assert.Equal(["third-rain"], again.Frame(at: "2019").Value.LeadingFrom("second-rain").Select(story => ((ValueStoryTold)story.Data).Key));
    }

    [Fact]
    public void narratives_are_told_of_stories()
    {
        var told = Chained.Given(A<ValueNarrativeTold>("{'audience':'council','text':'It pays.','drawsOn':['first-rain','third-rain']}"));
        Assert.Equal([told.Last], told.Frame().Value.Narratives);
        Chained.When(A<ValueNarrativeTold>("{'audience':'council','text':'It pays.','drawsOn':['treaty']}")).IsRefused(RefusalCode.WrongKey, "data.drawsOn[0]");
    }
}
