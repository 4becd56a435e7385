namespace ConveningLedger.Agency;

/// <summary>Something held somebody back.</summary>
/// <param name="Who">Who.</param>
/// <param name="By">By whom or what.</param>
/// <param name="How">How.</param>
[EntryKind(Family.Agency)]
public sealed record AgencyConstrained(
    [Who] string Who,
    [Element] string By,
    [Words, About(nameof(Who), nameof(By))] string How) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Name(By)} held {wording.Name(Who)} back: {Wording.Quoted(How)}";

    /// <inheritdoc/>
    public override IEnumerable<string> SpeaksOf => [Who];
}
