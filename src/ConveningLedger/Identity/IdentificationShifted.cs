namespace ConveningLedger.Identity;

/// <summary>A participant came to identify more, less or otherwise with something.</summary>
/// <param name="Participant">Whose identity.</param>
/// <param name="With">What they identify with.</param>
/// <param name="Movement">Which way they moved.</param>
/// <param name="Strength">How strongly, -1 (dis-identified) to 1.</param>
/// <param name="Accountability">Whether they hold themselves to account there.</param>
/// <param name="Words">In which words.</param>
[EntryKind(Family.Identity)]
public sealed record IdentificationShifted(
    [PersonOrGroup] string Participant,
    [Element] string With,
    IdentityMovement? Movement,
    [Within(-1, 1)] decimal? Strength,
    Accountability? Accountability,
    [Words(nameof(Participant))] string? Words) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"{wording.Name(Participant)} {Moved} {wording.Name(With)}", Words);

    string Moved => Movement switch
    {
        IdentityMovement.Closer => "came closer to",
        IdentityMovement.Same => "stayed where they were with",
        IdentityMovement.Further => "moved further from",
        IdentityMovement.TryingOn => "tried on belonging to",
        IdentityMovement.Fading => "was fading from",
        IdentityMovement.AtOdds => "was at odds with",
        _ => Strength < 0 ? "did not identify with" : Strength == 0 ? "neither belonged to nor kept away from" : "identified with",
    };

    /// <inheritdoc/>
    public override IEnumerable<string> SpeaksOf => [Participant];

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Check(RuleContext context)
    {
        if (Movement is null && Strength is null)
            yield return Refusal.Missing("data.movement", "A shift needs a movement or a strength.", "`movement`, `strength`, or both");
    }
}

/// <summary>Which way an identification moves.</summary>
public enum IdentityMovement
{
    /// <summary>Closer.</summary>
    Closer,

    /// <summary>Unmoved.</summary>
    Same,

    /// <summary>Further away.</summary>
    Further,

    /// <summary>Trying it on.</summary>
    TryingOn,

    /// <summary>Fading.</summary>
    Fading,

    /// <summary>At odds with it.</summary>
    AtOdds,
}

/// <summary>Whether somebody is answerable.</summary>
public enum Accountability
{
    /// <summary>By rule.</summary>
    Formal,

    /// <summary>By their own sense of it.</summary>
    Informal,

    /// <summary>Not at all.</summary>
    None,
}
