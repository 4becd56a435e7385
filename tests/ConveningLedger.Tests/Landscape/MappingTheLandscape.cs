using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Landscape;

public class MappingTheLandscape
{
    [Fact]
    public void mapping_it_again_replaces_the_description_whole()
    {
        var mapped = Furnished.Given(
            A<ElementMapped>("{'key':'mill','name':'The mill','element':'PROJECT','scale':'LOCAL','description':'Grinds.','force':'PRACTICE'}", at: "2019"),
            A<ElementMapped>("{'key':'mill','name':'The old mill','element':'OTHER','scale':'REGIONAL'}", at: "2020"));
        Assert.Equal(new ElementMapped("mill", "The old mill", ElementKind.Other, null, Scale.Regional, null), mapped.Frame().Landscape.Elements["mill"].Description);
        Assert.Equal("The mill", mapped.Frame(at: "2019").Landscape.Elements["mill"].Description!.Name);
        Assert.False(mapped.Frame(at: "2018").Landscape.Elements.ContainsKey("mill"));
    }

    [Fact]
    public void a_retired_element_is_revived_by_mapping_it_again()
    {
        var retired = Furnished.Given(A<ElementRetired>("{'key':'river-board','reason':'Dissolved.'}", at: "2019", named: "retired"));
        Assert.Same(retired.Find("retired"), retired.Frame().Landscape.Elements["river-board"].Retired);
        Assert.Null(retired.Frame(at: "2018").Landscape.Elements["river-board"].Retired);
        var again = retired.Given(Element("river-board", "INSTITUTION", at: "2020") with { Named = null });
        Assert.Null(again.Frame().Landscape.Elements["river-board"].Retired);
        // Mapped again as of before it was retired, it stays retired.
        Assert.NotNull(retired.Given(Element("river-board", "INSTITUTION", at: "2018-05") with { Named = null }).Frame().Landscape.Elements["river-board"].Retired);
    }

    [Fact]
    public void an_element_without_a_naming_that_stands_is_shown_without_a_name()
    {
        var retired = Furnished.Given(A<ElementRetired>("{'key':'river-board'}", at: "2019"), A<EntryRetracted>("{'entry':'river-board-mapped','reason':'No.'}"));
        Assert.Null(retired.Frame().Landscape.Elements["river-board"].Description);
    }

    [Fact]
    public void the_ends_of_a_mutual_tie_are_unordered()
    {
        var tied = Furnished.Given(
            A<TieDrawn>("{'from':'river-board','to':'council','relation':'TRUSTS','direction':'MUTUAL','depth':2}", at: "2019"),
            A<TieDrawn>("{'from':'council','to':'river-board','relation':'TRUSTS','direction':'MUTUAL','depth':5}", at: "2020", named: "deeper"));
        var tie = Assert.Single(tied.Frame().Landscape.Ties.Values);
        Assert.Equal((new("council", "river-board", Relation.Trusts), tied.Find("deeper")), (tie.Key, tie.Drawn));
        Assert.Equal([(2m, 5m)], tied.Frame().Measures.MicroShifts.Select(shift => (shift.Before, shift.After)));
    }

    [Fact]
    public void one_way_ties_are_two_and_drawing_one_again_replaces_it()
    {
        var tied = Furnished.Given(
            A<TieDrawn>("{'from':'river-board','to':'council','direction':'ONE_WAY','depth':2,'nature':'Cool.','wave':'spring-round'}", at: "2019"),
            A<TieDrawn>("{'from':'council','to':'river-board','direction':'ONE_WAY','depth':5}", at: "2019", named: "back"),
            A<TieDrawn>("{'from':'river-board','to':'council','relation':'OTHER','direction':'ONE_WAY','depth':0}", at: "2020", named: "cut"));
        Assert.Equal([tied.Find("back"), tied.Find("cut")], tied.Frame().Landscape.Ties.Values.Select(tie => tie.Drawn));
    }

    [Fact]
    public void a_tie_is_told_in_a_wave_that_was_held() =>
        Furnished.When(A<TieDrawn>("{'from':'council','to':'farmers','direction':'MUTUAL','depth':1,'wave':'treaty'}")).IsRefused(RefusalCode.WrongKey, "data.wave");

    [Fact]
    public void conveners_stand_where_they_were_last_located_and_reach_what_was_last_drawn()
    {
        var located = Furnished.Given(
            A<ConvenerLocated>("{'convener':'p-01','at':'south-bank'}", at: "2020", named: "south"),
            A<ConvenerLocated>("{'convener':'p-01','at':'north-bank'}", at: "2019", named: "north"),
            A<SphereOfInfluenceDrawn>("{'convener':'p-01','elements':['farmers']}", at: "2019"),
            A<SphereOfInfluenceDrawn>("{'convener':'p-01','elements':['council']}", at: "2020", named: "sphere"),
            A<ContextShifted>("{'title':'The flood'}", at: "2020", named: "flood"),
            A<ContextShifted>("{'title':'The drought'}", at: "2019", named: "drought"));
        var map = located.Frame().Landscape;
        Assert.Same(located.Find("south"), map.Located["p-01"]);
        Assert.Same(located.Find("north"), located.Frame(at: "2019").Landscape.Located["p-01"]);
        Assert.Same(located.Find("sphere"), map.Spheres["p-01"]);
        Assert.Equal([located.Find("drought"), located.Find("flood")], map.ContextShifts);
    }
}
