namespace ConveningLedger.Boundaries;

/// <summary>A learning space was closed.</summary>
/// <param name="Key">Which space.</param>
/// <param name="Reason">Why.</param>
[EntryKind(Family.Boundary)]
public sealed record LearningSpaceClosed(
    [Refers(Thing.LearningSpace)] string Key,
    [Words, About] string? Reason) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"the learning space {wording.Name(Key)} closed", Reason);
}
