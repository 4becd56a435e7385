namespace ConveningLedger.Time;

/// <summary>How the time of a cause stands to the time of the outcome that is claimed to follow from it.</summary>
public enum TimeOrder
{
    /// <summary>The cause was over when the outcome began, or just then.</summary>
    Precedes,

    /// <summary>The cause began when the outcome was over, or just then: it cannot have brought it about.</summary>
    Contradicts,

    /// <summary>The dates are uncertain where it matters, or the cause is not in the frame.</summary>
    CannotTell,

    /// <summary>The two spans share some time, and neither date is marked as uncertain.</summary>
    Overlaps,
}

/// <summary>The time order of causes and outcomes.</summary>
public static class TimeOrders
{
    /// <summary>
    /// Compares the spans of a cause and an outcome. Ends are exclusive, so spans that only touch are in order. A date
    /// marked <c>~</c>, <c>?</c> or <c>%</c> matters only where the spans as written share some time.
    /// </summary>
    /// <param name="cause">When the cause occurred; null where it is not in the frame.</param>
    /// <param name="outcome">When the outcome occurred.</param>
    public static TimeOrder Of(Edtf? cause, Edtf outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (cause is null)
            return TimeOrder.CannotTell;
        if (cause.Latest <= outcome.Earliest)
            return TimeOrder.Precedes;
        if (cause.Earliest >= outcome.Latest)
            return TimeOrder.Contradicts;
        return cause.IsQualified || outcome.IsQualified ? TimeOrder.CannotTell : TimeOrder.Overlaps;
    }
}
