namespace ConveningLedger.Power;

/// <summary>A voice got a seat.</summary>
/// <param name="Who">Whose voice.</param>
/// <param name="Where">Where.</param>
[EntryKind(Family.Power)]
public sealed record VoiceSeated(
    [Who] string Who,
    [Words] string? Where) : EntryData;
