namespace ConveningLedger.Endeavours;

/// <summary>A convening endeavour was opened: its history begins.</summary>
/// <param name="Title">What the endeavour is called.</param>
/// <param name="Challenges">The kinds of challenge it takes up.</param>
/// <param name="Scale">The level of scale it works at.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="DefaultVisibility">The visibility of entries that name none.</param>
[EntryKind(Family.Endeavour)]
public sealed record EndeavourOpened(
    [Words, About] string Title,
    Several<Challenge> Challenges,
    Scale Scale,
    [Words, About] string? Purpose,
    [AbsentMeans(Visibility.Team)] Visibility? DefaultVisibility) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"the endeavour “{Title}” opened{(Purpose is null ? "" : $": {Wording.Quoted(Purpose)}")}";
}

/// <summary>A kind of challenge that calls for convening.</summary>
public enum Challenge
{
    /// <summary>A challenge that no one can solve alone.</summary>
    ComplexChallenge,

    /// <summary>Making something new possible.</summary>
    Innovation,

    /// <summary>Parties at odds.</summary>
    Conflict,

    /// <summary>People with a stake need a part.</summary>
    StakeholderEngagement,

    /// <summary>Accountability that has to mean more than an audit.</summary>
    BeyondAudit,

    /// <summary>A community growing its own life.</summary>
    CommunityDevelopment,

    /// <summary>Something else.</summary>
    Other,
}
