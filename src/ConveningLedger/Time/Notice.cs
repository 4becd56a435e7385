namespace ConveningLedger.Time;

/// <summary>
/// That an entry came to be seen by a circle, or ceased to be: recorded, widened, or narrowed. Notices of one endeavour have numbers that
/// only grow; those of a circle are some of them.
/// </summary>
/// <param name="Number">Its number.</param>
/// <param name="Entry">The entry, as first recorded.</param>
/// <param name="IsThere">Whether it is seen from then on; else it was, and is not any more.</param>
public readonly record struct Notice(int Number, Entry Entry, bool IsThere)
{
    /// <summary>The notices for a circle.</summary>
    /// <param name="history">The history.</param>
    /// <param name="clearance">The circle.</param>
    /// <param name="after">After this number; -1: all.</param>
    public static IEnumerable<Notice> Of(History history, Visibility clearance, int after)
    {
        foreach (var (number, change) in history.Recorded.Tiers.Until(history.Count, after + 1))
        {
            var (was, isNow) = (change.Before?.Admits(clearance) == true, change.After.Admits(clearance));
            if (was != isNow)
                yield return new(number, history.Recorded[change.Index], isNow);
        }
    }

    /// <summary>The number of the last change that a history has, of whatever circle; -1 where there is none.</summary>
    /// <param name="history">The history.</param>
    public static int LastNumber(History history) => history.Recorded.Tiers.Until(history.Count, 0) is [.., var (number, _)] ? number : -1;
}
