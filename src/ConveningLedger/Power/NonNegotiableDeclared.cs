namespace ConveningLedger.Power;

/// <summary>Somebody said what they will not give up.</summary>
/// <param name="Holder">Who.</param>
/// <param name="Statement">What they will not give up.</param>
[EntryKind(Family.Power)]
public sealed record NonNegotiableDeclared(
    [Element] string Holder,
    [Words(nameof(Holder))] string Statement) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Name(Holder)} said what is not negotiable: {Wording.Quoted(Statement)}";
}
