namespace ConveningLedger.Power;

/// <summary>How far the endeavour is sanctioned from above changed.</summary>
/// <param name="By">By whom.</param>
/// <param name="Status">What it is from then on.</param>
/// <param name="Words">In which words.</param>
[EntryKind(Family.Power)]
public sealed record SanctionChanged(
    [Element] string? By,
    Sanction Status,
    [Words(nameof(By))] string? Words) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"the endeavour {(Status == Sanction.Unsanctioned ? "went" : "was")} {Wording.Of(Status)}{(By is null ? "" : $" by {wording.Name(By)}")}", Words);
}

/// <summary>How far an endeavour is sanctioned.</summary>
public enum Sanction
{
    /// <summary>Nobody in charge agreed to it.</summary>
    Unsanctioned,

    /// <summary>It is let be.</summary>
    Tolerated,

    /// <summary>It is agreed to.</summary>
    Sanctioned,

    /// <summary>It became part of an institution.</summary>
    Absorbed,
}
