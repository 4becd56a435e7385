namespace ConveningLedger.Power;

/// <summary>It was noticed whose voice is missing.</summary>
/// <param name="Who">Whose voice.</param>
/// <param name="Where">Where it is missing.</param>
[EntryKind(Family.Power, Narrow = true)]
public sealed record VoiceMissed(
    [Who] string Who,
    [Words, About(nameof(Who))] string? Where) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"the voice of {wording.Name(Who)} was missed", Where);
}
