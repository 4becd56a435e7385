namespace ConveningLedger.Evaluation;

/// <summary>A moment worth returning to was given a name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">The moment; absent: when this entry occurred.</param>
/// <param name="KnownAt">By when it was known; absent: when this entry was recorded.</param>
[EntryKind(Family.Evaluation)]
public sealed record MomentMarked(
    [Words, About] string Name,
    Edtf? At,
    Edtf? KnownAt) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"the moment was given a name: {Wording.Quoted(Name)}";
}
