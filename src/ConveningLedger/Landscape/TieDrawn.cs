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
    [Words, About(nameof(From), nameof(To))] string? Nature,
    [Refers(Thing.Wave)] string? Wave) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said(Depth == 0 ? $"the tie between {wording.Name(From)} and {wording.Name(To)} was cut" : $"{Tied(wording)}, at depth {Depth} of 5", Nature);

    string Tied(Wording wording)
    {
        var (one, other) = (wording.Name(From), wording.Name(To));
        return Direction == TieDirection.Mutual
            ? $"{one} and {other} were seen to {Relation switch
            {
                Landscape.Relation.WorksWith => "work together",
                Landscape.Relation.Trusts => "trust each other",
                Landscape.Relation.Funds => "fund each other",
                Landscape.Relation.Governs => "govern each other",
                Landscape.Relation.Informs => "inform each other",
                Landscape.Relation.BelongsTo => "belong together",
                Landscape.Relation.AtOdds => "be at odds",
                _ => "be tied",
            }}"
            : $"{one} was seen to {Relation switch
            {
                Landscape.Relation.WorksWith => "work with",
                Landscape.Relation.Trusts => "trust",
                Landscape.Relation.Funds => "fund",
                Landscape.Relation.Governs => "govern",
                Landscape.Relation.Informs => "inform",
                Landscape.Relation.BelongsTo => "belong to",
                Landscape.Relation.AtOdds => "be at odds with",
                _ => "be tied to",
            }} {other}";
    }

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
