namespace ConveningLedger.Boundaries;

/// <summary>A boundary became easier or harder to cross.</summary>
/// <param name="Boundary">Which boundary.</param>
/// <param name="Permeability">How easily it is crossed, 0 (closed) to 1 (open).</param>
/// <param name="Move">What happened to it.</param>
/// <param name="Words">In words.</param>
[EntryKind(Family.Boundary)]
public sealed record BoundaryShifted(
    [Refers(Thing.Boundary)] string Boundary,
    [Within(0, 1)] decimal Permeability,
    BoundaryMove Move,
    [Words, About] string? Words) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"the boundary {wording.Name(Boundary)} was {Wording.Of(Move)}, and is now {Wording.Crossed(Permeability)}", Words);
}

/// <summary>What happens to a boundary.</summary>
public enum BoundaryMove
{
    /// <summary>It was respected for what it protects.</summary>
    Honoured,

    /// <summary>It was called into question.</summary>
    Challenged,

    /// <summary>A way through was made.</summary>
    Opened,

    /// <summary>Somebody crossed it.</summary>
    Crossed,

    /// <summary>It runs elsewhere now.</summary>
    Reconfigured,

    /// <summary>It is gone.</summary>
    Dissolved,

    /// <summary>It closed.</summary>
    Hardened,
}
