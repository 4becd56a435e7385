using System.Collections.Immutable;
using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.LongGame;

public class SeeingTrends
{
    static readonly MeasureKey Weir = new(Measure.Permeability, ["weir"]);

    /// <summary>The trend, over the year up to a day, of a boundary whose permeability was said on days of 2019.</summary>
    static Trend TrendOf(params (int Day, decimal Value)[] said) => TrendTo(365, said);

    static Trend TrendTo(int day, params (int Day, decimal Value)[] said)
    {
        var endeavour = Furnished.Given([.. said.Select(point => A<BoundaryShifted>(
            $"{{'boundary':'weir','permeability':{point.Value},'move':'CROSSED'}}", at: $"{NewYear.PlusMicroseconds(Days(point.Day))}"))]);
        var frame = endeavour.History.At(NewYear.PlusMicroseconds(Days(day)), Instant.MaxValue, Visibility.Conveners);
        return Assert.Single(Trend.AllOf(frame, frame.At.PlusMicroseconds(-Days(365)), of => of == Weir));
    }

    static Instant NewYear => Instant.Parse("2019-01-01T00:00:00Z");

    static long Days(int days) => days * 86_400_000_000L;

    [Fact]
    public void fewer_than_three_points_are_quiet()
    {
        Assert.Equal(TrendPattern.Quiet, TrendOf((300, 0.1m), (360, 0.9m)).Pattern);
        // One more, of the same value, is a point all the same.
        Assert.Equal(TrendPattern.Rising, TrendOf((300, 0.1m), (330, 0.1m), (360, 0.9m)).Pattern);
    }

    [Fact]
    public void a_value_carried_in_is_no_point()
    {
        // The first one is said on the very instant at which the window begins, which is not in it.
        var trend = TrendOf((0, 0.5m), (300, 0.1m), (360, 0.9m));
        Assert.Equal((TrendPattern.Quiet, 0.5m, 2), (trend.Pattern, trend.CarriedIn, trend.Points.Length));
        Assert.Equal([300.0, 360.0], trend.Points.Select(point => point.Days));
        Assert.Null(TrendOf((1, 0.5m)).CarriedIn);
    }

    [Fact]
    public void no_point_in_the_last_third_is_stalled()
    {
        // Two thirds of 365 days end within the 244th: at a third of it.
        Assert.Equal(TrendPattern.Stalled, TrendOf((10, 0.1m), (20, 0.5m), (243, 0.9m)).Pattern);
        Assert.Equal(TrendPattern.Rising, TrendOf((10, 0.1m), (20, 0.5m), (244, 0.9m)).Pattern);
    }

    [Fact]
    public void halves_that_go_opposite_ways_have_turned()
    {
        // Up by 0.02 in 30 days, then down by 0.02; the middle one of five is in both halves.
        var trend = TrendOf((200, 0.50m), (230, 0.52m), (260, 0.54m), (290, 0.52m), (320, 0.50m));
        Assert.Equal((TrendPattern.Turned, 0.02, -0.02), (trend.Pattern, trend.FirstHalfSlope, trend.SecondHalfSlope));
        Assert.Equal(260, trend.Turn?.Days);
        // Of an even number each half has its own.
        var even = TrendOf((230, 0.52m), (260, 0.54m), (290, 0.9m), (320, 0.88m));
        Assert.Equal((TrendPattern.Turned, 0.02, -0.02), (even.Pattern, even.FirstHalfSlope, even.SecondHalfSlope));
        // Between the halves it is the one that went further.
        Assert.Equal((290, 0.9m), (even.Turn?.Days, even.Turn?.Value));
        var down = TrendOf((230, 0.54m), (260, 0.52m), (290, 0.60m), (320, 0.62m));
        Assert.Equal((TrendPattern.Turned, 260), (down.Pattern, down.Turn?.Days));
    }

    [Fact]
    public void a_half_that_goes_no_more_than_a_hundredth_has_not_turned()
    {
        var trend = TrendOf((200, 0.50m), (230, 0.60m), (260, 0.70m), (290, 0.69m), (320, 0.68m));
        Assert.Equal(-0.01, trend.SecondHalfSlope);
        Assert.Null(trend.Turn);
        // It gave back less than half of what it rose.
        Assert.Equal(TrendPattern.Rising, trend.Pattern);
    }

    [Fact]
    public void giving_back_half_of_the_largest_rise_is_relapsing()
    {
        // Both halves go down by their slopes; between them it rose from 0.2 to 0.8, and is back at 0.5.
        var trend = TrendOf((200, 0.3m), (230, 0.2m), (260, 0.8m), (290, 0.5m));
        Assert.Equal((-0.1, -0.3), (trend.FirstHalfSlope, trend.SecondHalfSlope));
        Assert.Equal((TrendPattern.Relapsing, 0.2m, 0.8m, 0.6m), (trend.Pattern, trend.LargestRise!.From.Value, trend.LargestRise.To.Value, trend.LargestRise.Size));
        Assert.Equal(TrendPattern.Rising, TrendOf((200, 0.3m), (230, 0.2m), (260, 0.8m), (290, 0.51m)).Pattern);
    }

    [Fact]
    public void of_equal_rises_the_one_that_ends_last_counts()
    {
        var trend = TrendOf((200, 0.2m), (220, 0.6m), (240, 0.2m), (260, 0.6m), (280, 0.4m));
        Assert.Equal(260.0, trend.LargestRise!.To.Days);
        Assert.Equal(240.0, TrendOf((220, 0.4m), (240, 0.2m), (260, 0.6m)).LargestRise!.From.Days);
        Assert.Null(TrendOf((220, 0.6m), (240, 0.6m), (260, 0.2m)).LargestRise);
    }

    [Fact]
    public void a_hundredth_in_thirty_days_is_steady_and_more_is_not()
    {
        Assert.Equal((TrendPattern.Steady, 0.01), (TrendOf((300, 0.50m), (330, 0.51m), (360, 0.52m)).Pattern, TrendOf((300, 0.50m), (330, 0.51m), (360, 0.52m)).Slope));
        Assert.Equal(TrendPattern.Steady, TrendOf((300, 0.52m), (330, 0.51m), (360, 0.50m)).Pattern);
        Assert.Equal(TrendPattern.Rising, TrendOf((300, 0.50m), (330, 0.52m), (360, 0.53m)).Pattern);
        Assert.Equal(TrendPattern.Falling, TrendOf((300, 0.53m), (330, 0.52m), (360, 0.50m)).Pattern);
    }

    [Fact]
    public void the_slope_is_the_median_over_all_pairs()
    {
        // In 30 days, of six pairs: -0.4, -0.05, 0, 0.1, 0.2, 0.3. The mean of the middle two.
        var trend = TrendOf((240, 0.1m), (270, 0.2m), (300, 0.5m), (330, 0.1m));
        Assert.Equal(0.05, trend.Slope);
        // Of an odd number the middle one: 0.1, 0.15, 0.2.
        Assert.Equal(0.15, TrendOf((240, 0.1m), (270, 0.2m), (300, 0.4m)).Slope);
        // Points at one time make no pair, and where there is no pair there is no slope.
        Assert.Equal(0.1, TrendOf((270, 0.1m), (270, 0.9m), (300, 0.6m)).Slope, 1e-9);
        Assert.Equal((TrendPattern.Steady, 0.0), (TrendOf((300, 0.1m), (300, 0.2m), (300, 0.9m)).Pattern, TrendOf((300, 0.1m), (300, 0.2m), (300, 0.9m)).Slope));
    }

    [Fact]
    public void what_occurs_after_the_moment_is_no_point()
    {
        var trend = TrendTo(300, (200, 0.1m), (250, 0.2m), (300, 0.3m), (301, 0.1m));
        Assert.Equal((3, TrendPattern.Rising), (trend.Points.Length, trend.Pattern));
    }

    [Theory]
    [InlineData(TrendPattern.Quiet, "Fewer than three points")]
    [InlineData(TrendPattern.Relapsing, "gave back half or more of the largest rise")]
    public void each_pattern_says_its_rule(TrendPattern pattern, string rule)
    {
        var trend = pattern == TrendPattern.Quiet ? TrendOf((300, 0.1m)) : TrendOf((200, 0.3m), (230, 0.2m), (260, 0.8m), (290, 0.5m));
        Assert.Equal(pattern, trend.Pattern);
        Assert.Contains(rule, trend.Rule);
    }

    [FsCheck.Xunit.Property(MaxTest = 200)]
    public void counting_pairs_finds_the_same_slope_as_keeping_them(FsCheck.NonEmptyArray<(byte Day, sbyte Value)> drawn)
    {
        var entry = Furnished.Last;
        var points = drawn.Get.OrderBy(point => point.Day)
            .Select(point => new TrendPoint(entry, point.Value / 100m, point.Day / 4)).ToImmutableArray();
        Assert.Equal(TheilSen.Sorted(points), TheilSen.Counted(points), 1e-9);
    }
}
