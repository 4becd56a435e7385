using ConveningLedger.Evaluation;

namespace ConveningLedger.Time;

/// <summary>Which of the two clocks a text is read for.</summary>
public enum Clock
{
    /// <summary>When it was so in the world.</summary>
    At,

    /// <summary>By when it was known.</summary>
    KnownAt,
}

/// <summary>Reads what people write for a moment: an instant, an uncertain date, or the name of a marked moment.</summary>
public static class Moments
{
    /// <summary>The instant that a text means; null where it means none, with the refusal of it.</summary>
    /// <param name="text">An EDTF value (a coarse one means the last microsecond of its span) or the name of a marked moment.</param>
    /// <param name="clock">Which of the moment's two instants is wanted.</param>
    /// <param name="prospect">The history as the viewer may see it; the latest marking of a name counts.</param>
    /// <param name="refusal">Why, where there is none.</param>
    public static Instant? Read(string text, Clock clock, Prospect prospect, out Refusal? refusal)
    {
        refusal = null;
        if (Edtf.TryParse(text, out var date, out _))
            return date.LastInstant;
        var marked = prospect.Latest.Effective.Where(entry => entry.Data is MomentMarked).OrderBy(entry => entry.Sequence).ToArray();
        if (marked.LastOrDefault(entry => ((MomentMarked)entry.Data).Name == text) is { } found)
            return InstantOf(found, clock);
        refusal = new(RefusalCode.DateUnreadable, clock == Clock.At ? "at" : "knownAt", "It is neither a date nor the name of a marked moment.",
            "an instant (`2024-06-30T12:00:00Z`), a date as precise as you like (`2024-06`), or the name of a marked moment")
        {
            Nearest = NearestNames.To(text, marked.Select(entry => ((MomentMarked)entry.Data).Name).Distinct()),
        };
        return null;
    }

    /// <summary>One of the two instants of a marked moment.</summary>
    /// <param name="marked">The entry that marked it.</param>
    /// <param name="clock">Which one.</param>
    public static Instant InstantOf(Entry marked, Clock clock)
    {
        var moment = (MomentMarked)marked.Data;
        return clock == Clock.At
            ? moment.At?.LastInstant ?? marked.OccurredAt.LastInstant
            : moment.KnownAt?.LastInstant ?? marked.RecordedAt;
    }
}
