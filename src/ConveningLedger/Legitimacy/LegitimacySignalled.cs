namespace ConveningLedger.Legitimacy;

/// <summary>A constituency signalled whether it grants the endeavour, or a convener, the right to convene.</summary>
/// <param name="Constituency">Who signalled.</param>
/// <param name="Convener">Whose legitimacy; absent: the endeavour's.</param>
/// <param name="Source">What the legitimacy rests on.</param>
/// <param name="Direction">Which way it went.</param>
/// <param name="Strength">How strong, -1 (refused) to 1 (fully granted).</param>
/// <param name="Words">In which words.</param>
[EntryKind(Family.Legitimacy)]
public sealed record LegitimacySignalled(
    [Element] string Constituency,
    [PersonOrGroup] string? Convener,
    LegitimacySource Source,
    LegitimacyDirection? Direction,
    [Within(-1, 1)] decimal? Strength,
    [Words(nameof(Constituency)), About(nameof(Convener))] string? Words) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"{Signalled(wording.Name(Constituency), Convener is null ? "the endeavour" : wording.Name(Convener))}, resting on {Wording.Of(Source)}", Words);

    string Signalled(string who, string whom) => Direction switch
    {
        LegitimacyDirection.Opened => $"{who} began to grant {whom} legitimacy",
        LegitimacyDirection.Sustained => $"{who} went on granting {whom} legitimacy",
        LegitimacyDirection.Grown => $"{who} granted {whom} more legitimacy",
        LegitimacyDirection.Questioned => $"{who} questioned the legitimacy of {whom}",
        LegitimacyDirection.Refused => $"{who} refused {whom} legitimacy",
        LegitimacyDirection.Lost => $"{who} no longer granted {whom} legitimacy",
        _ => $"{who} {(Strength < 0 ? "withheld legitimacy from" : "signalled legitimacy to")} {whom}",
    };

    /// <inheritdoc/>
    public override IEnumerable<string> SpeaksOf => Strength is not < 0 ? [] : Convener is null ? [Constituency] : [Constituency, Convener];

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Check(RuleContext context)
    {
        if (Direction is null && Strength is null)
            yield return Refusal.Missing("data.direction", "A signal needs a direction or a strength.", "`direction`, `strength`, or both");
    }
}

/// <summary>What legitimacy rests on.</summary>
public enum LegitimacySource
{
    /// <summary>Being charged with it.</summary>
    Mandate,

    /// <summary>Being trained for it.</summary>
    Qualification,

    /// <summary>Where one works.</summary>
    Institution,

    /// <summary>What one is known for.</summary>
    Reputation,

    /// <summary>Who comes along.</summary>
    Following,

    /// <summary>Having been there all along.</summary>
    Continuity,

    /// <summary>Staying with it.</summary>
    Commitment,

    /// <summary>What came of it.</summary>
    Results,

    /// <summary>Being known in person.</summary>
    Relationship,

    /// <summary>Having listened.</summary>
    Listening,

    /// <summary>Having helped.</summary>
    HelpOffered,

    /// <summary>Saying openly what one does.</summary>
    Transparency,

    /// <summary>Being one of them.</summary>
    SharedIdentity,

    /// <summary>Having lived through the same.</summary>
    SharedStory,

    /// <summary>Local people doing it.</summary>
    LocalTeam,

    /// <summary>Others like them speaking for it.</summary>
    PeerTestimony,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>Which way legitimacy went.</summary>
public enum LegitimacyDirection
{
    /// <summary>It was granted for the first time.</summary>
    Opened,

    /// <summary>It held.</summary>
    Sustained,

    /// <summary>It grew.</summary>
    Grown,

    /// <summary>It was questioned.</summary>
    Questioned,

    /// <summary>It was not granted.</summary>
    Refused,

    /// <summary>It was withdrawn.</summary>
    Lost,
}
