namespace ConveningLedger.GraphQL.Transport;

/// <summary>What a limit may be set to.</summary>
/// <param name="least">The least.</param>
/// <param name="most">The most.</param>
/// <param name="unit">What it counts; of a span of time: <c>seconds</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LimitAttribute(long least, long most, string unit) : Attribute
{
    /// <summary>The least.</summary>
    public long Least => least;

    /// <summary>The most.</summary>
    public long Most => most;

    /// <summary>What it counts.</summary>
    public string Unit => unit;
}
