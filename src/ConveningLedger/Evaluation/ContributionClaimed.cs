namespace ConveningLedger.Evaluation;

/// <summary>Somebody claimed what led to an outcome.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="By">Who claims it.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Causes">The entries it says contributed.</param>
/// <param name="Rivals">Other explanations.</param>
[EntryKind(Family.Evaluation)]
public sealed record ContributionClaimed(
    [Names(Thing.Claim)] string Key,
    [Refers(Thing.Outcome)] string Outcome,
    [Who] string By,
    [Words(nameof(By))] string Claim,
    Several<Cause> Causes,
    Several<Rival>? Rivals) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Name(By)} claimed what led to {wording.Name(Outcome)}: {Wording.Quoted(Claim)}";
}

/// <summary>An entry that is said to have contributed.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Weight">How much the evidence weighs.</param>
public sealed record Cause(
    [RefersToEntry] string Entry,
    EvidenceWeight? Weight);

/// <summary>Another explanation.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Causes">The entries it rests on.</param>
public sealed record Rival(
    [Words, About] string Text,
    Several<Cause>? Causes);

/// <summary>How much a piece of evidence weighs, as process tracing puts it.</summary>
public enum EvidenceWeight
{
    /// <summary>Neither needed nor enough.</summary>
    Straw,

    /// <summary>Needed, not enough.</summary>
    Hoop,

    /// <summary>Enough, not needed.</summary>
    SmokingGun,

    /// <summary>Needed and enough.</summary>
    DoublyDecisive,
}
