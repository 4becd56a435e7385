namespace ConveningLedger.Time;

/// <summary>
/// How late the knowledge in a frame is. Lag = max(0, recordedAt − latest) of each effective entry; percentiles by nearest rank.
/// </summary>
/// <param name="Median">The median lag; null where nothing is effective.</param>
/// <param name="P90">The lag that nine in ten entries do not exceed; null where nothing is effective.</param>
/// <param name="Max">The longest lag; null where nothing is effective.</param>
/// <param name="Hindsight">How many entries were recorded after the frame's moment in the world.</param>
/// <param name="Claimed">How many rest on a claimed time of recording.</param>
/// <param name="Count">How many entries are effective.</param>
public sealed record Lateness(TimeSpan? Median, TimeSpan? P90, TimeSpan? Max, int Hindsight, int Claimed, int Count)
{
    /// <summary>The lateness of some entries.</summary>
    /// <param name="effective">The effective entries of a frame.</param>
    /// <param name="at">The frame's moment in the world.</param>
    public static Lateness Of(IReadOnlyList<Entry> effective, Instant at)
    {
        var lags = new long[effective.Count];
        var (hindsight, claimed) = (0, 0);
        for (var index = 0; index < lags.Length; index++)
        {
            var entry = effective[index];
            lags[index] = MicrosecondsOf(entry);
            hindsight += entry.RecordedAt > at ? 1 : 0;
            claimed += entry.IsClaimed ? 1 : 0;
        }
        Array.Sort(lags);
        return new(Rank(lags, 50), Rank(lags, 90), Rank(lags, 100), hindsight, claimed, lags.Length);
    }

    /// <summary>How late one entry became known.</summary>
    /// <param name="entry">The entry.</param>
    public static TimeSpan LagOf(Entry entry) => TimeSpan.FromMicroseconds(MicrosecondsOf(entry));

    static long MicrosecondsOf(Entry entry) => Math.Max(0, entry.RecordedAt.Microseconds - entry.OccurredAt.Latest.Microseconds);

    static TimeSpan? Rank(long[] sorted, int percent) =>
        sorted.Length == 0 ? null : TimeSpan.FromMicroseconds(sorted[(sorted.Length * percent + 99) / 100 - 1]);
}
