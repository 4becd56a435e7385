using System.Diagnostics;
using System.Globalization;
using ConveningLedger.Server.Postgres;
using Npgsql;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>A PostgreSQL that is made to fail. While it is wanted, it is started again whenever it is gone, as an init system does.</summary>
sealed class FaultyPostgres : IAsyncDisposable
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(30);
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    readonly string folder;
    readonly Cluster cluster;
    readonly Action<string> say;
    readonly CancellationTokenSource ending = new();
    Task watching = Task.CompletedTask;
    int[] frozen = [];

    FaultyPostgres(string folder, Cluster cluster, Action<string> say) => (this.folder, this.cluster, this.say) = (folder, cluster, say);

    /// <summary>How to reach the ledger's database, but for how many connections are kept.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Whether it is to run.</summary>
    public bool IsWanted { get; set; } = true;

    /// <summary>Starts the cluster in a folder, made where there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="say">Takes a line about what was done.</param>
    public static async Task<FaultyPostgres> Start(string folder, Action<string> say)
    {
        var binaries = await BinarySearch.OnThisMachine(Path.GetDirectoryName(folder)!, Environment.GetEnvironmentVariable("LEDGER_POSTGRES_BINARIES")).FindAsync(Cluster.MajorOf(folder), say, default);
        var cluster = await Cluster.OpenAsync(folder, binaries, default);
        if (Cluster.MajorOf(folder) is null)
        {
            await cluster.CreateAsync(default);
            // So few that somebody can have them all, and little to write to a small disk.
            await File.AppendAllTextAsync(Path.Combine(folder, "postgresql.conf"), "max_connections = 80\nmax_wal_size = 64MB\nmin_wal_size = 32MB\nwal_recycle = off\n");
        }
        var postgres = new FaultyPostgres(folder, cluster, say);
        var listener = await cluster.StartAsync(Limit, default);
        postgres.ConnectionString = Cluster.ConnectionString(folder, listener, "ledger");
        postgres.watching = postgres.Watch();
        return postgres;
    }

    /// <summary>Makes the ledger's database.</summary>
    public async Task CreateDatabase()
    {
        await using var connection = await Cluster.TryConnectAsync(folder, "postgres", default) ?? throw new InvalidOperationException("PostgreSQL does not answer.");
        await using var create = new NpgsqlCommand("create database ledger", connection);
        await create.ExecuteNonQueryAsync();
    }

    /// <summary>A connection of its own; null where there is none to be had.</summary>
    public async Task<NpgsqlConnection?> TryConnect()
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false;Timeout=3");
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            await connection.DisposeAsync();
            return null;
        }
    }

    /// <summary>Ends the postmaster at once.</summary>
    public void KillPostmaster() => Processes.Send(Processes.Kill, Postmasters());

    /// <summary>Ends one process that serves a connection, or none, and waits until the postmaster has noticed: it ends the others, too.</summary>
    public async Task KillBackend(Random random)
    {
        if (Backends().ToArray() is not { Length: > 0 } backends)
            return;
        var backend = backends[random.Next(backends.Length)];
        Processes.Send(Processes.Kill, [backend]);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Limit && Postmasters().SelectMany(Processes.ChildrenOf).Contains(backend);)
            await Task.Delay(Look);
    }

    /// <summary>Ends all of it at once.</summary>
    public void KillAll() => Processes.Send(Processes.Kill, All());

    /// <summary>Freezes all of it.</summary>
    public void Freeze()
    {
        frozen = All();
        Processes.Send(Processes.Stop, frozen);
    }

    /// <summary>Lets all of it go on, also what has lost its postmaster meanwhile.</summary>
    public void Thaw() => Processes.Send(Processes.Continue, frozen.Union(All()));

    /// <summary>Stops it as for an update.</summary>
    public Task Stop() => cluster.StopAsync();

    /// <summary>What it has said lately.</summary>
    public string Log => Path.Combine(folder, "postgres.log");

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await watching;
        ending.Dispose();
        Thaw();
        // Nobody needs what is in it any more.
        KillAll();
        while (Postmasters().Any())
            await Task.Delay(Look);
    }

    async Task Watch()
    {
        while (!ending.IsCancellationRequested)
        {
            if (IsWanted && !Postmasters().Any())
                await StartAgain();
            await Task.Delay(Look, ending.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    async Task StartAgain()
    {
        try
        {
            await cluster.StartAsync(Limit, ending.Token);
            say("PostgreSQL was started again.");
        }
        catch (Exception fault) when (fault is EmbeddedPostgresException or IOException or OperationCanceledException)
        {
            say($"PostgreSQL did not start: {fault.Message}");
        }
    }

    int[] All() => Postmasters().SelectMany(postmaster => Processes.ChildrenOf(postmaster).Prepend(postmaster)).ToArray();

    IEnumerable<int> Backends() => Postmasters().SelectMany(Processes.ChildrenOf)
        .Where(process => { try { return File.ReadAllText($"/proc/{process}/cmdline").Contains(" ledger ledger ", StringComparison.Ordinal); } catch (IOException) { return false; } });

    IEnumerable<int> Postmasters()
    {
        var file = Path.Combine(folder, "postmaster.pid");
        string? first;
        try
        {
            first = File.ReadLines(file).FirstOrDefault();
        }
        catch (IOException)
        {
            yield break;
        }
        if (int.TryParse(first, CultureInfo.InvariantCulture, out var process) && Processes.IsAlive(process) && IsPostgres(process))
            yield return process;
    }

    // Its number may be another's by now.
    static bool IsPostgres(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
