namespace ConveningLedger.Landscape;

/// <summary>Somebody or something was put on the map of the landscape.</summary>
/// <param name="Key">Its key from now on; made where absent, an opaque one for people.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Element">What it is.</param>
/// <param name="Force">Which structuring force it is.</param>
/// <param name="Scale">The level of scale it lives at.</param>
/// <param name="Description">What there is to say of it.</param>
[EntryKind(Family.Landscape)]
public sealed record ElementMapped(
    [Names(Thing.Element)] string? Key,
    [Words, About(nameof(Key))] string Name,
    ElementKind Element,
    Force? Force,
    Scale Scale,
    [Words, About(nameof(Key))] string? Description) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"{Name} was put on the map, {Wording.Of(Scale)}", Description);

    /// <inheritdoc/>
    public override EntryData Keyed(string key) => Key is null ? this with { Key = key } : this;
}

/// <summary>A force that structures a landscape.</summary>
public enum Force
{
    /// <summary>Institutions, rules, flows.</summary>
    System,

    /// <summary>What people do together.</summary>
    Practice,

    /// <summary>Who is tied to whom.</summary>
    Relationship,
}
