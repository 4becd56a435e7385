namespace ConveningLedger.Agency;

/// <summary>Something held somebody back.</summary>
/// <param name="Who">Who.</param>
/// <param name="By">By whom or what.</param>
/// <param name="How">How.</param>
[EntryKind(Family.Agency)]
public sealed record AgencyConstrained(
    [Who] string Who,
    [Element] string By,
    [Words] string How) : EntryData
{
    /// <inheritdoc/>
    public override IEnumerable<string> SpeaksOf => [Who];
}
