using ConveningLedger.Server.Postgres;
using Npgsql;

namespace ConveningLedger.Server.Tests.Postgres;

public sealed class StartingPostgres(ClusterFolder folder) : IClassFixture<ClusterFolder>
{
    [Fact]
    public async Task makes_a_cluster_in_a_new_folder_and_answers()
    {
        using var fresh = new ClusterFolder();
        var halfMade = Directory.CreateDirectory(fresh.Cluster + ".new-left-by-kill-9");

        await using var postgres = await fresh.StartAsync();

        Assert.Equal("ledger", await postgres.AskAsync("select current_database()"));
        Assert.Equal("C UTF8 on on on UTC", await postgres.AskAsync(
            """
            select concat_ws(' ', datcollate, pg_encoding_to_char(encoding), current_setting('fsync'),
              current_setting('synchronous_commit'), current_setting('data_checksums'), current_setting('timezone'))
            from pg_database where datname = 'ledger'
            """));
        Assert.False(halfMade.Exists);
        Assert.Matches("^PostgreSQL .* made a new cluster and started on .*/postgres in .* s$", Assert.Single(fresh.Said));
    }

    [Fact]
    public async Task keeps_what_was_committed_and_leaves_no_process()
    {
        int process;
        await using (var first = await folder.StartAsync())
        {
            process = folder.PostmasterId!.Value;
            await first.AskAsync("create table if not exists kept as select 42 as answer");
        }

        Assert.Null(folder.PostmasterId);
        // It takes its file away a moment before it ends.
        for (var deadline = DateTime.UtcNow.AddSeconds(5); File.Exists($"/proc/{process}/cwd/PG_VERSION"); await Task.Delay(20, TestContext.Current.CancellationToken))
            Assert.True(DateTime.UtcNow < deadline, "It is still running.");
        await using var second = await folder.StartAsync();
        Assert.Equal(42, await second.AskAsync("select answer from kept"));
    }

    [Fact]
    public async Task serves_root_from_a_folder_that_only_root_may_enter()
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal("700", Convert.ToString((int)File.GetUnixFileMode(folder.Path), 8));

        await using var postgres = await folder.StartAsync();

        Assert.Equal(1, await postgres.AskAsync("select 1"));
    }

    [Fact]
    public async Task lets_nobody_in_without_the_password()
    {
        await using var postgres = await folder.StartAsync();
        var guess = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "guessed" };
        await using var stranger = new NpgsqlConnection(guess.ConnectionString);

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => stranger.OpenAsync(TestContext.Current.CancellationToken));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        if (!OperatingSystem.IsWindows())
            Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(Path.Combine(folder.Cluster, "ledger.password")), 8));
    }

    [Fact]
    public async Task moves_the_socket_when_its_path_would_be_too_long()
    {
        var deep = Path.Combine(folder.Path, new string('d', 100), "it's, \"deep\"");
        using var far = new ClusterFolder { Path = Directory.CreateDirectory(deep).FullName };
        string socketFolder;

        await using (var postgres = await far.StartAsync())
        {
            Assert.Equal(1, await postgres.AskAsync("select 1"));
            socketFolder = new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Host!;
            Assert.StartsWith(Path.GetTempPath(), socketFolder);
        }

        Assert.False(Directory.Exists(socketFolder));
    }

    [Fact]
    public async Task gives_up_when_asked_to_and_leaves_nothing_running()
    {
        var never = Path.Combine(folder.Path, "never");
        using var hurried = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(never), folder.Said.Enqueue, hurried.Token));

        Assert.Null(Postmaster.In(Path.Combine(never, "postgres")));
        Assert.Empty(Directory.GetFileSystemEntries(never, "postgres*"));
    }

    [Fact]
    public async Task refuses_a_folder_that_holds_something_else()
    {
        using var other = new ClusterFolder();
        Directory.CreateDirectory(other.Cluster);
        await File.WriteAllTextAsync(
            Path.Combine(other.Cluster, "letters.txt"), "Dear …", TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => other.StartAsync());

        Assert.Contains("neither empty nor a PostgreSQL cluster", refused.Message);
    }
}
