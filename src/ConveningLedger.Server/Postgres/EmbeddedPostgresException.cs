namespace ConveningLedger.Server.Postgres;

/// <summary>
/// The embedded PostgreSQL cannot run here. The message says what was found, what is needed and what to do, and is
/// meant for the person at the terminal: the host prints it without a stack trace and ends with exit status 1.
/// </summary>
public class EmbeddedPostgresException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Another living process owns the data directory; one directory takes one server.</summary>
public sealed class DataDirectoryInUseException : EmbeddedPostgresException
{
    /// <summary>Says in one line who owns the directory.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="processId">The owner, or null when it has only just started and not yet said so.</param>
    /// <param name="url">Where the owner answers, or null when it has not announced an address.</param>
    public DataDirectoryInUseException(string directory, int? processId, string? url)
        : base($"{directory} is in use by {(processId is null ? "another process" : $"process {processId}")}"
            + $"{(url is null ? "" : $", which answers at {url}")}. Stop it first, or choose another directory with LEDGER_DATA.")
    {
        ProcessId = processId;
        Url = url;
    }

    /// <summary>The owning process, or null when it is not known.</summary>
    public int? ProcessId { get; }

    /// <summary>Where the owner answers, or null when it has not announced an address.</summary>
    public string? Url { get; }
}
