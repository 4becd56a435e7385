namespace ConveningLedger.Identity;

/// <summary>A participant said who they are.</summary>
/// <param name="Participant">Who.</param>
/// <param name="Words">In which words.</param>
[EntryKind(Family.Identity)]
public sealed record IdentityVoiced(
    [PersonOrGroup] string Participant,
    [Words(nameof(Participant))] string Words) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Name(Participant)} said who they are: {Wording.Quoted(Words)}";
}
