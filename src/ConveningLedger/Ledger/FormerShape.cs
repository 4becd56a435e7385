namespace ConveningLedger.Ledger;

/// <summary>
/// What the data of a kind was in an earlier version of its shape: a sealed record whose members are marked like those of a kind, and which is
/// never changed. What was recorded in it is read as today's data, and exported and proved as it was recorded.
/// </summary>
public abstract record FormerShape
{
    /// <summary>The same as it would be recorded today. A shape that was followed by another former one goes by way of that.</summary>
    public abstract EntryData Today();
}

/// <summary>The shapes that a kind had before, the first one first: it is in the version after the last of them.</summary>
/// <param name="shapes">Records that derive from <see cref="FormerShape"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FormerlyAttribute(params Type[] shapes) : Attribute
{
    /// <summary>The shapes.</summary>
    public IReadOnlyList<Type> Shapes => shapes;
}
