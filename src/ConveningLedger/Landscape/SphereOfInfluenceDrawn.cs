namespace ConveningLedger.Landscape;

/// <summary>The elements that a convener can reach were drawn.</summary>
/// <param name="Convener">Whose sphere.</param>
/// <param name="Elements">What lies within it.</param>
[EntryKind(Family.Landscape)]
public sealed record SphereOfInfluenceDrawn(
    [PersonOrGroup] string Convener,
    [Element] Several<string> Elements) : EntryData;
