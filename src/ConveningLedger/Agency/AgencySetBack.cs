namespace ConveningLedger.Agency;

/// <summary>What somebody had come to be able to do was lost.</summary>
/// <param name="Who">Who.</param>
/// <param name="Lost">The milestones no longer held; absent: all.</param>
/// <param name="Description">What happened.</param>
[EntryKind(Family.Agency)]
public sealed record AgencySetBack(
    [Who] string Who,
    Several<Milestone>? Lost,
    [Words, About(nameof(Who))] string Description) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Name(Who)} was set back: {Wording.Quoted(Description)}";

    /// <inheritdoc/>
    public override IEnumerable<string> SpeaksOf => [Who];
}
