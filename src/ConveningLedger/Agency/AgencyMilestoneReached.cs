namespace ConveningLedger.Agency;

/// <summary>A person or group came to be able to do what they could not before.</summary>
/// <param name="Who">Who.</param>
/// <param name="Milestone">What they reached.</param>
/// <param name="Level">Alone or together.</param>
/// <param name="Description">What happened.</param>
/// <param name="Affects">Whose part changes in turn.</param>
[EntryKind(Family.Agency)]
public sealed record AgencyMilestoneReached(
    [Who] string Who,
    Milestone Milestone,
    AgencyLevel Level,
    [Words, About(nameof(Who))] string Description,
    [Element] Several<string>? Affects) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Name(Who)} {Reached}: {Wording.Quoted(Description)}";

    string Reached => Milestone switch
    {
        Milestone.VoiceHeard => "was heard",
        Milestone.Recognised => "was recognised",
        Milestone.InitiativeTaken => "took the initiative",
        Milestone.CapacityUnlocked => "came to be able to do more",
        Milestone.DecisionShared => "shared in a decision",
        Milestone.SelfSustaining => "carried on unaided",
        _ => "began to convene others",
    };

    /// <inheritdoc/>
    public override IEnumerable<string> SpeaksOf => [Who];
}

/// <summary>A milestone of agency. They are a set, not a ladder of worth.</summary>
public enum Milestone
{
    /// <summary>Their voice was heard.</summary>
    VoiceHeard,

    /// <summary>They were recognised.</summary>
    Recognised,

    /// <summary>They took the initiative.</summary>
    InitiativeTaken,

    /// <summary>A capacity was unlocked.</summary>
    CapacityUnlocked,

    /// <summary>They shared in a decision.</summary>
    DecisionShared,

    /// <summary>It goes on by itself.</summary>
    SelfSustaining,

    /// <summary>They now convene others.</summary>
    ConveningOthers,
}

/// <summary>Whether agency is one person's or shared.</summary>
public enum AgencyLevel
{
    /// <summary>One person's.</summary>
    Individual,

    /// <summary>Shared.</summary>
    Collective,
}
