namespace ConveningLedger.Landscape;

/// <summary>The elements that a convener can reach were drawn.</summary>
/// <param name="Convener">Whose sphere.</param>
/// <param name="Elements">What lies within it.</param>
[EntryKind(Family.Landscape)]
public sealed record SphereOfInfluenceDrawn(
    [PersonOrGroup] string Convener,
    [Element] Several<string> Elements) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"the sphere of influence of {wording.Name(Convener)} was drawn around {wording.Names(Elements)}";
}
