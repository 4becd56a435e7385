using ConveningLedger.Server.Postgres;
using Npgsql;

namespace ConveningLedger.Server;

/// <summary>The database of the ledger: the user's own where one is set, else the embedded one.</summary>
sealed class LedgerDatabase : IAsyncDisposable
{
    // Statements that are prepared keep their plans when a connection goes back to the pool, and with them those of Marten's functions.
    // Planned anew each time, an append takes four times as long.
    const int Prepared = 120;

    /// <summary>How many connections a node may be given at least: it listens, sees to who leads, and projects by three of them.</summary>
    public const int LeastConnections = 10;

    /// <summary>Where connection strings are set.</summary>
    public const string Section = "ConnectionStrings";

    /// <summary>The setting of the user's own.</summary>
    public const string Setting = $"{Section}:Ledger";

    /// <summary>The setting of its standbys.</summary>
    public const string StandbysSetting = $"{Section}:Standbys";

    // In seconds: after how long a connection that is silent is asked whether it is there, and how often until it is given up. Linux does so nine times.
    const int FirstSign = 10;
    const int NextSign = 2;

    static readonly string[] SignsOfLife = ["Keepalive", "TCP Keepalive", "TCP Keepalive Time", "TCP Keepalive Interval"];

    readonly EmbeddedPostgres? embedded;

    LedgerDatabase(string connectionString, string? standbys, EmbeddedPostgres? embedded) =>
        (ConnectionString, Standbys, this.embedded) = (Preparing(connectionString), standbys is null ? null : Preparing(standbys), embedded);

    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; }

    /// <summary>How to reach its standbys; null where there are none.</summary>
    public string? Standbys { get; }

    /// <summary>Whether it is the embedded one.</summary>
    public bool IsEmbedded => embedded is not null;

    /// <summary>Opens it.</summary>
    /// <param name="configuration">Where <c>ConnectionStrings:Ledger</c> may be set.</param>
    /// <param name="allowAttach">Whether the embedded one may be another process's.</param>
    /// <param name="say">Takes a line about what was done.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<LedgerDatabase> OpenAsync(IConfiguration configuration, bool allowAttach, Action<string> say, CancellationToken cancellation)
    {
        var standbys = configuration[StandbysSetting] is { Length: > 0 } given ? Checked(StandbysSetting, given, "db-2,db-3") : null;
        if (configuration[Setting] is { Length: > 0 } configured)
            return new(Checked(Setting, configured, "127.0.0.1"), standbys, null);
        if (standbys is not null)
            throw new SettingException($"{StandbysSetting} are those of {Setting}, and the embedded PostgreSQL has none. Set {Setting}, too.");
        var embedded = await EmbeddedPostgres.StartAsync(new(Settings.DataDirectory) { AllowAttach = allowAttach }, say, cancellation);
        // Connections that were pooled when PostgreSQL died are dead.
        embedded.Restarted += NpgsqlConnection.ClearAllPools;
        return new(embedded.ConnectionString, null, embedded);
    }

    /// <summary>Lets a second server on the same data directory say where this one answers.</summary>
    public void Announce(string url) => embedded?.Announce(url);

    public ValueTask DisposeAsync() => embedded?.DisposeAsync() ?? ValueTask.CompletedTask;

    static string Preparing(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        // A machine that is gone without a word is missed after half a minute, and not when a statement has waited for as long as it may. Not by
        // Npgsql's own sign of life: it waits on a thread for each connection.
        if (!Array.Exists(SignsOfLife, builder.ShouldSerialize) && builder.Host is { } hosts && !Array.Exists(hosts.Split(','), host => host.Trim() is ['/' or '@', ..]))
            (builder.TcpKeepAlive, builder.TcpKeepAliveTime, builder.TcpKeepAliveInterval) = (true, FirstSign, NextSign);
        if (!builder.ShouldSerialize("Max Auto Prepare"))
            builder.MaxAutoPrepare = Prepared;
        if (!builder.ShouldSerialize("Auto Prepare Min Usages"))
            builder.AutoPrepareMinUsages = 2;
        return builder.ConnectionString;
    }

    static string Checked(string name, string connectionString, string hosts)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            if (builder.Host is not { Length: > 0 })
                throw new FormatException("It names no Host.");
            if (builder.MaxPoolSize < LeastConnections)
                throw new FormatException($"Its Maximum Pool Size is {builder.MaxPoolSize}. Accepted: at least {LeastConnections}, of which a node keeps three for itself.");
            return builder.ConnectionString;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new SettingException(
                $"{name} cannot be read: {fault.Message} Set it like `Host={hosts};Database=ledger;Username=ledger;Password=…`.");
        }
    }
}
