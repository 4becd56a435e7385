namespace ConveningLedger.Evaluation;

/// <summary>Somebody was asked whether a finding holds.</summary>
/// <param name="Finding">The outcome or claim.</param>
/// <param name="Aspect">What of it was asked about.</param>
/// <param name="By">Who was asked.</param>
/// <param name="Verdict">What they said.</param>
/// <param name="Words">In which words.</param>
[EntryKind(Family.Evaluation)]
public sealed record FindingSubstantiated(
    [Refers(Thing.Outcome, Thing.Claim)] string Finding,
    Aspect Aspect,
    [Who] string By,
    Verdict Verdict,
    [Words(nameof(By))] string? Words) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"{wording.Name(By)} {Judged} {wording.Name(Finding)}", Words);

    string Judged => Verdict switch
    {
        Verdict.Confirmed => "confirmed",
        Verdict.Partly => "confirmed a part of",
        Verdict.Disputed => "disputed",
        _ => "could not judge",
    };
}

/// <summary>What of a finding is asked about.</summary>
public enum Aspect
{
    /// <summary>Whether it happened so.</summary>
    Description,

    /// <summary>Whether it matters so.</summary>
    Significance,

    /// <summary>Whether it came about so.</summary>
    Contribution,
}

/// <summary>What was said of a finding.</summary>
public enum Verdict
{
    /// <summary>It holds.</summary>
    Confirmed,

    /// <summary>Some of it holds.</summary>
    Partly,

    /// <summary>It does not hold.</summary>
    Disputed,

    /// <summary>They cannot tell.</summary>
    CannotTell,
}
