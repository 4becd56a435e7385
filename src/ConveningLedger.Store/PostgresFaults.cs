using Npgsql;

namespace ConveningLedger.Store;

/// <summary>What a fault of PostgreSQL's means to who asked.</summary>
public static class PostgresFaults
{
    // Classes of SQLSTATE: the connection, resources, and an operator who intervened; and what PostgreSQL says that has no code, as where it cannot
    // begin on a full disk.
    static readonly string[] Classes = ["08", "53", "57P", PostgresErrorCodes.InternalError];

    // What a standby says where a statement stands in the way of what it has to take in, takes longer than it may, or writes.
    static readonly string[] Standbys = [PostgresErrorCodes.SerializationFailure, PostgresErrorCodes.QueryCanceled, PostgresErrorCodes.ReadOnlySqlTransaction];

    /// <summary>Whether it does not answer now, so that the same can be asked again; what it says of a statement is no such thing.</summary>
    /// <param name="fault">What was thrown, by Npgsql or, in its own words, by Marten.</param>
    public static bool IsAway(Exception fault) => fault switch
    {
        PostgresException said => said.IsTransient || Array.Exists(Classes, begin => said.SqlState.StartsWith(begin, StringComparison.Ordinal)),
        NpgsqlException or TimeoutException => true,
        { InnerException: { } inner } => IsAway(inner),
        _ => false,
    };

    /// <summary>Whether nothing was heard of it for as long as was waited: whoever asks again waits as long again.</summary>
    /// <param name="fault">What was thrown, by Npgsql or, in its own words, by Marten.</param>
    public static bool IsSilent(Exception fault) => fault is TimeoutException || (fault.InnerException is { } inner && IsSilent(inner));

    /// <summary>Whether the same may go well at the primary: the standby does not answer, or says what only a standby says.</summary>
    /// <param name="fault">What was thrown at a standby.</param>
    public static bool IsOfStandby(Exception fault) => IsAway(fault) || fault switch
    {
        PostgresException said => Array.IndexOf(Standbys, said.SqlState) >= 0,
        { InnerException: { } inner } => IsOfStandby(inner),
        _ => false,
    };
}
