namespace ConveningLedger.Boundaries;

/// <summary>A boundary was named, or described anew.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Type">What makes it a boundary.</param>
/// <param name="Sides">Its sides, each a list of elements.</param>
/// <param name="Permeability">How easily it is crossed, 0 (closed) to 1 (open).</param>
[EntryKind(Family.Boundary)]
public sealed record BoundaryNamed(
    [Names(Thing.Boundary)] string Key,
    [Words, About] string Name,
    BoundaryType Type,
    [Element, AtLeast(2)] Several<Several<string>> Sides,
    [Within(0, 1)] decimal? Permeability) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"the boundary “{Name}” was named, with {string.Join(" on one side, ", Sides.Select(side => wording.Names(side)))} on another";
}

/// <summary>What makes a boundary.</summary>
public enum BoundaryType
{
    /// <summary>Doing things differently.</summary>
    Practice,

    /// <summary>Caring for different things.</summary>
    Commitment,

    /// <summary>Belonging elsewhere.</summary>
    Affiliation,

    /// <summary>Standing above and below.</summary>
    Hierarchy,

    /// <summary>Working at another level.</summary>
    Scale,

    /// <summary>Having and not having.</summary>
    Resources,

    /// <summary>Nations.</summary>
    National,

    /// <summary>Cultures.</summary>
    Cultural,

    /// <summary>Who one takes oneself to be.</summary>
    Identity,

    /// <summary>Tribes.</summary>
    Tribal,

    /// <summary>Religions.</summary>
    Religious,

    /// <summary>Politics.</summary>
    Political,

    /// <summary>Classes.</summary>
    SocialClass,

    /// <summary>Places.</summary>
    Geographic,

    /// <summary>Generations.</summary>
    Generation,

    /// <summary>Something else.</summary>
    Other,
}
