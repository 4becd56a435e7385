namespace ConveningLedger.LongGame;

/// <summary>A group, or a convener alone, looked back in order to learn.</summary>
/// <param name="Who">Who reflected.</param>
/// <param name="About">On whom or what.</param>
/// <param name="Question">The question.</param>
/// <param name="Words">What they said.</param>
/// <param name="Decision">What they decided.</param>
[EntryKind(Family.LongGame, Narrow = true)]
public sealed record ReflectionHeld(
    [Who] Several<string> Who,
    [Element] Several<string>? About,
    [Words(nameof(Who)), About(nameof(About))] string? Question,
    [Words(nameof(Who)), About(nameof(About))] string Words,
    [Words(nameof(Who)), About(nameof(About))] string? Decision) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Names(Who)} looked back: {Wording.Quoted(Words)}{(Decision is null ? "" : $", and decided: {Wording.Quoted(Decision)}")}";
}
