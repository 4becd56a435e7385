namespace ConveningLedger.Power;

/// <summary>A voice got a seat.</summary>
/// <param name="Who">Whose voice.</param>
/// <param name="Where">Where.</param>
[EntryKind(Family.Power)]
public sealed record VoiceSeated(
    [Who] string Who,
    [Words, About(nameof(Who))] string? Where) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"{wording.Name(Who)} got a seat", Where);
}
