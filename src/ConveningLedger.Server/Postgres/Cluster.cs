using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace ConveningLedger.Server.Postgres;

/// <summary>
/// The private PostgreSQL cluster in a folder: makes, starts and stops it. All facts are in PostgreSQL's own files
/// (<c>PG_VERSION</c>, <c>postmaster.pid</c>) and three beside them: <c>ledger.password</c>, <c>ledger.conf</c>
/// (where to listen, written at each start) and <c>postgres.log</c>.
/// </summary>
sealed class Cluster
{
    const string User = "ledger";
    const string SocketFolderPrefix = "ledger-postgres-";
    const long LargestLog = 8_000_000;

    // Appended once, so that it can be edited; the included file comes last and wins.
    const string Settings = """

        # ---- ConveningLedger ----
        max_connections = 200           # several nodes, each with a pool, and their projections
        shared_buffers = 128MB          # a small machine's share; on a server of its own a quarter of the memory
        wal_compression = on            # entries are text
        jit = off                       # queries are short; compiling them costs more than it gains
        timezone = 'UTC'
        log_timezone = 'UTC'
        lc_messages = 'C'
        log_checkpoints = off
        log_error_verbosity = terse     # neither details nor statements in the log:
        log_min_error_statement = panic # they would hold what people said
        cluster_name = 'convening-ledger'
        include = 'ledger.conf'

        """;

    readonly string folder;
    readonly Binaries binaries;
    readonly UnprivilegedUser? user;
    readonly IReadOnlyDictionary<string, string> environment;
    Listener? listener;

    Cluster(string folder, Binaries binaries, UnprivilegedUser? user)
    {
        this.folder = folder;
        this.binaries = binaries;
        this.user = user;
        // The folder and the log's name go to pg_ctl in ways that its shell does not see: a path may hold any character.
        environment = new Dictionary<string, string>(ExternalProgram.Plain) { ["PGDATA"] = folder };
    }

    string Log => Path.Combine(folder, "postgres.log");

    /// <summary>The cluster in <paramref name="folder"/>, which need not exist yet.</summary>
    public static async Task<Cluster> OpenAsync(string folder, Binaries binaries, CancellationToken cancellation) =>
        new(folder, binaries, await UnprivilegedUser.FindAsync(folder, binaries, cancellation));

    /// <summary>The major version that made the cluster; null when there is no cluster.</summary>
    public static int? MajorOf(string folder)
    {
        var file = Path.Combine(folder, "PG_VERSION");
        if (File.Exists(file))
        {
            return int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var major)
                ? major
                : throw new EmbeddedPostgresException($"{file} does not say which PostgreSQL made the cluster. Restore it, or choose another directory with LEDGER_DATA.");
        }
        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any())
            return null;
        throw new EmbeddedPostgresException(
            $"{folder} is neither empty nor a PostgreSQL cluster. Move it away, or choose another directory with LEDGER_DATA.");
    }

    /// <summary>How to reach a database of the cluster.</summary>
    public static string ConnectionString(string folder, Listener listener, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = listener.Host,
        Port = listener.Port,
        Username = User,
        Password = File.ReadAllText(Path.Combine(folder, "ledger.password")).Trim(),
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>A new connection, outside the pools, to the running cluster; null when it does not answer (yet).</summary>
    public static async Task<NpgsqlConnection?> TryConnectAsync(string folder, string database, CancellationToken cancellation)
    {
        if (Postmaster.In(folder)?.Listener is not { } listener)
            return null;

        var connection = new NpgsqlConnection(ConnectionString(folder, listener, database) + ";Pooling=false");
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (NpgsqlException)
        {
            await connection.DisposeAsync();
            return null;
        }
    }

    /// <summary>Makes a new cluster, in a draft folder that is renamed when all is done: it is whole or not there.</summary>
    public async Task CreateAsync(CancellationToken cancellation)
    {
        foreach (var left in Directory.GetFileSystemEntries(Path.GetDirectoryName(folder)!, Path.GetFileName(folder) + ".new-*"))
            Discard(left);
        if (Directory.Exists(folder))
            Directory.Delete(folder);

        var draft = $"{folder}.new-{Guid.NewGuid():n}";
        var password = draft + ".password";
        try
        {
            Directory.CreateDirectory(draft);
            WriteDurably(password, RandomNumberGenerator.GetHexString(48, lowercase: true) + "\n", FileMode.CreateNew);
            await GiveToUserAsync(draft, cancellation);
            await GiveToUserAsync(password, cancellation);
            await InitialiseAsync(draft, password, cancellation);
            File.Move(password, Path.Combine(draft, "ledger.password"));
            WriteDurably(Path.Combine(draft, "postgresql.conf"), Settings, FileMode.Append);
            Directory.Move(draft, folder);
        }
        finally
        {
            Discard(draft);
            Discard(password);
        }
    }

    /// <summary>Starts the cluster; after a crash it recovers by itself. Started again, it listens at the same place.</summary>
    /// <exception cref="EmbeddedPostgresException">It did not start; the message ends with the tail of its log.</exception>
    public async Task<Listener> StartAsync(TimeSpan limit, CancellationToken cancellation)
    {
        if (Postmaster.ForgetDead(folder) is { } left)
            RemoveSocketFolder(left);
        // A copy made by a backup program may be open to others, which PostgreSQL refuses.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (new FileInfo(Log) is { Exists: true, Length: > LargestLog })
            File.Move(Log, Log + ".1", overwrite: true);

        var failure = "";
        foreach (var candidate in Listeners())
        {
            WriteDurably(Path.Combine(folder, "ledger.conf"), candidate.Settings, FileMode.Create);
            await GiveToUserAsync(candidate.SocketFolder ?? folder, cancellation);
            await GiveToUserAsync(folder, cancellation);
            failure = await TryStartAsync(limit, cancellation);
            if (Postmaster.In(folder) is { Listener: { } started })
                return listener = started;
            RemoveSocketFolder(candidate.SocketFolder);
            if (!Says(failure, "could not bind") && !Says(failure, "Unix"))
                break;
        }
        throw new EmbeddedPostgresException($"PostgreSQL {binaries} did not start on {folder}. {failure}");
    }

    /// <summary>Takes over a postmaster that a killed process left running, once it answers.</summary>
    /// <returns>Where it listens; null when there is none, or none that answers.</returns>
    public async Task<Listener?> TryAdoptAsync(CancellationToken cancellation)
    {
        var patience = Stopwatch.StartNew();
        while (Postmaster.In(folder) is { } postmaster && patience.Elapsed < TimeSpan.FromSeconds(20))
        {
            await using var connection = await TryConnectAsync(folder, "postgres", cancellation);
            if (connection is not null)
                return listener = postmaster.Listener;
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
        return null;
    }

    /// <summary>Stops the cluster if it runs: connections are ended, what was committed is on disk.</summary>
    /// <returns>Whether it has stopped.</returns>
    public async Task<bool> StopAsync()
    {
        foreach (var mode in new[] { "fast", "immediate" })
        {
            if (Postmaster.In(folder) is not { } postmaster)
                return true;
            await RunAsync("pg_ctl", ["stop", "-m", mode, "-w", "-t", "60", "-s"], TimeSpan.FromSeconds(70), default);
            RemoveSocketFolder(postmaster.Listener?.SocketFolder);
        }
        return Postmaster.In(folder) is null;
    }

    /// <returns>What pg_ctl and the log say; it explains a failure.</returns>
    async Task<string> TryStartAsync(TimeSpan limit, CancellationToken cancellation)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            var before = new FileInfo(Log) is { Exists: true } log ? log.Length : 0;
            // pg_ctl gives the postmaster a session of its own, so that a Ctrl-C for the server does not reach it.
            var starting = RunAsync(
                "pg_ctl", ["start", "-l", Path.GetFileName(Log), "-w", "-t", $"{limit.TotalSeconds:0}", "-s"],
                limit + TimeSpan.FromSeconds(10), CancellationToken.None);
            try
            {
                await starting.WaitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                await StopAsync();
                await starting;
                throw;
            }

            var outcome = await starting;
            var said = $"{outcome.Output}\nThe end of its log ({Log}):\n{LogTail(before)}";
            // The last processes of a killed postmaster, or one that is just stopping, need a moment to leave.
            var isPredecessorLeaving = Says(said, "still in use") || Says(said, "\"postmaster.pid\" already exists");
            if (outcome.Succeeded || !isPredecessorLeaving || patience.Elapsed > TimeSpan.FromSeconds(20))
                return said;
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
    }

    async Task InitialiseAsync(string draft, string password, CancellationToken cancellation)
    {
        // Bytes decide the order, on every platform; the letters are Unicode's wherever PostgreSQL or the system knows them.
        string[][] locales = binaries.Major >= 17
            ? [["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]]
            : [["--locale=C", "--lc-ctype=C.UTF-8"], ["--locale=C"]];
        var failure = "";
        foreach (var locale in locales)
        {
            var made = await RunAsync(
                "initdb",
                ["-D", draft, "-U", User, "--pwfile", password, "-A", "scram-sha-256", "-E", "UTF8", "--data-checksums", .. locale],
                TimeSpan.FromMinutes(5), cancellation);
            if (made.Succeeded)
                return;
            failure = made.Output;
        }
        throw new EmbeddedPostgresException($"PostgreSQL {binaries} could not make a cluster in {folder}:\n{failure}");
    }

    /// <summary>Where to listen, the best first; lazily, for the later ones leave traces.</summary>
    IEnumerable<Listener> Listeners()
    {
        if (listener is not null)
        {
            yield return listener;
            yield break;
        }
        if (!OperatingSystem.IsWindows())
        {
            if (Listener.Fits(folder))
                yield return new Listener(folder, Listener.SocketPort);
            var temporary = Directory.CreateTempSubdirectory(SocketFolderPrefix).FullName;
            if (Listener.Fits(temporary))
                yield return new Listener(temporary, Listener.SocketPort);
            else
                Directory.Delete(temporary);
        }
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            yield return new Listener(null, port);
        }
    }

    static void RemoveSocketFolder(string? socketFolder)
    {
        if (socketFolder is not null && Path.GetFileName(socketFolder).StartsWith(SocketFolderPrefix, StringComparison.Ordinal))
            Discard(socketFolder);
    }

    /// <summary>The last lines of the log, from a position on.</summary>
    string LogTail(long from)
    {
        try
        {
            using var file = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Position = Math.Clamp(file.Length - 8000, from, file.Length);
            using var reader = new StreamReader(file);
            return string.Join('\n', reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(15));
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    static bool Says(string said, string words) => said.Contains(words, StringComparison.Ordinal);

    Task<ExternalProgram.Outcome> RunAsync(
        string program, IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken cancellation)
    {
        var working = Directory.Exists(folder) ? folder : Path.GetPathRoot(folder);
        IReadOnlyList<string> command = [binaries.Program(program), .. arguments];
        return ExternalProgram.RunAsync(user?.Run(command) ?? command, limit, cancellation, working, environment);
    }

    Task GiveToUserAsync(string path, CancellationToken cancellation) => user?.OwnAsync(path, cancellation) ?? Task.CompletedTask;

    static void WriteDurably(string path, string text, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows() && mode is not FileMode.Append)
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        using var writer = new StreamWriter(file);
        writer.Write(text);
        writer.Flush();
        file.Flush(flushToDisk: true);
    }

    /// <summary>Removes what may be there; what cannot be removed now is in nobody's way.</summary>
    static void Discard(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
