using System.Collections.Immutable;

namespace ConveningLedger.LongGame;

/// <summary>How a measure went over a window of time. The words are neutral: rising is not better than falling.</summary>
public enum TrendPattern
{
    /// <summary>Fewer than three points: too little was recorded to say.</summary>
    Quiet,

    /// <summary>No point in the last third of the window's time.</summary>
    Stalled,

    /// <summary>The first and the second half of the points go opposite ways, each by more than 0.01 in 30 days.</summary>
    Turned,

    /// <summary>The last value gave back half or more of the largest rise.</summary>
    Relapsing,

    /// <summary>The slope is above 0.01 in 30 days.</summary>
    Rising,

    /// <summary>The slope is below -0.01 in 30 days.</summary>
    Falling,

    /// <summary>None of the others: it stayed about where it was.</summary>
    Steady,
}

/// <summary>A point of a trend.</summary>
/// <param name="Entry">The entry that gave the value.</param>
/// <param name="Value">The value after it.</param>
/// <param name="Days">Where it stands: days from the start of the window to the earliest end of when it occurred, above 0.</param>
public sealed record TrendPoint(Entry Entry, decimal Value, double Days);

/// <summary>The largest rise of a trend, from one of its points to a later one.</summary>
/// <param name="From">The lower point.</param>
/// <param name="To">The higher point, after it.</param>
public sealed record TrendRise(TrendPoint From, TrendPoint To)
{
    /// <summary>How far it rose, above 0.</summary>
    public decimal Size => To.Value - From.Value;
}

/// <summary>
/// One measure over the window (<see cref="From"/>, <see cref="At"/>]. A value carried in from before the window is not a point of it.
/// Slopes are those of Theil and Sen: the median of the slopes of all pairs of points at different times.
/// </summary>
public sealed record Trend
{
    const double Threshold = 0.01;
    const int FewestPoints = 3;

    /// <summary>How many days a window has unless another length is asked for.</summary>
    public const int UsualDays = 365;

    Trend(MeasureKey of, Instant from, Instant at, decimal? carriedIn, ImmutableArray<TrendPoint> points)
    {
        (Of, From, At, CarriedIn, Points) = (of, from, at, carriedIn, points);
        Slope = TheilSen.SlopeOf(points);
        var half = (points.Length + 1) / 2;
        (FirstHalfSlope, SecondHalfSlope) = (TheilSen.SlopeOf(points[..half]), TheilSen.SlopeOf(points[^half..]));
        LargestRise = RiseOf(points);
        Pattern = PatternOf();
        Turn = Pattern is TrendPattern.Turned ? TurnOf(points[half - 1], points[^half]) : null;
    }

    /// <summary>The measure and its subject.</summary>
    public MeasureKey Of { get; }

    /// <summary>The start of the window, exclusive.</summary>
    public Instant From { get; }

    /// <summary>The end of the window, inclusive.</summary>
    public Instant At { get; }

    /// <summary>The value that the measure had when the window began; null where it had none.</summary>
    public decimal? CarriedIn { get; }

    /// <summary>The points, in the order of the frame.</summary>
    public ImmutableArray<TrendPoint> Points { get; }

    /// <summary>The slope of all points, as change in 30 days; 0 where no two points differ in time.</summary>
    public double Slope { get; }

    /// <summary>The slope of the first half of the points, as change in 30 days; the middle one of an odd number is in both halves.</summary>
    public double FirstHalfSlope { get; }

    /// <summary>The slope of the second half of the points, as change in 30 days.</summary>
    public double SecondHalfSlope { get; }

    /// <summary>The largest rise, of equal ones the one that ends last; null where no point is above an earlier one.</summary>
    public TrendRise? LargestRise { get; }

    /// <summary>How it went: the first pattern of the list that fits.</summary>
    public TrendPattern Pattern { get; }

    /// <summary>Where it turned: the point that both halves share; where they share none, of the two between them the one that went further. Null unless it has <see cref="TrendPattern.Turned"/>.</summary>
    public TrendPoint? Turn { get; }

    /// <summary>The rule that made the pattern, in words.</summary>
    public string Rule => Documentation.Value(typeof(TrendPattern), Pattern.ToString())!;

    /// <summary>The trend of a measure.</summary>
    /// <param name="of">The measure and its subject.</param>
    /// <param name="course">Its values, in the order of the frame.</param>
    /// <param name="from">The start of the window, exclusive.</param>
    /// <param name="at">The end of the window, inclusive, after its start.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window does not end after it starts.</exception>
    public static Trend OfCourse(MeasureKey of, IEnumerable<MeasurePoint> course, Instant from, Instant at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(at, from);
        decimal? carriedIn = null;
        var points = ImmutableArray.CreateBuilder<TrendPoint>();
        foreach (var (entry, value) in course)
        {
            var earliest = entry.OccurredAt.Earliest;
            if (earliest <= from)
                carriedIn = value;
            else if (earliest <= at)
                points.Add(new(entry, value, earliest.DaysSince(from)));
        }
        return new(of, from, at, carriedIn, points.ToImmutable());
    }

    /// <summary>The trends of all measures that have a value in a frame, by measure and subject.</summary>
    /// <param name="frame">The frame; its moment in the world ends the window.</param>
    /// <param name="from">The start of the window, exclusive.</param>
    /// <param name="of">Which measures; absent: all.</param>
    public static IEnumerable<Trend> AllOf(Frame frame, Instant from, Predicate<MeasureKey>? of = null) =>
        frame.Measures.Courses
            .Where(course => of is null || of(course.Key))
            .OrderBy(course => course.Key.Measure).ThenBy(course => string.Join(' ', course.Key.Subject), StringComparer.Ordinal)
            .Select(course => OfCourse(course.Key, course.Value, from, frame.At));

    TrendPattern PatternOf()
    {
        if (Points.Length < FewestPoints)
            return TrendPattern.Quiet;
        var window = At.DaysSince(From);
        if (Points[^1].Days * 3 <= window * 2)
            return TrendPattern.Stalled;
        if ((FirstHalfSlope, SecondHalfSlope) is ( > Threshold, < -Threshold) or ( < -Threshold, > Threshold))
            return TrendPattern.Turned;
        if (LargestRise is { } rise && Points[^1].Value <= rise.To.Value - (rise.Size / 2))
            return TrendPattern.Relapsing;
        return Slope > Threshold ? TrendPattern.Rising : Slope < -Threshold ? TrendPattern.Falling : TrendPattern.Steady;
    }

    TrendPoint TurnOf(TrendPoint lastOfFirst, TrendPoint firstOfSecond) =>
        (firstOfSecond.Value - lastOfFirst.Value) * Math.Sign(FirstHalfSlope) > 0 ? firstOfSecond : lastOfFirst;

    static TrendRise? RiseOf(ImmutableArray<TrendPoint> points)
    {
        TrendRise? largest = null;
        TrendPoint? lowest = null;
        foreach (var point in points)
        {
            if (lowest is null || point.Value < lowest.Value)
                lowest = point;
            else if (point.Value > lowest.Value && (largest is null || point.Value - lowest.Value >= largest.Size))
                largest = new(lowest, point);
        }
        return largest;
    }
}
