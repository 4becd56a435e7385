namespace ConveningLedger.Power;

/// <summary>It was mapped who holds which form of power, and where they stand.</summary>
/// <param name="Holder">Who holds it.</param>
/// <param name="Form">Which form.</param>
/// <param name="Influence">How much it moves, 0 to 1.</param>
/// <param name="Stance">Where they stand, -1 (blocks) to 1 (enables).</param>
/// <param name="Seen">How visible it is.</param>
/// <param name="Over">Over whom or what.</param>
/// <param name="Approach">How the conveners deal with it.</param>
/// <param name="Words">In words.</param>
[EntryKind(Family.Power, Narrow = true)]
public sealed record PowerMapped(
    [Element] string Holder,
    PowerForm Form,
    [Within(0, 1)] decimal Influence,
    [Within(-1, 1)] decimal Stance,
    Seen? Seen,
    [Element] Several<string>? Over,
    Approach? Approach,
    [Words, About(nameof(Holder))] string? Words) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"{wording.Name(Holder)} was seen to {(Stance < -0.2m ? "block" : Stance > 0.2m ? "enable" : "stand in between")}, holding {Wording.Of(Form)}{(Seen is Power.Seen.Hidden ? ", hidden from others" : "")}", Words);
}

/// <summary>A form of power.</summary>
public enum PowerForm
{
    /// <summary>The right to decide.</summary>
    FormalAuthority,

    /// <summary>Holding resources.</summary>
    ResourceControl,

    /// <summary>Making the rules.</summary>
    PolicyControl,

    /// <summary>Letting in and keeping out.</summary>
    Gatekeeping,

    /// <summary>Knowing.</summary>
    Expertise,

    /// <summary>Being listened to.</summary>
    InformalInfluence,

    /// <summary>Standing between others.</summary>
    NetworkPosition,

    /// <summary>Being taken for granted.</summary>
    IdentityPrivilege,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>How visible power is.</summary>
public enum Seen
{
    /// <summary>Everybody sees it.</summary>
    Obvious,

    /// <summary>It is easily missed.</summary>
    Subtle,

    /// <summary>It is kept out of sight.</summary>
    Hidden,

    /// <summary>The holder does not know.</summary>
    Unwitting,
}

/// <summary>How conveners deal with power.</summary>
public enum Approach
{
    /// <summary>Use it.</summary>
    Leverage,

    /// <summary>Engage with it.</summary>
    Engage,

    /// <summary>Negotiate with it.</summary>
    Negotiate,

    /// <summary>Name it.</summary>
    Name,

    /// <summary>Resist it.</summary>
    Resist,

    /// <summary>Go around it.</summary>
    Bypass,

    /// <summary>Watch it.</summary>
    Watch,
}
