namespace ConveningLedger.Landscape;

/// <summary>It was noted where in the landscape a convener stands.</summary>
/// <param name="Convener">Who.</param>
/// <param name="At">Where: an element.</param>
[EntryKind(Family.Landscape)]
public sealed record ConvenerLocated(
    [PersonOrGroup] string Convener,
    [Element] string At) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Name(Convener)} stood at {wording.Name(At)}";
}
