namespace ConveningLedger.Server.Postgres;

/// <summary>Where the embedded PostgreSQL lives and how it may be reached.</summary>
/// <param name="DataDirectory">
/// The root of all that is kept (<c>.data</c>). The cluster is its <c>postgres</c> folder, fetched binaries its
/// <c>postgres-binaries</c> folder. Created when missing; a relative path is taken from the current directory.
/// </param>
public sealed record EmbeddedPostgresOptions(string DataDirectory)
{
    /// <summary>
    /// The folder that holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>; nothing else is then looked at. Null or
    /// empty: PATH, the usual folders of the platform, and npm at last. The environment variable
    /// <c>LEDGER_POSTGRES_BINARIES</c> is the default.
    /// </summary>
    public string? Binaries { get; init; } = Environment.GetEnvironmentVariable("LEDGER_POSTGRES_BINARIES");

    /// <summary>
    /// True for command line tools: when another process runs the cluster already, use it instead of refusing. Whoever
    /// leaves the cluster last stops it.
    /// </summary>
    public bool AllowAttach { get; init; }

    /// <summary>How long a start may take. The default is ample because recovery after a crash reads up to 1 GB of log.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(5);
}
