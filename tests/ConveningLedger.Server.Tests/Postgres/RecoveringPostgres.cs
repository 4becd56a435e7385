using ConveningLedger.Server.Postgres;
using Npgsql;

namespace ConveningLedger.Server.Tests.Postgres;

public sealed class RecoveringPostgres(ClusterFolder folder) : IClassFixture<ClusterFolder>
{
    [Fact]
    public async Task keeps_what_was_committed_when_server_and_postmaster_are_killed()
    {
        var killed = await folder.StartAsync();
        await killed.AskAsync("drop table if exists survives; create table survives as select 42 as answer");
        await killed.AbandonAsync();
        folder.KillPostmaster();

        await using var next = await folder.StartAsync();

        Assert.Equal(42, await next.AskAsync("select answer from survives"));
    }

    [Fact]
    public async Task takes_over_the_postmaster_that_a_killed_server_left()
    {
        var killed = await folder.StartAsync();
        var process = folder.PostmasterId;
        await killed.AbandonAsync();

        await using (var next = await folder.StartAsync())
        {
            Assert.Equal(process, folder.PostmasterId);
            Assert.Equal(killed.ConnectionString, next.ConnectionString);
            Assert.Equal(1, await next.AskAsync("select 1"));
            Assert.Contains("was still running and is taken over", folder.Said.Last());
        }

        Assert.Null(folder.PostmasterId);
    }

    [Fact]
    public async Task starts_a_postmaster_again_that_dies_under_a_living_server()
    {
        await using var postgres = await folder.StartAsync();
        var process = folder.PostmasterId;

        folder.KillPostmaster();

        await UntilAsync(() => folder.Said.Last().StartsWith("PostgreSQL answers again", StringComparison.Ordinal));
        Assert.NotEqual(process, folder.PostmasterId);
        Assert.Equal(1, await postgres.AskAsync("select 1"));
        Assert.Contains("PostgreSQL stopped unexpectedly; starting it again (1 of 5 attempts)", folder.Said);
    }

    [Fact]
    public async Task leaves_the_crash_of_one_backend_to_postgres()
    {
        await using var postgres = await folder.StartAsync();
        var process = folder.PostmasterId;
        var lines = folder.Said.Count;

        // Ends every other connection, so also the one by which the server watches.
        await postgres.AskAsync(
            """
            select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity
            where pid <> pg_backend_pid() and backend_type = 'client backend'
            """);

        await UntilAsync(async () =>
            await postgres.AskAsync("select count(*) from pg_stat_activity where datname = 'postgres'") is 1L);
        Assert.Equal(process, folder.PostmasterId);
        Assert.Equal(lines, folder.Said.Count);
    }

    [Fact]
    public async Task does_not_take_an_unrelated_process_for_its_postmaster()
    {
        await (await folder.StartAsync()).DisposeAsync();
        // After a power failure the number of the old postmaster may be that of anything.
        await File.WriteAllTextAsync(
            Path.Combine(folder.Cluster, "postmaster.pid"),
            $"{Environment.ProcessId}\n{folder.Cluster}\n1795403248\n5432\n{folder.Cluster}\n\n 11667622         8\nready   \n",
            TestContext.Current.CancellationToken);

        await using var postgres = await folder.StartAsync();

        Assert.Equal(1, await postgres.AskAsync("select 1"));
        Assert.NotEqual(Environment.ProcessId, folder.PostmasterId);
    }

    [Fact]
    public async Task runs_a_copy_of_the_folder_beside_the_original()
    {
        await using var original = await folder.StartAsync();
        await original.AskAsync("checkpoint");
        using var copied = new ClusterFolder();
        Copy(new DirectoryInfo(folder.Cluster), copied.Cluster);

        await using var copy = await copied.StartAsync();

        Assert.NotEqual(folder.PostmasterId, copied.PostmasterId);
        Assert.Equal(copied.Cluster, new NpgsqlConnectionStringBuilder(copy.ConnectionString).Host);
        Assert.Equal(copied.Cluster, await copy.AskAsync("show data_directory"));
    }

    [Fact]
    public async Task shows_the_end_of_the_log_when_it_cannot_start()
    {
        await (await folder.StartAsync()).DisposeAsync();
        var settings = Path.Combine(folder.Cluster, "postgresql.conf");
        var good = await File.ReadAllTextAsync(settings, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(settings, "max_connections = many\n", TestContext.Current.CancellationToken);

        var failed = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => folder.StartAsync());

        await File.WriteAllTextAsync(settings, good, TestContext.Current.CancellationToken);
        Assert.Contains("did not start", failed.Message);
        Assert.Contains("invalid value for parameter \"max_connections\": \"many\"", failed.Message);
    }

    static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var inner in from.GetDirectories())
            Copy(inner, Path.Combine(to, inner.Name));
        foreach (var file in from.GetFiles().Where(file => !file.Name.StartsWith(".s.PGSQL", StringComparison.Ordinal)))
            file.CopyTo(Path.Combine(to, file.Name));
    }

    static Task UntilAsync(Func<bool> happened) => UntilAsync(() => Task.FromResult(happened()));

    static async Task UntilAsync(Func<Task<bool>> happened)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await happened())
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
    }
}
