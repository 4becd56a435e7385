namespace ConveningLedger.Meta;

/// <summary>A mistake in an entry was mended; the entry as first recorded stays.</summary>
/// <param name="Entry">The entry it is about, by id or ref.</param>
/// <param name="Reason">Why.</param>
/// <param name="Data">The data as it should have been, whole.</param>
/// <param name="OccurredAt">When it really happened.</param>
/// <param name="Modes">The modes at work.</param>
/// <param name="Standpoint">From where it was told.</param>
/// <param name="ToldBy">Who told it.</param>
/// <param name="Mentions">The people it speaks of.</param>
/// <param name="Evidence">What it rests on.</param>
/// <param name="Note">Free text.</param>
[EntryKind(Family.Meta, ByEvaluatorsToo = true)]
public sealed record EntryCorrected(
    [RefersToEntry] string Entry,
    [Words, About] string Reason,
    Replacement? Data,
    Edtf? OccurredAt,
    Several<Mode>? Modes,
    Standpoint? Standpoint,
    [Element] string? ToldBy,
    [Who] Several<string>? Mentions,
    [Words, About] Several<string>? Evidence,
    [Words, About] string? Note) : EntryData, IAboutEntry
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Entry(Entry)} was corrected: {Wording.Quoted(Reason)}";
}
