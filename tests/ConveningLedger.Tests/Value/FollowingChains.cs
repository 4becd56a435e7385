using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Value;

public class FollowingChains
{
    static Telling Story(string key, string type, string from = "", string step = "LIVED", string at = "2019") => A<ValueStoryTold>(
        $"{{'key':'{key}','teller':'p-01','type':'{type}','text':'{key}','step':'{step}'{(from == "" ? "" : $",'leadsFrom':[{string.Join(",", from.Split(' ').Select(earlier => $"'{earlier}'"))}]")}}}", at: at);

    static IEnumerable<string> Told(IEnumerable<ValueChain> chains) =>
        chains.Select(chain => $"{string.Join(" > ", chain.Stories.Select(story => ((ValueStoryTold)story.Data).Key))}{(chain.IsRealized ? " realized" : "")}");

    static Endeavour Woven => Furnished.Given(
        Story("talk", "IMMEDIATE", "first-rain"), Story("map", "POTENTIAL", "talk"), Story("trust", "POTENTIAL", "talk"), Story("pact", "APPLIED", "map trust"),
        Story("river", "REALIZED", "pact"), Story("law", "STRATEGIC", "river", "ASPIRED"), Story("alone", "IMMEDIATE"), Story("school", "REALIZED", "map", "ASPIRED"));

    [Fact]
    public void a_chain_is_all_that_its_end_leads_on_from()
    {
        var map = Woven.Frame().Value;
        Assert.Equal(["first-rain > talk > map > trust > pact > river > law", "first-rain > talk > map > school"], Told(ValueChains.Of(map)));
        Assert.Equal(["first-rain > talk > map > trust > pact > river realized"], Told(ValueChains.Realized(map)));
    }

    [Fact]
    public void open_ends_are_those_that_nothing_leads_on_from_short_of_realized_value()
    {
        Assert.Equal(["alone", "law", "school"], ValueChains.OpenEnds(Woven.Frame().Value).Select(end => ((ValueStoryTold)end.Data).Key));
        var lived = Woven.Given(Story("school", "REALIZED", "map", at: "2020"));
        Assert.Equal(["alone", "law"], ValueChains.OpenEnds(lived.Frame().Value).Select(end => ((ValueStoryTold)end.Data).Key));
        Assert.Equal(2, ValueChains.Realized(lived.Frame().Value).Count());
        Assert.Single(ValueChains.Realized(lived.Frame(at: "2019").Value));
    }

    [Fact]
    public void a_story_that_is_not_told_by_the_moment_is_not_in_the_chain()
    {
        var late = Furnished.Given(Story("talk", "IMMEDIATE", at: "2020"), Story("pact", "APPLIED", "talk", at: "2019"));
        Assert.Equal(["talk > pact"], Told(ValueChains.Of(late.Frame().Value)));
        Assert.Empty(ValueChains.Of(late.Frame(at: "2019").Value));
    }

    [Fact]
    public void a_narrative_stands_beside_the_stories_it_draws_on()
    {
        var told = Furnished.Given(A<ValueNarrativeTold>("{'audience':'council','text':'It pays.','drawsOn':['first-rain']}", at: "2018"),
            A<ValueNarrativeTold>("{'audience':'farmers','text':'It is yours.'}", at: "2019"));
        Assert.Equal([("It pays.", 1), ("It is yours.", 0)], ToldNarrative.In(told.Frame().Value).Select(narrative => (narrative.Data.Text, narrative.DrawsOn.Count)));
    }
}
