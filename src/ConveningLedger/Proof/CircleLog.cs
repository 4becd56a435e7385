namespace ConveningLedger.Proof;

/// <summary>
/// What the log of a circle is made of: a leaf for each entry that the circle was ever shown, in the order in which it came to be. So it tells
/// nothing of what the circle may not see. What is narrowed later stays in it, as a hash.
/// </summary>
public static class CircleLog
{
    /// <summary>The entries that a circle came to know since its log was brought up to date, in sequence.</summary>
    /// <param name="history">The history.</param>
    /// <param name="circle">The circle.</param>
    /// <param name="before">Of how many of the history's entries the log knows.</param>
    /// <param name="isIn">Whether the leaf of an entry is in the log.</param>
    public static IReadOnlyList<Entry> More(History history, Visibility circle, long before, Predicate<Entry> isIn)
    {
        var news = Enumerable.Range((int)before, history.Count - (int)before).Select(index => history.Recorded[index]).ToArray();
        // Conveners see everything at once; for the others only what changes other entries lets them see more than what is new.
        return circle != Visibility.Conveners && news.Any(Tiers.HasTargetsTier)
            ? [.. Known(history, circle).Where(entry => !isIn(entry))]
            : [.. news.Where(entry => history.TierOf(entry).Admits(circle))];
    }

    /// <summary>The entries that a circle knows of, as first recorded, in sequence.</summary>
    /// <param name="history">The history.</param>
    /// <param name="circle">The circle.</param>
    public static IEnumerable<Entry> Known(History history, Visibility circle) =>
        history.For(circle).Latest.Known.Select(entry => history.Recorded[(int)entry.Sequence - 1]);

    /// <summary>The entries of which a circle may read all that was first recorded, in sequence.</summary>
    /// <param name="history">The history.</param>
    /// <param name="circle">The circle.</param>
    public static IEnumerable<Entry> Whole(History history, Visibility circle)
    {
        var latest = history.For(circle).Latest;
        return latest.Known.Select(latest.AsFirstRecorded).OfType<Entry>();
    }
}
