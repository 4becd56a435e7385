using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.LongGame;

public class SteppingThroughTime
{
    static IEnumerable<string> Told(string from, string to, SeriesStep step, params (string At, decimal Value)[] said)
    {
        var frame = Furnished.Given([.. said.Select(point => A<BoundaryShifted>($"{{'boundary':'weir','permeability':{point.Value},'move':'CROSSED'}}", at: point.At))]).Frame();
        var (first, last) = (Edtf.Parse(from).Earliest, Edtf.Parse(to).LastInstant);
        var (of, course) = frame.Measures.Courses.Single(pair => pair.Key.Measure == Measure.Permeability);
        return Series.OfCourse(of, course, Series.Steps(first, last, step)!, last).Values.Select(value => $"{value.From.ToString()[..10]} {value.Value?.ToString() ?? "-"} {value.Points}/{value.PointsSoFar}");
    }

    [Fact]
    public void each_step_has_the_value_at_its_end_and_how_many_points_are_behind_it() => Assert.Equal(
        ["2019-01-01 - 0/0", "2019-02-01 0.5 2/2", "2019-03-01 0.5 0/2", "2019-04-01 0.2 1/3"],
        Told("2019-01", "2019-04", SeriesStep.Month, ("2019-02-03", 0.4m), ("2019-02-28T23:59:59Z", 0.5m), ("2019-04-01", 0.2m)));

    [Fact]
    public void points_before_the_first_step_are_carried_in_and_those_after_the_last_instant_do_not_count() => Assert.Equal(
        ["2019-01-01 0.4 0/1", "2020-01-01 0.5 1/2"],
        Told("2019-06", "2020-06", SeriesStep.Year, ("2018-02", 0.4m), ("2020-03", 0.5m), ("2020-07", 0.9m)));

    [Theory]
    [InlineData(SeriesStep.Day, "2020-02-28", "2020-03-01", "2020-02-28 2020-02-29 2020-03-01")]
    [InlineData(SeriesStep.Week, "2020-01-01", "2020-01-13", "2019-12-30 2020-01-06 2020-01-13")]
    [InlineData(SeriesStep.Month, "2019-12-31", "2020-01-01", "2019-12-01 2020-01-01")]
    [InlineData(SeriesStep.Quarter, "2019-05", "2019-11", "2019-04-01 2019-07-01 2019-10-01")]
    [InlineData(SeriesStep.Year, "0001", "0003", "0001-01-01 0002-01-01 0003-01-01")]
    [InlineData(SeriesStep.Week, "0001-01-01", "0001-01-08", "0001-01-01 0001-01-08")]
    [InlineData(SeriesStep.Year, "9998", "9999", "9998-01-01 9999-01-01")]
    [InlineData(SeriesStep.Day, "9999-12-31", "9999-12-31", "9999-12-31")]
    public void steps_are_those_of_the_calendar(SeriesStep step, string from, string to, string starts)
    {
        var steps = Series.Steps(Edtf.Parse(from).Earliest, Edtf.Parse(to).LastInstant, step)!;
        Assert.Equal(starts.Split(' '), steps.Select(part => part.From.ToString()[..10]));
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    [Fact]
    public void a_thousand_steps_are_the_most()
    {
        var from = Edtf.Parse("2000-01-01").Earliest;
        Assert.Equal(1000, Series.Steps(from, from.PlusMicroseconds(999 * TimeSpan.MicrosecondsPerDay), SeriesStep.Day)!.Count);
        Assert.Null(Series.Steps(from, from.PlusMicroseconds(1000 * TimeSpan.MicrosecondsPerDay), SeriesStep.Day));
    }
}
