using System.Collections.Immutable;

namespace ConveningLedger.LongGame;

/// <summary>How long the steps of a series are, in UTC.</summary>
public enum SeriesStep
{
    /// <summary>From midnight to midnight.</summary>
    Day,

    /// <summary>From Monday to Monday.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>Three calendar months, from January, April, July or October on.</summary>
    Quarter,

    /// <summary>A calendar year.</summary>
    Year,
}

/// <summary>One step of a series.</summary>
/// <param name="From">Where it begins, inclusive.</param>
/// <param name="To">Where it ends, exclusive.</param>
/// <param name="Value">The value that held at its end; null before the first.</param>
/// <param name="Points">How many points are within it.</param>
/// <param name="PointsSoFar">How many points there are up to its end.</param>
public sealed record SeriesValue(Instant From, Instant To, decimal? Value, int Points, int PointsSoFar);

/// <summary>A measure in steps of equal length, for ordinary charts.</summary>
/// <param name="Of">The measure and its subject.</param>
/// <param name="Values">Its steps, in order.</param>
public sealed record Series(MeasureKey Of, ImmutableArray<SeriesValue> Values)
{
    /// <summary>How many steps a series has at most.</summary>
    public const int MostSteps = 1_000;

    /// <summary>The steps that cover a span of time; null where they would be more than <see cref="MostSteps"/>.</summary>
    /// <param name="from">An instant in the first step.</param>
    /// <param name="to">An instant in the last step, not before the first.</param>
    /// <param name="step">How long they are.</param>
    public static IReadOnlyList<(Instant From, Instant To)>? Steps(Instant from, Instant to, SeriesStep step)
    {
        var steps = new List<(Instant, Instant)>();
        var start = StartOf(from.ToDateTimeOffset().UtcDateTime, step);
        while (InstantOf(start) <= to)
        {
            if (steps.Count == MostSteps)
                return null;
            if (Next(start, step) is not { } next)
            {
                // The last step that a calendar has.
                steps.Add((InstantOf(start), Instant.FromCivil(10_000, 1, 1)));
                break;
            }
            steps.Add((InstantOf(start), InstantOf(next)));
            start = next;
        }
        return steps;
    }

    /// <summary>The series of a measure. What occurs after the last instant counts in no step.</summary>
    /// <param name="of">The measure and its subject.</param>
    /// <param name="course">Its values, in the order of the frame.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="to">The last instant.</param>
    public static Series OfCourse(MeasureKey of, IReadOnlyList<MeasurePoint> course, IReadOnlyList<(Instant From, Instant To)> steps, Instant to)
    {
        var values = ImmutableArray.CreateBuilder<SeriesValue>(steps.Count);
        var (next, value) = (0, (decimal?)null);
        foreach (var (start, end) in steps)
        {
            var points = 0;
            for (; next < course.Count && course[next].Entry.OccurredAt.Earliest is var earliest && earliest < end && earliest <= to; next++)
            {
                value = course[next].Value;
                points += earliest >= start ? 1 : 0;
            }
            values.Add(new(start, end, value, points, next));
        }
        return new(of, values.ToImmutable());
    }

    static DateTime StartOf(DateTime date, SeriesStep step) => step switch
    {
        SeriesStep.Day => date.Date,
        SeriesStep.Week => date.Date.AddDays(-Math.Min((date.Date - DateTime.MinValue).Days, ((int)date.DayOfWeek + 6) % 7)),
        SeriesStep.Month => new(date.Year, date.Month, 1),
        SeriesStep.Quarter => new(date.Year, ((date.Month - 1) / 3 * 3) + 1, 1),
        _ => new(date.Year, 1, 1),
    };

    static DateTime? Next(DateTime start, SeriesStep step)
    {
        try
        {
            return step switch
            {
                SeriesStep.Day => start.AddDays(1),
                SeriesStep.Week => start.AddDays(7),
                SeriesStep.Month => start.AddMonths(1),
                SeriesStep.Quarter => start.AddMonths(3),
                _ => start.AddYears(1),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    static Instant InstantOf(DateTime date) => Instant.FromDateTimeOffset(new(DateTime.SpecifyKind(date, DateTimeKind.Utc)));
}
