using ConveningLedger.Server.Postgres;
using Npgsql;

namespace ConveningLedger.Server;

/// <summary>The database of the ledger: the user's own where one is set, else the embedded one.</summary>
sealed class LedgerDatabase : IAsyncDisposable
{
    // Statements that are prepared keep their plans when a connection goes back to the pool, and with them those of Marten's functions.
    // Planned anew each time, an append takes four times as long.
    const int Prepared = 120;

    /// <summary>Where connection strings are set.</summary>
    public const string Section = "ConnectionStrings";

    /// <summary>The setting of the user's own.</summary>
    public const string Setting = $"{Section}:Ledger";

    readonly EmbeddedPostgres? embedded;

    LedgerDatabase(string connectionString, EmbeddedPostgres? embedded)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (!builder.ShouldSerialize("Max Auto Prepare"))
            builder.MaxAutoPrepare = Prepared;
        if (!builder.ShouldSerialize("Auto Prepare Min Usages"))
            builder.AutoPrepareMinUsages = 2;
        (ConnectionString, this.embedded) = (builder.ConnectionString, embedded);
    }

    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether it is the embedded one.</summary>
    public bool IsEmbedded => embedded is not null;

    /// <summary>Opens it.</summary>
    /// <param name="configuration">Where <c>ConnectionStrings:Ledger</c> may be set.</param>
    /// <param name="allowAttach">Whether the embedded one may be another process's.</param>
    /// <param name="say">Takes a line about what was done.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<LedgerDatabase> OpenAsync(IConfiguration configuration, bool allowAttach, Action<string> say, CancellationToken cancellation)
    {
        if (configuration[Setting] is { Length: > 0 } configured)
            return new(Checked(configured), null);
        var embedded = await EmbeddedPostgres.StartAsync(new(Settings.DataDirectory) { AllowAttach = allowAttach }, say, cancellation);
        // Connections that were pooled when PostgreSQL died are dead.
        embedded.Restarted += NpgsqlConnection.ClearAllPools;
        return new(embedded.ConnectionString, embedded);
    }

    /// <summary>Lets a second server on the same data directory say where this one answers.</summary>
    public void Announce(string url) => embedded?.Announce(url);

    public ValueTask DisposeAsync() => embedded?.DisposeAsync() ?? ValueTask.CompletedTask;

    static string Checked(string connectionString)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            return builder.Host is { Length: > 0 } ? builder.ConnectionString : throw new FormatException("It names no Host.");
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new SettingException(
                $"ConnectionStrings:Ledger cannot be read: {fault.Message} Set it like `Host=127.0.0.1;Database=ledger;Username=ledger;Password=…`.");
        }
    }
}
