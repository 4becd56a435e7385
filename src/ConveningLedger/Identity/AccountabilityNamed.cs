namespace ConveningLedger.Identity;

/// <summary>It was named who answers to whom, and for what.</summary>
/// <param name="Who">Who answers.</param>
/// <param name="To">To whom or what.</param>
/// <param name="For">For what.</param>
/// <param name="Formality">By rule or by their own sense of it.</param>
/// <param name="Move">What they did with it.</param>
/// <param name="Words">In which words.</param>
[EntryKind(Family.Identity)]
public sealed record AccountabilityNamed(
    [Who] string Who,
    [Element] string To,
    [Words(nameof(Who))] string For,
    Formality Formality,
    AccountabilityMove Move,
    [Words(nameof(Who))] string? Words) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"{wording.Name(Who)} {Wording.Of(Move)} what they answer for to {wording.Name(To)}, {Wording.Quoted(For)}", Words);
}

/// <summary>Whether something holds by rule.</summary>
public enum Formality
{
    /// <summary>By rule.</summary>
    Formal,

    /// <summary>By custom or feeling.</summary>
    Informal,
}

/// <summary>What people do with an accountability.</summary>
public enum AccountabilityMove
{
    /// <summary>They faced it.</summary>
    Faced,

    /// <summary>They served it.</summary>
    Served,

    /// <summary>They shared it.</summary>
    Shared,

    /// <summary>They stretched it.</summary>
    Stretched,

    /// <summary>They brought it in line with another.</summary>
    Realigned,

    /// <summary>They let it go.</summary>
    Dropped,
}
