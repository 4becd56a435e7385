using Npgsql;

namespace ConveningLedger.Store;

/// <summary>What a fault of PostgreSQL's means to who asked.</summary>
public static class PostgresFaults
{
    // Classes of SQLSTATE: the connection, resources, and an operator who intervened.
    static readonly string[] Classes = ["08", "53", "57P"];

    /// <summary>Whether it does not answer now, so that the same can be asked again; what it says of a statement is no such thing.</summary>
    /// <param name="fault">What was thrown, by Npgsql or, in its own words, by Marten.</param>
    public static bool IsAway(Exception fault) => fault switch
    {
        PostgresException said => said.IsTransient || Array.Exists(Classes, begin => said.SqlState.StartsWith(begin, StringComparison.Ordinal)),
        NpgsqlException or TimeoutException => true,
        { InnerException: { } inner } => IsAway(inner),
        _ => false,
    };
}
