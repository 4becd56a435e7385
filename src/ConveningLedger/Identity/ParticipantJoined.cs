namespace ConveningLedger.Identity;

/// <summary>A person or group came to take part.</summary>
/// <param name="Participant">Who.</param>
/// <param name="From">The elements they come from.</param>
[EntryKind(Family.Identity)]
public sealed record ParticipantJoined(
    [PersonOrGroup] string Participant,
    [Element] Several<string>? From) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Name(Participant)} came to take part{(From is null ? "" : $", from {wording.Names(From)}")}";
}
