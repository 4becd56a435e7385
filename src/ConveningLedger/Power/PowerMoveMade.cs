namespace ConveningLedger.Power;

/// <summary>A move was made with power.</summary>
/// <param name="By">Who made it.</param>
/// <param name="On">Upon whom or what.</param>
/// <param name="Move">Which move.</param>
/// <param name="Outcome">What came of it.</param>
[EntryKind(Family.Power, Narrow = true)]
public sealed record PowerMoveMade(
    [Element] string By,
    [Element] string On,
    PowerMove Move,
    [Words, About(nameof(By), nameof(On))] string? Outcome) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"{wording.Name(By)} {Moved} {wording.Name(On)}", Outcome);

    string Moved => Move switch
    {
        PowerMove.Enlisted => "enlisted",
        PowerMove.Negotiated => "negotiated with",
        PowerMove.Named => "named the power of",
        PowerMove.Resisted => "resisted",
        PowerMove.Bypassed => "went round",
        PowerMove.Appropriated => "took over what was done by",
        PowerMove.Squashed => "squashed",
        PowerMove.Undone => "undid what was done by",
        PowerMove.HandedOver => "handed over to",
        _ => "made a move on",
    };
}

/// <summary>A move with power.</summary>
public enum PowerMove
{
    /// <summary>Won over as a supporter.</summary>
    Enlisted,

    /// <summary>Negotiated with.</summary>
    Negotiated,

    /// <summary>Named in the open.</summary>
    Named,

    /// <summary>Resisted.</summary>
    Resisted,

    /// <summary>Gone around.</summary>
    Bypassed,

    /// <summary>Taken over as one's own.</summary>
    Appropriated,

    /// <summary>Put down.</summary>
    Squashed,

    /// <summary>Reversed.</summary>
    Undone,

    /// <summary>Handed to others.</summary>
    HandedOver,

    /// <summary>Something else.</summary>
    Other,
}
