namespace ConveningLedger.LongGame;

/// <summary>Somebody noticed a small move, or that nothing moved.</summary>
/// <param name="NoticedBy">Who noticed.</param>
/// <param name="Dimension">The dimension it belongs to.</param>
/// <param name="About">Whom or what it is about.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Question">The question they were looking with.</param>
/// <param name="Words">In which words.</param>
[EntryKind(Family.LongGame)]
public sealed record MicroShiftNoticed(
    [Who] string NoticedBy,
    Dimension Dimension,
    [Element] string About,
    ShiftDirection Direction,
    ShiftQuestion? Question,
    [Words(nameof(NoticedBy)), About(nameof(About))] string Words) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Name(NoticedBy)} noticed {(Direction == ShiftDirection.Still ? "that nothing moved" : $"a small move {Wording.Of(Direction)}")} with {wording.Name(About)}: {Wording.Quoted(Words)}";

    /// <inheritdoc/>
    public override Dimension? CountsTo => Dimension;
}

/// <summary>Which way a small move goes.</summary>
public enum ShiftDirection
{
    /// <summary>Forward.</summary>
    Forward,

    /// <summary>Backward.</summary>
    Backward,

    /// <summary>Sideways.</summary>
    Sideways,

    /// <summary>They looked, and nothing moved.</summary>
    Still,
}

/// <summary>The question somebody looks with.</summary>
public enum ShiftQuestion
{
    /// <summary>What is changing?</summary>
    WhatIsChanging,

    /// <summary>What is different?</summary>
    WhatIsDifferent,

    /// <summary>What is possible?</summary>
    WhatIsPossible,
}
