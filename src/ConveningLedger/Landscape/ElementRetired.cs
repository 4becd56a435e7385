namespace ConveningLedger.Landscape;

/// <summary>An element is no longer part of the landscape.</summary>
/// <param name="Key">Which element.</param>
/// <param name="Reason">Why.</param>
[EntryKind(Family.Landscape)]
public sealed record ElementRetired(
    [Element] string Key,
    [Words, About(nameof(Key))] string? Reason) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"{wording.Name(Key)} left the map", Reason);
}
