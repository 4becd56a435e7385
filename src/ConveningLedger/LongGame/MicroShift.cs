namespace ConveningLedger.LongGame;

/// <summary>A number that entries move.</summary>
public enum Measure
{
    /// <summary>How strongly a participant identifies with an element, -1 to 1.</summary>
    Identification,

    /// <summary>Where a holder of power stands, -1 (blocks) to 1 (enables).</summary>
    Stance,

    /// <summary>How much a holder of power moves, 0 to 1.</summary>
    Influence,

    /// <summary>The mean of the last five strengths that a constituency signalled, -1 to 1.</summary>
    Standing,

    /// <summary>How easily a boundary is crossed, 0 to 1.</summary>
    Permeability,

    /// <summary>How many milestones of agency are held, 0 to 7.</summary>
    Milestones,

    /// <summary>How deep a tie is, 0 to 5.</summary>
    Depth,

    /// <summary>Where between two poles the endeavour stands, -1 to 1.</summary>
    Leaning,

    /// <summary>How many distinct contributors and voices are in the call of an audience.</summary>
    Voices,
}

/// <summary>What a measure is of.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Subject">The keys and names that make up its subject, in the order of the vocabulary.</param>
public sealed record MeasureKey(Measure Measure, Several<string> Subject);

/// <summary>What an entry does to one measure. Which value that makes depends on what came before it in the order of the frame.</summary>
/// <param name="Of">The measure and its subject.</param>
public abstract record Move(MeasureKey Of)
{
    /// <summary>The measure takes this value.</summary>
    /// <param name="Of">The measure and its subject.</param>
    /// <param name="Value">The value.</param>
    public sealed record To(MeasureKey Of, decimal Value) : Move(Of);

    /// <summary>The measure is the mean of the last five of these.</summary>
    /// <param name="Of">The measure and its subject.</param>
    /// <param name="Strength">The strength that comes in.</param>
    public sealed record Signal(MeasureKey Of, decimal Strength) : Move(Of);

    /// <summary>The measure counts distinct members, and these are among them from now on.</summary>
    /// <param name="Of">The measure and its subject.</param>
    /// <param name="Members">The members; perhaps none.</param>
    public sealed record Add(MeasureKey Of, Several<string> Members) : Move(Of);

    /// <summary>The measure counts distinct members, and these are not among them any more.</summary>
    /// <param name="Of">The measure and its subject.</param>
    /// <param name="Members">The members; null: all of them.</param>
    public sealed record Remove(MeasureKey Of, Several<string>? Members) : Move(Of);
}

/// <summary>A value of a measure, and the entry that gave it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Value">The value after it.</param>
public sealed record MeasurePoint(Entry Entry, decimal Value);

/// <summary>One entry moving one measure to another value.</summary>
/// <param name="Of">The measure and its subject.</param>
/// <param name="Before">Its value just before the entry, in the order of the frame.</param>
/// <param name="After">Its value after it.</param>
/// <param name="Entry">The entry.</param>
public sealed record MicroShift(MeasureKey Of, decimal Before, decimal After, Entry Entry)
{
    /// <summary>How far it moved.</summary>
    public decimal Delta => After - Before;

    /// <summary>The dimension that it counts to, or null.</summary>
    public Dimension? Dimension => Entry.Dimension;
}
