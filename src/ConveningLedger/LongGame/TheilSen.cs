using System.Collections.Immutable;

namespace ConveningLedger.LongGame;

/// <summary>
/// The slope of Theil and Sen: the median of the slopes of all pairs of points at different times (P. K. Sen, "Estimates of the
/// regression coefficient based on Kendall's tau", 1968). One point that lies far off does not move it.
/// </summary>
static class TheilSen
{
    const double Days = 30;

    // Above this the slopes of all pairs would take megabytes; they are counted instead of kept.
    const int MostInMemory = 1_000;

    // Slopes are compared with thresholds that have two digits; what is finer is error of the arithmetic.
    const int Digits = 12;

    /// <summary>The slope as change in 30 days; 0 where no two points differ in time.</summary>
    /// <param name="points">The points, the earliest first.</param>
    public static double SlopeOf(ImmutableArray<TrendPoint> points)
    {
        var slope = points.Length <= MostInMemory ? Sorted(points) : Counted(points);
        return Math.Round(slope, Digits);
    }

    internal static double Sorted(ImmutableArray<TrendPoint> points)
    {
        var slopes = new List<double>(points.Length * (points.Length - 1) / 2);
        for (var one = 0; one < points.Length; one++)
        {
            for (var other = one + 1; other < points.Length; other++)
            {
                if (points[one].Days != points[other].Days)
                    slopes.Add(Days * (double)(points[other].Value - points[one].Value) / (points[other].Days - points[one].Days));
            }
        }
        slopes.Sort();
        return slopes.Count == 0 ? 0 : (slopes[(slopes.Count - 1) / 2] + slopes[slopes.Count / 2]) / 2;
    }

    internal static double Counted(ImmutableArray<TrendPoint> points)
    {
        // Of points at one time the lower ones come first, so that no line puts them out of order.
        var inOrder = points.OrderBy(point => point.Days).ThenBy(point => point.Value).Select(point => (point.Days, Value: (double)point.Value)).ToArray();
        var pairs = PairsOf(inOrder.Length) - inOrder.GroupBy(point => point.Days).Sum(group => PairsOf(group.Count()));
        if (pairs == 0)
            return 0;
        var equal = inOrder.GroupBy(point => point).Sum(group => PairsOf(group.Count()));
        // No slope is steeper than the whole range within the shortest time between two points.
        var steepest = Days * (inOrder.Max(point => point.Value) - inOrder.Min(point => point.Value))
            / inOrder.Zip(inOrder.Skip(1), (one, next) => next.Days - one.Days).Where(days => days > 0).Min();
        return (Rank((pairs - 1) / 2) + Rank(pairs / 2)) / 2;

        double Rank(long rank)
        {
            var (low, high) = (-steepest, steepest);
            while (true)
            {
                var middle = low + ((high - low) / 2);
                if (middle <= low || middle >= high)
                    return high;
                if (CountUpTo(inOrder, middle) - equal > rank)
                    high = middle;
                else
                    low = middle;
            }
        }
    }

    /// <summary>How many pairs have a slope of at most this one, those of one time and value too: against a line of that slope the later point is not above the earlier one.</summary>
    static long CountUpTo((double Days, double Value)[] points, double slope)
    {
        var heights = Array.ConvertAll(points, point => point.Value - (slope * point.Days / Days));
        double[] levels = [.. heights.Distinct().Order()];
        // A Fenwick tree: how many points so far stand at each level.
        var (tree, count) = (new int[levels.Length + 1], 0L);
        for (var later = 0; later < heights.Length; later++)
        {
            var level = Array.BinarySearch(levels, heights[later]);
            count += later;
            for (var at = level; at > 0; at -= at & -at)
                count -= tree[at];
            for (var at = level + 1; at < tree.Length; at += at & -at)
                tree[at]++;
        }
        return count;
    }

    static long PairsOf(long count) => count * (count - 1) / 2;
}
