namespace ConveningLedger.Evaluation;

/// <summary>A change was found in what somebody does, in how people relate, in a policy or a practice.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Who">Whose behaviour, relationship, policy or practice changed.</param>
/// <param name="Change">What changed.</param>
/// <param name="Significance">Why it matters.</param>
/// <param name="Intended">Whether it was intended.</param>
/// <param name="Effect">Whether it did good.</param>
[EntryKind(Family.Evaluation)]
public sealed record OutcomeHarvested(
    [Names(Thing.Outcome)] string Key,
    [Who] string Who,
    [Words, About(nameof(Who))] string Change,
    [Words, About(nameof(Who))] string? Significance,
    bool Intended,
    [AbsentMeans(Value.StoryEffect.Positive)] Value.StoryEffect? Effect) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"a change was found in {wording.Name(Who)}: {Wording.Quoted(Change)}";
}
