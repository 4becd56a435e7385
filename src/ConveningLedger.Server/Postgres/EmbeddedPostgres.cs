using System.Diagnostics;
using System.Runtime.CompilerServices;
using Npgsql;

[assembly: InternalsVisibleTo("ConveningLedger.Server.Tests")]

namespace ConveningLedger.Server.Postgres;

/// <summary>
/// A PostgreSQL of the ledger's own, for users who have configured none: a private cluster under the data directory, run
/// with binaries of the machine or fetched ones, reached by a Unix socket or the loopback address. Disposing stops it; a
/// start recovers what was killed before; when it dies meanwhile it is started again.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    const string Database = "ledger";
    const int RestartsInARow = 5;
    static readonly TimeSpan QuietPeriod = TimeSpan.FromMinutes(10);
    static readonly TimeSpan AttachLimit = TimeSpan.FromSeconds(60);

    readonly EmbeddedPostgresOptions options;
    readonly Action<string> say;
    readonly CancellationTokenSource leaving = new();
    readonly IDisposable? attachment;
    Cluster? cluster;
    DataDirectoryLock? ownership;
    Task watching = Task.CompletedTask;
    bool disposed;

    EmbeddedPostgres(
        EmbeddedPostgresOptions options, Action<string> say, Listener listener,
        Cluster? cluster = null, DataDirectoryLock? ownership = null, IDisposable? attachment = null)
    {
        this.options = options;
        this.say = say;
        this.cluster = cluster;
        this.ownership = ownership;
        this.attachment = attachment;
        ConnectionString = Cluster.ConnectionString(FolderOf(options), listener, Database);
    }

    /// <summary>How to reach the database <c>ledger</c>; it stays the same when PostgreSQL is started again.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether another process owns the cluster and this one only uses it.</summary>
    public bool IsAttached => attachment is not null;

    /// <summary>
    /// Raised when PostgreSQL died and answers again: every pooled connection is dead, and the pools are best cleared.
    /// </summary>
    public event Action? Restarted;

    /// <summary>Starts the cluster, makes it first when there is none, or attaches to a running one when allowed.</summary>
    /// <param name="options">Where it lives.</param>
    /// <param name="say">Takes one line about what was done, and later one for each thing that happens unasked.</param>
    /// <param name="cancellation">Gives up the start and leaves nothing running.</param>
    /// <exception cref="DataDirectoryInUseException">Another process owns the directory.</exception>
    /// <exception cref="EmbeddedPostgresException">It cannot run; the message says what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, Action<string> say, CancellationToken cancellation)
    {
        var directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.DataDirectory));
        options = options with { DataDirectory = directory };
        try
        {
            CreateDataDirectory(directory);
            var patience = Stopwatch.StartNew();
            while (patience.Elapsed < AttachLimit)
            {
                if (DataDirectoryLock.TryTake(directory) is { } ownership)
                    return await OwnAsync(options, ownership, say, cancellation);
                if (!options.AllowAttach)
                    throw InUse(directory);
                if (await TryAttachAsync(options, say, cancellation) is { } attached)
                    return attached;
                // The owner is starting, recovering or stopping.
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
            }
            throw new EmbeddedPostgresException(
                $"{InUse(directory).Message} Its PostgreSQL did not answer within {AttachLimit.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException($"The data directory {directory} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Lets a second server on the same directory say where this one answers.</summary>
    /// <param name="url">The address that people open.</param>
    public void Announce(string url) => ownership?.Announce(url);

    /// <summary>
    /// Stops the cluster, unless a tool is still attached to it, or another process owns it: whoever leaves last stops it.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true))
            return;
        await leaving.CancelAsync();
        await watching;
        leaving.Dispose();
        attachment?.Dispose();
        try
        {
            await LeaveAsync();
        }
        catch (Exception e) when (e is EmbeddedPostgresException or IOException or UnauthorizedAccessException)
        {
            say($"PostgreSQL could not be stopped: {e.Message}");
        }
    }

    /// <summary>Leaves what kill -9 of this process leaves: the lock is free, PostgreSQL runs on.</summary>
    internal async Task AbandonAsync()
    {
        disposed = true;
        await leaving.CancelAsync();
        await watching;
        ownership?.Dispose();
        attachment?.Dispose();
    }

    static string FolderOf(EmbeddedPostgresOptions options) => Path.Combine(options.DataDirectory, "postgres");

    static Task<Binaries> FindBinariesAsync(EmbeddedPostgresOptions options, Action<string> say, CancellationToken cancellation) =>
        BinarySearch.OnThisMachine(options.DataDirectory, options.Binaries)
            .FindAsync(Cluster.MajorOf(FolderOf(options)), say, cancellation);

    static async Task<EmbeddedPostgres> OwnAsync(
        EmbeddedPostgresOptions options, DataDirectoryLock ownership, Action<string> say, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var folder = FolderOf(options);
        Cluster? cluster = null;
        try
        {
            var isNew = Cluster.MajorOf(folder) is null;
            var binaries = await FindBinariesAsync(options, say, cancellation);
            cluster = await Cluster.OpenAsync(folder, binaries, cancellation);
            if (isNew)
                await cluster.CreateAsync(cancellation);
            var adopted = await cluster.TryAdoptAsync(cancellation);
            if (adopted is null)
                await cluster.StopAsync();
            var listener = adopted ?? await cluster.StartAsync(options.StartTimeout, cancellation);
            await CreateDatabaseAsync(folder, cancellation);

            var did = isNew ? "made a new cluster and started"
                : adopted is null ? "started"
                : "was still running and is taken over";
            say($"PostgreSQL {binaries.Version} ({binaries.Folder}) {did} on {folder} in {clock.Elapsed.TotalSeconds:0.0} s");
            var postgres = new EmbeddedPostgres(options, say, listener, cluster, ownership);
            postgres.watching = postgres.WatchAsync(cluster);
            return postgres;
        }
        catch
        {
            if (cluster is not null)
                await cluster.StopAsync();
            ownership.Dispose();
            throw;
        }
    }

    static async Task<EmbeddedPostgres?> TryAttachAsync(
        EmbeddedPostgresOptions options, Action<string> say, CancellationToken cancellation)
    {
        var attachment = DataDirectoryLock.TryAttach(options.DataDirectory);
        if (attachment is null)
            return null;
        await using var connection = await Cluster.TryConnectAsync(FolderOf(options), Database, cancellation);
        if (connection is null || Postmaster.In(FolderOf(options))?.Listener is not { } listener)
        {
            attachment.Dispose();
            return null;
        }
        say($"PostgreSQL {connection.PostgreSqlVersion} is running already and is used ({FolderOf(options)})");
        return new EmbeddedPostgres(options, say, listener, attachment: attachment);
    }

    static async Task CreateDatabaseAsync(string folder, CancellationToken cancellation)
    {
        await using var connection = await Cluster.TryConnectAsync(folder, "postgres", cancellation)
            ?? throw new EmbeddedPostgresException(
                $"PostgreSQL started on {folder} but does not answer; its log is postgres.log in that folder.");
        await using var look = new NpgsqlCommand($"select 1 from pg_database where datname = '{Database}'", connection);
        if (await look.ExecuteScalarAsync(cancellation) is not null)
            return;
        await using var create = new NpgsqlCommand($"create database {Database}", connection);
        await create.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>
    /// Starts PostgreSQL again when it dies. It is watched through an open connection, which breaks at once when the
    /// postmaster goes, also where that is not a child of this process.
    /// </summary>
    async Task WatchAsync(Cluster watched)
    {
        var folder = FolderOf(options);
        var restarts = 0;
        var quiet = Stopwatch.StartNew();
        try
        {
            while (true)
            {
                await WaitUntilBrokenAsync(folder);
                await Task.Delay(TimeSpan.FromMilliseconds(200), leaving.Token);
                // After the crash of one backend PostgreSQL recovers by itself.
                if (Postmaster.In(folder) is not null)
                    continue;

                restarts = quiet.Elapsed > QuietPeriod ? 1 : restarts + 1;
                if (restarts > RestartsInARow)
                {
                    say($"PostgreSQL has died again and is left so; {Path.Combine(folder, "postgres.log")} may tell why.");
                    return;
                }
                say($"PostgreSQL stopped unexpectedly; starting it again ({restarts} of {RestartsInARow} attempts)");
                quiet.Restart();
                try
                {
                    await watched.StartAsync(options.StartTimeout, leaving.Token);
                    Restarted?.Invoke();
                    say($"PostgreSQL answers again after {quiet.Elapsed.TotalSeconds:0.0} s");
                }
                catch (Exception e) when (e is EmbeddedPostgresException or IOException or UnauthorizedAccessException)
                {
                    say(e.Message);
                    await Task.Delay(TimeSpan.FromSeconds(restarts), leaving.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    async Task WaitUntilBrokenAsync(string folder)
    {
        await using var connection = await Cluster.TryConnectAsync(folder, "postgres", leaving.Token);
        try
        {
            while (connection is not null)
                await connection.WaitAsync(leaving.Token);
        }
        catch (NpgsqlException)
        {
        }
    }

    async Task LeaveAsync()
    {
        var owned = ownership is not null;
        // Twice, because a tool may detach between the look and the release of the lock: then neither would stop it.
        for (var look = 0; look < 2; look++)
        {
            using var owner = Interlocked.Exchange(ref ownership, null) ?? DataDirectoryLock.TryTake(options.DataDirectory);
            if (owner is null)
                return;
            using var shut = owner.TryShut();
            if (shut is null)
                continue;

            cluster ??= await Cluster.OpenAsync(FolderOf(options), await FindBinariesAsync(options, say, default), default);
            if (!await cluster.StopAsync())
                say($"PostgreSQL does not stop; process {Postmaster.In(FolderOf(options))?.ProcessId} is left running.");
            return;
        }
        if (owned)
            say("PostgreSQL is left running for a tool that uses it and stops it at the end");
    }

    static void CreateDataDirectory(string directory)
    {
        if (Directory.Exists(directory))
            return;
        // Root lets the user that runs PostgreSQL pass through, not look around.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | (Environment.IsPrivilegedProcess ? UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : UnixFileMode.None));
    }

    static DataDirectoryInUseException InUse(string directory)
    {
        var (process, url) = DataDirectoryLock.OwnerOf(directory);
        return new DataDirectoryInUseException(directory, process, url);
    }
}
