namespace ConveningLedger.Calls;

/// <summary>A voice entered the call.</summary>
/// <param name="Who">Whose voice.</param>
/// <param name="Audience">The audience whose call it is; absent: the common call.</param>
/// <param name="Through">How the voice entered the call.</param>
[EntryKind(Family.Call)]
public sealed record VoiceIncluded(
    [Who] string Who,
    [Element] string? Audience,
    [Words, About(nameof(Who))] string? Through) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"the voice of {wording.Name(Who)} entered {wording.Call(Audience)}", Through);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Check(RuleContext context) => context.NeedsCall(Audience);
}
