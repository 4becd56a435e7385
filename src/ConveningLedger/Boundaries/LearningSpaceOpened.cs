namespace ConveningLedger.Boundaries;

/// <summary>A space was opened in which people learn with and from each other.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Who">Who learns there.</param>
/// <param name="Boundary">The boundary it works at.</param>
/// <param name="Walled">Whether it is freed from the outside on purpose.</param>
[EntryKind(Family.Boundary)]
public sealed record LearningSpaceOpened(
    [Names(Thing.LearningSpace)] string Key,
    [Words, About] string Name,
    [Who] Several<string>? Who,
    [Refers(Thing.Boundary)] string? Boundary,
    bool? Walled) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"the learning space “{Name}” opened{(Who is null ? "" : $" with {wording.Names(Who)}")}";
}
