namespace ConveningLedger.Meta;

/// <summary>Somebody objects to an entry; both are shown.</summary>
/// <param name="Entry">The entry it is about, by id or ref.</param>
/// <param name="Who">Who objects.</param>
/// <param name="Words">In which words.</param>
[EntryKind(Family.Meta, ByEvaluatorsToo = true)]
public sealed record EntryContested(
    [RefersToEntry] string Entry,
    [Who] string Who,
    [Words(nameof(Who))] string Words) : EntryData, IAboutEntry
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Name(Who)} contested {wording.Entry(Entry)}: {Wording.Quoted(Words)}";
}
