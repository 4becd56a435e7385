namespace ConveningLedger.GraphQL.Transport;

/// <summary>What one request may ask of the server. Every limit is on unless it is set otherwise, and each refusal names it.</summary>
public sealed record Limits
{
    /// <summary>The longest body of a request, and the longest message of a socket, in bytes.</summary>
    [Limit(1_024, 1 << 30, "bytes")]
    public int BodyBytes { get; init; } = 256 * 1024;

    /// <summary>The longest document, in characters.</summary>
    [Limit(100, 10_000_000, "characters")]
    public int DocumentLength { get; init; } = 64 * 1024;

    /// <summary>The longest number in the variables, in characters.</summary>
    [Limit(1, 10_000, "characters")]
    public int NumberLength { get; init; } = 64;

    /// <summary>How deep fields may be nested. The standard introspection is 15 deep.</summary>
    [Limit(1, 1_000, "levels")]
    public int Depth { get; init; } = 15;

    /// <summary>How many fields a document may have once its fragments are put in.</summary>
    [Limit(1, 1_000_000, "fields")]
    public int Fields { get; init; } = 1_000;

    /// <summary>How often one field may stand in one selection, under whatever names.</summary>
    [Limit(1, 1_000_000, "times")]
    public int Repeats { get; init; } = 100;

    /// <summary>How many times fragments may be spread, once they are put in.</summary>
    [Limit(0, 1_000_000, "spreads")]
    public int Spreads { get; init; } = 200;

    /// <summary>How many fragments a document may have.</summary>
    [Limit(0, 100_000, "fragments")]
    public int Fragments { get; init; } = 50;

    /// <summary>How many operations a document may have.</summary>
    [Limit(1, 100_000, "operations")]
    public int Operations { get; init; } = 20;

    /// <summary>How many variables all operations may have together.</summary>
    [Limit(0, 100_000, "variables")]
    public int Variables { get; init; } = 100;

    /// <summary>How many directives a document may have.</summary>
    [Limit(0, 100_000, "directives")]
    public int Directives { get; init; } = 50;

    /// <summary>How many lists of the introspection may be nested; types, their fields and their arguments are three.</summary>
    [Limit(0, 100, "lists")]
    public int IntrospectionLists { get; init; } = 3;

    /// <summary>How often the introspection may be begun in one document.</summary>
    [Limit(0, 1_000, "times")]
    public int Introspections { get; init; } = 5;

    /// <summary>What a request may cost: about how many field values it may ask for.</summary>
    [Limit(1, 1_000_000_000_000_000, "field values")]
    public long Cost { get; init; } = 50_000;

    /// <summary>The cost that one who asks, or one address, may save up.</summary>
    [Limit(1, 1_000_000_000_000_000, "field values")]
    public long Burst { get; init; } = 500_000;

    /// <summary>The cost that comes back to them in a second.</summary>
    [Limit(1, 1_000_000_000_000_000, "field values")]
    public long CostPerSecond { get; init; } = 50_000;

    /// <summary>How long the execution may take.</summary>
    [Limit(1, 3_600, "seconds")]
    public TimeSpan Execution { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many errors an answer has at most.</summary>
    [Limit(1, 10_000, "errors")]
    public int Errors { get; init; } = 10;

    /// <summary>How long the message of an error is at most, in characters.</summary>
    [Limit(50, 100_000, "characters")]
    public int MessageLength { get; init; } = 500;

    /// <summary>How many operations may run on one socket at once.</summary>
    [Limit(1, 100_000, "operations")]
    public int OperationsOnASocket { get; init; } = 100;

    /// <summary>How many answers may wait for a subscriber that does not take them.</summary>
    [Limit(1, 100_000, "answers")]
    public int Waiting { get; init; } = 64;

    /// <summary>How long they may wait before the subscriber is let go.</summary>
    [Limit(1, 3_600, "seconds")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a socket may take to say who it is.</summary>
    [Limit(1, 3_600, "seconds")]
    public TimeSpan Introduction { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a stream of events may be silent before a sign of life.</summary>
    [Limit(1, 3_600, "seconds")]
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(12);
}
