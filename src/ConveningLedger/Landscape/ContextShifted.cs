namespace ConveningLedger.Landscape;

/// <summary>Something changed around the endeavour that nobody here did.</summary>
/// <param name="Title">What happened: an election, a drought, a merger.</param>
/// <param name="Elements">The elements it touches.</param>
/// <param name="Description">What there is to say of it.</param>
[EntryKind(Family.Landscape)]
public sealed record ContextShifted(
    [Words, About(nameof(Elements))] string Title,
    [Element] Several<string>? Elements,
    [Words, About(nameof(Elements))] string? Description) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"around the endeavour something shifted: {Title}", Description);
}
