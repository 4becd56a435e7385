namespace ConveningLedger.Meta;

/// <summary>The circle that may see an entry was changed.</summary>
/// <param name="Entry">The entry it is about, by id or ref.</param>
/// <param name="Visibility">The widest circle that may see it from now on.</param>
/// <param name="Reason">Why.</param>
[EntryKind(Family.Meta)]
public sealed record EntryReclassified(
    [RefersToEntry] string Entry,
    Visibility Visibility,
    [Words, About] string? Reason) : EntryData, IAboutEntry
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"who may see {wording.Entry(Entry)} was changed", Reason);
}
