namespace ConveningLedger.Calls;

/// <summary>A convening call was withdrawn: it no longer invites.</summary>
/// <param name="Audience">The audience whose call it is; absent: the common call.</param>
/// <param name="Reason">Why.</param>
[EntryKind(Family.Call)]
public sealed record ConveningCallWithdrawn(
    [Element] string? Audience,
    [Words, About(nameof(Audience))] string? Reason) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"{wording.Call(Audience)} was withdrawn", Reason);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Check(RuleContext context) => context.NeedsCall(Audience);
}
