using System.Globalization;
using ConveningLedger.Server.Postgres;
using ConveningLedger.Server.Tests.Faults;
using ConveningLedger.Server.Tests.Postgres;
using Npgsql;

namespace ConveningLedger.Server.Tests.Nodes;

/// <summary>A PostgreSQL with a standby that streams from it, by PostgreSQL's own tools; what is replayed there can be held back.</summary>
public sealed class StandbyServer : IAsyncLifetime
{
    const int FilesAhead = 2;

    static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    readonly ClusterFolder primaryFolder = new();
    readonly ClusterFolder standbyFolder = new();
    readonly int port = LedgerProcess.FreePort();
    EmbeddedPostgres primary = null!;
    Binaries binaries = null!;
    UnprivilegedUser? user;

    /// <summary>How to reach the primary.</summary>
    public string Primary => primary.ConnectionString;

    /// <summary>How to reach the standby.</summary>
    public string Standby => new NpgsqlConnectionStringBuilder(Primary) { Host = "127.0.0.1", Port = port }.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        primary = await primaryFolder.StartAsync();
        await Copy();
    }

    /// <summary>Makes the standby, anew, of what the primary has, and starts it.</summary>
    public async Task Copy()
    {
        if (standbyFolder.PostmasterId is not null)
            await End();
        if (Directory.Exists(standbyFolder.Cluster))
            Directory.Delete(standbyFolder.Cluster, recursive: true);
        binaries = await BinarySearch.OnThisMachine(standbyFolder.Path, Environment.GetEnvironmentVariable("LEDGER_POSTGRES_BINARIES")).FindAsync(null, _ => { }, CancellationToken.None);
        user = await UnprivilegedUser.FindAsync(standbyFolder.Cluster, binaries, CancellationToken.None);
        var to = new NpgsqlConnectionStringBuilder(Primary);
        var tool = Environment.GetEnvironmentVariable("LEDGER_POSTGRES_TOOLS") is { Length: > 0 } folder ? Path.Combine(folder, "pg_basebackup") : "pg_basebackup";
        await Run([tool, "--pgdata", standbyFolder.Cluster, "--write-recovery-conf", "--checkpoint=fast", "--host", to.Host!, "--port", to.Port.ToString(CultureInfo.InvariantCulture), "--username", to.Username!], "/");
        if (user is not null)
            await user.OwnAsync(standbyFolder.Cluster, CancellationToken.None);
        await Start();
    }

    /// <summary>Holds back what is replayed at the standby, or lets it go on.</summary>
    public async Task Replay(bool isOn)
    {
        await using var source = NpgsqlDataSource.Create(Standby);
        await using var command = source.CreateCommand(isOn ? "select pg_wal_replay_resume()" : "select pg_wal_replay_pause()");
        await command.ExecuteNonQueryAsync();
        await using var paused = source.CreateCommand("select pg_get_wal_replay_pause_state()");
        while (await paused.ExecuteScalarAsync() is not string state || state != (isOn ? "not paused" : "paused"))
            await Task.Delay(10);
    }

    /// <summary>Starts the standby.</summary>
    public Task Start() => PgCtl("start", "-l", "standby.log", "-o", $"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories=''");

    /// <summary>Ends the standby, at once.</summary>
    public Task End() => PgCtl("stop", "-m", "immediate");

    /// <summary>Freezes the standby, or lets it go on.</summary>
    public void Freeze(bool isFrozen)
    {
        var postmaster = standbyFolder.PostmasterId!.Value;
        Processes.Send(isFrozen ? Processes.Stop : Processes.Continue, Processes.ChildrenOf(postmaster).Prepend(postmaster));
    }

    /// <summary>Has the standby part from the primary and go on by itself, further than the primary is, and makes a standby of it again.</summary>
    public async Task Part()
    {
        await PgCtl("promote");
        await using (var source = NpgsqlDataSource.Create(Standby))
        {
            // Each begins a new file of the log.
            for (var file = 0; file < FilesAhead; file++)
            {
                await using var command = source.CreateCommand($"create table parted_{file} (); select pg_switch_wal()");
                await command.ExecuteNonQueryAsync();
            }
        }
        await PgCtl("stop", "-m", "fast");
        await File.WriteAllTextAsync(Path.Combine(standbyFolder.Cluster, "standby.signal"), "");
        if (user is not null)
            await user.OwnAsync(standbyFolder.Cluster, CancellationToken.None);
        await Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (standbyFolder.PostmasterId is not null)
            await End();
        await primary.DisposeAsync();
        standbyFolder.Dispose();
        primaryFolder.Dispose();
    }

    Task PgCtl(params string[] arguments)
    {
        string[] command = [binaries.Program("pg_ctl"), "-D", standbyFolder.Cluster, "-w", "-s", .. arguments];
        return Run(user?.Run(command) ?? command, standbyFolder.Cluster);
    }

    async Task Run(IReadOnlyList<string> command, string folder)
    {
        var outcome = await ExternalProgram.RunAsync(command, Limit, CancellationToken.None, folder,
            new Dictionary<string, string>(ExternalProgram.Plain) { ["PGPASSWORD"] = new NpgsqlConnectionStringBuilder(Primary).Password! });
        Assert.True(outcome.Succeeded, outcome.Output);
    }
}
