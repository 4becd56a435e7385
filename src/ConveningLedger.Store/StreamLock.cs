using Npgsql;

namespace ConveningLedger.Store;

/// <summary>
/// Who may append to an endeavour's stream: one transaction at a time, on whichever node. An import keeps everybody else out for
/// its whole length, so that what it checked is still so when it is recorded.
/// </summary>
static class StreamLock
{
    /// <summary>Waits for the stream, until the end of the transaction.</summary>
    public static NpgsqlBatchCommand Take(string endeavour) => new(
        "select pg_advisory_xact_lock_shared(hashtextextended('import ' || $1, 0)), pg_advisory_xact_lock(hashtextextended('record ' || $1, 0))")
    { Parameters = { new() { Value = endeavour } } };

    /// <summary>Tells of which of several streams it could be taken, until the end of the transaction, without waiting.</summary>
    public static NpgsqlBatchCommand TryTake(string[] endeavours) => new(
        "select asked from unnest($1) as asked where pg_try_advisory_xact_lock_shared(hashtextextended('import ' || asked, 0)) and pg_try_advisory_xact_lock(hashtextextended('record ' || asked, 0))")
    { Parameters = { new() { Value = endeavours } } };

    /// <summary>Waits for the stream as the import that keeps the others out.</summary>
    public static NpgsqlBatchCommand TakeAsImport(string endeavour) => new("select pg_advisory_xact_lock(hashtextextended('record ' || $1, 0))")
    { Parameters = { new() { Value = endeavour } } };

    /// <summary>Keeps the others out until the connection is closed.</summary>
    public static NpgsqlBatchCommand KeepOut(string endeavour) => new("select pg_advisory_lock(hashtextextended('import ' || $1, 0))")
    { Parameters = { new() { Value = endeavour } } };

    /// <summary>PostgreSQL's clock. Read after the lock is taken, it never goes back within a stream but for steps of the clock itself.</summary>
    public static NpgsqlBatchCommand Clock() => new("select clock_timestamp()");
}
