namespace ConveningLedger.Landscape;

/// <summary>A tie between two elements was drawn, or drawn anew.</summary>
/// <param name="From">One end.</param>
/// <param name="To">The other end.</param>
/// <param name="Relation">What ties them.</param>
/// <param name="Direction">Whether it goes one way or both.</param>
/// <param name="Depth">How deep it is, 0 (cut) to 5.</param>
/// <param name="Nature">What it is like.</param>
/// <param name="Wave">The wave of asking that it was told in.</param>
[EntryKind(Family.Landscape)]
public sealed record TieDrawn(
    [Element] string From,
    [Element] string To,
    [AbsentMeans(Landscape.Relation.Other)] Relation? Relation,
    TieDirection Direction,
    [Within(0, 5)] int Depth,
    [Words] string? Nature,
    [Refers(Thing.Wave)] string? Wave) : EntryData
{
    /// <inheritdoc/>
    public override IEnumerable<string> SpeaksOf => [From, To];
}

/// <summary>What ties two elements.</summary>
public enum Relation
{
    /// <summary>They work together.</summary>
    WorksWith,

    /// <summary>One trusts the other.</summary>
    Trusts,

    /// <summary>One funds the other.</summary>
    Funds,

    /// <summary>One governs the other.</summary>
    Governs,

    /// <summary>One informs the other.</summary>
    Informs,

    /// <summary>One belongs to the other.</summary>
    BelongsTo,

    /// <summary>They are at odds.</summary>
    AtOdds,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>Whether a tie has a direction.</summary>
public enum TieDirection
{
    /// <summary>From one end to the other.</summary>
    OneWay,

    /// <summary>Both ways; the ends are unordered.</summary>
    Mutual,
}
