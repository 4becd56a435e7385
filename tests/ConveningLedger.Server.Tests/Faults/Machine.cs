using System.Diagnostics;
using Npgsql;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>What schedules happen to: a PostgreSQL on a small disk of its own, where one can be mounted, and two nodes.</summary>
sealed class Machine : IAsyncDisposable
{
    const string DiskSize = "200m";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    readonly string folder;
    readonly bool isMounted;

    Machine(string folder, bool isMounted, FaultyPostgres postgres, string token, Clocks clocks)
    {
        (this.folder, this.isMounted, Postgres, Token) = (folder, isMounted, postgres, token);
        Nodes = [.. Enumerable.Range(1, 2).Select(number => new FaultyNode($"node {number}", () => Postgres.ConnectionString, Path.Combine(Logs, $"node-{number}.log"), clocks.Of(Path.Combine(folder, $"clock-{number}"))))];
    }

    /// <summary>PostgreSQL.</summary>
    public FaultyPostgres Postgres { get; }

    /// <summary>The nodes.</summary>
    public IReadOnlyList<FaultyNode> Nodes { get; }

    /// <summary>The operator's token.</summary>
    public string Token { get; }

    /// <summary>Where what is said is kept.</summary>
    public string Logs => Path.Combine(folder, "logs");

    /// <summary>Whether its disk can be filled.</summary>
    public bool HasDiskOfItsOwn => isMounted;

    /// <summary>Makes what every machine begins with: a cluster with the ledger's tables in it, stopped, and the operator's token.</summary>
    /// <param name="folder">Where.</param>
    public static async Task<Prepared> Prepare(string folder)
    {
        var cluster = Path.Combine(folder, "postgres");
        await using (var postgres = await FaultyPostgres.Start(cluster, static _ => { }))
        {
            await postgres.CreateDatabase();
            await using var node = new FaultyNode("node", () => postgres.ConnectionString, Path.Combine(folder, "node.log"));
            using var patience = new CancellationTokenSource(Patience);
            while (!await node.IsReady(patience.Token))
                await Task.Delay(Look, patience.Token);
            var token = await TokenOf(postgres.ConnectionString);
            postgres.IsWanted = false;
            await postgres.Stop();
            return new(cluster, token);
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="prepared">What it begins with.</param>
    public static async Task<Machine> Start(Prepared prepared, Clocks clocks)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-faults-").FullName;
        var data = Path.Combine(folder, "data");
        Directory.CreateDirectory(Path.Combine(folder, "logs"));
        Directory.CreateDirectory(data);
        var isMounted = Environment.IsPrivilegedProcess && await Processes.Run("mount", "-t", "tmpfs", "-o", $"size={DiskSize},mode=0711", "tmpfs", data);
        try
        {
            var cluster = Path.Combine(data, "postgres");
            if (!await Processes.Run("cp", "-a", prepared.Cluster, cluster))
                throw new IOException($"{prepared.Cluster} could not be copied.");
            var log = Path.Combine(folder, "logs", "machine.log");
            var writing = new Lock();
            return new(folder, isMounted, await FaultyPostgres.Start(cluster, said =>
            {
                lock (writing)
                    File.AppendAllText(log, $"{DateTime.UtcNow:HH:mm:ss.fff} {said}\n");
            }), prepared.Token, clocks);
        }
        catch
        {
            if (isMounted)
                await Processes.Run("umount", "-l", data);
            throw;
        }
    }

    /// <summary>Waits until PostgreSQL answers and the nodes are ready.</summary>
    /// <param name="stop">When it is given up.</param>
    /// <returns>Whether they are.</returns>
    public async Task<bool> IsWhole(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await using var connection = await Postgres.TryConnect();
            if (connection is not null && (await Task.WhenAll(Nodes.Select(node => node.IsReady(stop)))).All(ready => ready))
                return true;
            await Task.Delay(Look, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
        return false;
    }

    /// <summary>Fills the disk of PostgreSQL; it is free again when what is returned is disposed of.</summary>
    public IDisposable FillDisk()
    {
        var file = Path.Combine(folder, "data", "filling");
        var chunk = new byte[1 << 16];
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            while (true)
                stream.Write(chunk);
        }
        catch (IOException)
        {
            return new Freeing(file);
        }
    }

    /// <summary>Takes all connections that PostgreSQL has left, until what is returned is disposed of.</summary>
    public async Task<IAsyncDisposable> TakeConnections()
    {
        var taken = new Taken();
        while (await Postgres.TryConnect() is { } connection)
            taken.Connections.Add(connection);
        return taken;
    }

    /// <summary>Ends the connections of all others.</summary>
    public async Task EndConnections()
    {
        await using var connection = await Postgres.TryConnect();
        if (connection is null)
            return;
        await using var end = new NpgsqlCommand("select count(pg_terminate_backend(pid)) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'", connection);
        try
        {
            await end.ExecuteScalarAsync();
        }
        catch (NpgsqlException)
        {
            // Another fault was faster.
        }
    }

    /// <summary>Keeps what was said; where that is.</summary>
    public string KeepLogs()
    {
        var kept = Directory.CreateTempSubdirectory("ledger-faults-failed-").FullName;
        foreach (var file in Directory.GetFiles(Logs).Append(Postgres.Log).Where(File.Exists))
            File.Copy(file, Path.Combine(kept, Path.GetFileName(file)));
        return kept;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        await Postgres.DisposeAsync();
        if (isMounted && !await Processes.Run("umount", Path.Combine(folder, "data")))
            await Processes.Run("umount", "-l", Path.Combine(folder, "data"));
        Directory.Delete(folder, recursive: true);
    }

    static async Task<string> TokenOf(string connectionString)
    {
        using var process = Process.Start(FaultyNode.Program(connectionString, "http://127.0.0.1:1", "token"))!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (await output).Trim() : throw new InvalidOperationException(await errors);
    }

    /// <summary>What every machine begins with.</summary>
    /// <param name="Cluster">The folder of a cluster that is stopped.</param>
    /// <param name="Token">The operator's token.</param>
    public sealed record Prepared(string Cluster, string Token);

    sealed class Freeing(string file) : IDisposable
    {
        public void Dispose() => File.Delete(file);
    }

    sealed class Taken : IAsyncDisposable
    {
        public List<NpgsqlConnection> Connections { get; } = [];

        public async ValueTask DisposeAsync()
        {
            foreach (var connection in Connections)
                await connection.DisposeAsync();
        }
    }
}
