namespace ConveningLedger.Ledger;

/// <summary>
/// The widest circle that may see an entry; also what a viewer is cleared for. Ordered from narrow to wide: a viewer sees the
/// entries whose tier is at least as wide as the viewer's own circle.
/// </summary>
public enum Visibility
{
    /// <summary>The conveners only.</summary>
    Conveners,

    /// <summary>The team, and the conveners.</summary>
    Team,

    /// <summary>Evaluators, the team and the conveners.</summary>
    Evaluators,

    /// <summary>Everybody.</summary>
    Public,
}

/// <summary>How circles contain each other.</summary>
public static class Visibilities
{
    /// <summary>How many circles there are.</summary>
    public const int Count = 4;

    /// <summary>Whether what has this tier may be seen by a viewer of that clearance.</summary>
    /// <param name="tier">The tier of what is looked at.</param>
    /// <param name="clearance">The circle the viewer belongs to.</param>
    public static bool Admits(this Visibility tier, Visibility clearance) => tier >= clearance;

    /// <summary>The narrower of two circles.</summary>
    /// <param name="one">One circle.</param>
    /// <param name="other">The other.</param>
    public static Visibility NarrowerOf(Visibility one, Visibility other) => one < other ? one : other;

    /// <summary>The wider of two circles.</summary>
    /// <param name="one">One circle.</param>
    /// <param name="other">The other.</param>
    public static Visibility WiderOf(Visibility one, Visibility other) => one > other ? one : other;
}
