using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Legitimacy;

public class SignallingLegitimacy
{
    static Telling Signal(string more, string at) => A<LegitimacySignalled>($"{{'constituency':'farmers','source':'LISTENING',{more}}}", at: at);

    [Fact]
    public void a_signal_has_a_direction_or_a_strength_or_both()
    {
        Furnished.When(A<LegitimacySignalled>("{'constituency':'farmers','source':'RESULTS','words':'Well.'}")).IsRefused(RefusalCode.MissingMember, "data.direction");
        Furnished.When(Signal("'direction':'OPENED'", "2019")).IsAccepted();
        Furnished.When(Signal("'strength':0", "2019")).IsAccepted();
        Furnished.When(Signal("'strength':-1,'direction':'LOST'", "2019")).IsAccepted();
    }

    [Fact]
    public void standing_is_the_mean_of_the_last_five_strengths()
    {
        var signalled = Furnished.Given(
            Signal("'strength':-1", "2018-03"), Signal("'strength':0.1", "2018-04"), Signal("'strength':0.2", "2018-05"),
            Signal("'direction':'GROWN'", "2018-06"),
            Signal("'strength':0.3", "2018-07"), Signal("'strength':0.4", "2018-08"), Signal("'strength':0.5", "2018-09"));
        Assert.Null(Furnished.Given(Signal("'direction':'OPENED'", "2019")).Frame().Legitimacy.Constituencies["farmers"].Standing.Mean);
        Assert.Equal(-1m, Standing(signalled, "2018-03"));
        Assert.Equal(-0.45m, Standing(signalled, "2018-04"));
        Assert.Equal(-0.233333m, Standing(signalled, "2018-05"));
        Assert.Equal(-0.233333m, Standing(signalled, "2018-06"));
        Assert.Equal(0m, Standing(signalled, "2018-08"));
        // The refusal of March is no longer among the last five.
        Assert.Equal(0.3m, Standing(signalled, "2018-09"));
        Assert.Equal(7, signalled.Frame().Legitimacy.Constituencies["farmers"].Signals.Count);
    }

    [Fact]
    public void a_late_signal_counts_where_it_belongs()
    {
        var signalled = Furnished.Given(Signal("'strength':1", "2019-01"), Signal("'strength':0", "2018-06"));
        Assert.Equal(0m, Standing(signalled, "2018"));
        Assert.Equal(0.5m, Standing(signalled, "2019"));
        var shift = Assert.Single(signalled.Frame().Measures.MicroShifts);
        Assert.Equal((0m, 0.5m), (shift.Before, shift.After));
        Assert.Equal("2019-01", shift.Entry.OccurredAt.Text);
        Assert.Equal(Dimension.Legitimacy, shift.Dimension);
        Assert.Empty(signalled.Frame(knownAt: $"{signalled.Last.RecordedAt.PlusMicroseconds(-1)}").Measures.MicroShifts);
    }

    [Fact]
    public void signals_are_told_apart_by_whom_they_are_for_and_what_they_rest_on()
    {
        var signalled = Furnished.Given(
            A<LegitimacySignalled>("{'constituency':'farmers','convener':'p-01','source':'RESULTS','strength':1}", at: "2018-03"),
            A<LegitimacySignalled>("{'constituency':'farmers','convener':'p-01','source':'RESULTS','direction':'QUESTIONED'}", at: "2018-04", named: "questioned"),
            A<LegitimacySignalled>("{'constituency':'farmers','source':'RESULTS','strength':0.5}", at: "2018-05"),
            A<LegitimacySignalled>("{'constituency':'farmers','source':'LISTENING','strength':0}", at: "2018-06"));
        var state = signalled.Frame().Legitimacy.Constituencies["farmers"];
        Assert.Equal(
            [new(null, LegitimacySource.Results), new(null, LegitimacySource.Listening), new("p-01", LegitimacySource.Results)],
            state.BySource.Keys.OrderBy(key => key.Convener).ThenBy(key => key.Source));
        var results = state.BySource[new("p-01", LegitimacySource.Results)];
        Assert.Equal((signalled.Find("questioned"), 2, 1m), (results.Latest, results.Count, results.Standing.Mean));
        Assert.Equal(0.5m, state.Standing.Mean);
    }

    static decimal? Standing(Endeavour endeavour, string at)
    {
        var frame = endeavour.Frame(at: at);
        var mean = frame.Legitimacy.Constituencies["farmers"].Standing.Mean;
        Assert.Equal(mean, frame.Measures.Values[new(Measure.Standing, ["farmers"])]);
        return mean;
    }
}
