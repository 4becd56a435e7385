namespace ConveningLedger.Identity;

/// <summary>A participant stopped taking part.</summary>
/// <param name="Participant">Who.</param>
/// <param name="Reason">Why.</param>
[EntryKind(Family.Identity)]
public sealed record ParticipantLeft(
    [PersonOrGroup] string Participant,
    [Words, About(nameof(Participant))] string? Reason) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"{wording.Name(Participant)} stopped taking part", Reason);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Check(RuleContext context)
    {
        if (!context.HasJoined(Participant))
            yield return Refusal.NeedsEarlier("data.participant", $"'{Participant}' never joined.", "a ParticipantJoined recorded before");
    }
}
