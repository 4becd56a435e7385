namespace ConveningLedger.GraphQL.Transport;

/// <summary>A request that is not executed.</summary>
/// <param name="code">The rule, a stable name.</param>
/// <param name="message">Why, and what would be accepted.</param>
/// <param name="status">The status by which HTTP tells it.</param>
sealed class RequestException(string code, string message, int status = 400) : Exception(message)
{
    /// <summary>The rule, a stable name.</summary>
    public string Code { get; } = code;

    /// <summary>The status by which HTTP tells it.</summary>
    public int Status { get; } = status;

    /// <summary>What it would cost, where that is why.</summary>
    public long? Price { get; init; }

    /// <summary>When it may be asked again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The refusal of what is more than a limit.</summary>
    public static RequestException Limit(string what, long actual, long limit, int status = 400) =>
        new("LIMIT_EXCEEDED", $"{what}: {actual:N0}. Accepted: at most {limit:N0}.".Replace(',', ' '), status);
}
