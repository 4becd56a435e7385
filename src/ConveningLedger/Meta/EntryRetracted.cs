namespace ConveningLedger.Meta;

/// <summary>An entry was taken back.</summary>
/// <param name="Entry">The entry it is about, by id or ref.</param>
/// <param name="Reason">Why.</param>
[EntryKind(Family.Meta, ByEvaluatorsToo = true)]
public sealed record EntryRetracted(
    [RefersToEntry] string Entry,
    [Words, About] string Reason) : EntryData, IAboutEntry
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Entry(Entry)} was taken back: {Wording.Quoted(Reason)}";
}
