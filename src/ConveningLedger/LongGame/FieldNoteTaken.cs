namespace ConveningLedger.LongGame;

/// <summary>Somebody noticed something and wrote it down.</summary>
/// <param name="Words">What was noticed.</param>
/// <param name="About">Whom or what it is about.</param>
[EntryKind(Family.LongGame, Narrow = true, ByEvaluatorsToo = true)]
public sealed record FieldNoteTaken(
    [Words, About(nameof(About))] string Words,
    [Element] Several<string>? About) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"somebody noted: {Wording.Quoted(Words)}";
}
