namespace ConveningLedger.Meta;

/// <summary>Something was added in the margin of an entry.</summary>
/// <param name="Entry">The entry it is about, by id or ref.</param>
/// <param name="Words">What was added.</param>
/// <param name="Codes">Codes of a coding scheme.</param>
[EntryKind(Family.Meta, ByEvaluatorsToo = true)]
public sealed record EntryAnnotated(
    [RefersToEntry] string Entry,
    [Words, About] string Words,
    [Words, About] Several<string>? Codes) : EntryData, IAboutEntry
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"in the margin of {wording.Entry(Entry)} was written: {Wording.Quoted(Words)}";
}
