using System.Collections.Concurrent;
using System.Diagnostics;
using ConveningLedger.Server.Postgres;
using Npgsql;

namespace ConveningLedger.Server.Tests.Postgres;

/// <summary>A data directory that lives as long as a test class; its cluster is made by the first test that starts it.</summary>
public sealed class ClusterFolder : IDisposable
{
    // The system gives such folders to their maker alone (mode 700).
    public string Path 
    {
        get => field ??= Directory.CreateTempSubdirectory("ledger-test-").FullName;
        init;
    }

    public string Cluster => System.IO.Path.Combine(Path, "postgres");

    /// <summary>What was said at the terminal.</summary>
    public ConcurrentQueue<string> Said { get; } = [];

    public int? PostmasterId => Postmaster.In(Cluster)?.ProcessId;

    public Task<EmbeddedPostgres> StartAsync(bool allowAttach = false) =>
        EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions(Path) { AllowAttach = allowAttach }, Said.Enqueue, TestContext.Current.CancellationToken);

    public void KillPostmaster()
    {
        using var postmaster = Process.GetProcessById(PostmasterId!.Value);
        postmaster.Kill();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

static class Asking
{
    /// <summary>One value of one statement, over a connection of its own.</summary>
    public static async Task<object?> AskAsync(this EmbeddedPostgres postgres, string sql)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
