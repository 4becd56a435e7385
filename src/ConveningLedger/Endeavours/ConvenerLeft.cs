namespace ConveningLedger.Endeavours;

/// <summary>A convener stopped convening.</summary>
/// <param name="Convener">Who stopped.</param>
/// <param name="Reason">Why.</param>
[EntryKind(Family.Endeavour)]
public sealed record ConvenerLeft(
    [PersonOrGroup] string Convener,
    [Words, About(nameof(Convener))] string? Reason) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"{wording.Name(Convener)} stopped convening", Reason);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Check(RuleContext context)
    {
        if (!context.HasJoinedAsConvener(Convener))
            yield return Refusal.NeedsEarlier("data.convener", $"'{Convener}' never joined as a convener.", "a ConvenerJoined recorded before");
    }
}
