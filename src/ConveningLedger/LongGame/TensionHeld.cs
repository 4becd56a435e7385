namespace ConveningLedger.LongGame;

/// <summary>It was noted where between two poles the endeavour stands.</summary>
/// <param name="Tension">The two poles.</param>
/// <param name="Leaning">-1 (the first pole) to 1 (the second).</param>
/// <param name="Words">In words.</param>
[EntryKind(Family.LongGame)]
public sealed record TensionHeld(
    Tension Tension,
    [Within(-1, 1)] decimal Leaning,
    [Words, About] string? Words) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"holding {Wording.Of(Tension)} together, the endeavour {(Leaning < -0.2m ? "leaned to the first" : Leaning > 0.2m ? "leaned to the second" : "held the middle")}", Words);
}

/// <summary>Two poles that a convener has to hold together.</summary>
public enum Tension
{
    /// <summary>On the ground, or among those who decide.</summary>
    GroundAndPolitics,

    /// <summary>Seen, or behind the scenes.</summary>
    VisibleAndInvisible,

    /// <summary>Soon, or in the long run.</summary>
    ShortAndLongTerm,

    /// <summary>Heart, or feasibility.</summary>
    PassionateAndPragmatic,

    /// <summary>Pushing, or inviting.</summary>
    WillfulAndInviting,

    /// <summary>The whole, or the detail.</summary>
    BigPictureAndDetail,

    /// <summary>Wanting it now, or staying with it.</summary>
    ImpatientAndPersevering,
}
