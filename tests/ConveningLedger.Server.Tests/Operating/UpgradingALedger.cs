using System.IO.Compression;
using System.Text.Json;
using ConveningLedger.Store;
using ConveningLedger.Store.Proofs;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.Server.Tests.Operating;

/// <summary>
/// The data of an older version, served by this one. <c>before-proofs</c> is of the version before there were proofs: what <c>pg_dump</c> wrote of
/// its database, with the sample and an endeavour in which entries were corrected, retracted and reclassified; what it was asked; and its answers.
/// </summary>
public sealed class UpgradingALedger(PostgresServer server)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_done_by_a_command_and_nothing_is_served_before()
    {
        var database = await Restored("before-proofs");
        var byCommand = new Dictionary<string, string> { ["ConnectionStrings__Ledger"] = database, ["Database__UpgradeAtStart"] = "false" };

        foreach (var words in new[] { "run", "verify", "token" })
        {
            var (refused, _, why) = await Run(byCommand, words);
            Assert.Equal(1, refused);
            Assert.StartsWith("The database is not as this version needs it: ledger.", why, StringComparison.Ordinal);
            Assert.EndsWith("Back it up and run `ledger upgrade`, which `ledger upgrade --check` tells of; or set Database__UpgradeAtStart to true.\n", why, StringComparison.Ordinal);
        }
        var (checkedBefore, toBeDone, _) = await Run(byCommand, "upgrade", "--check");
        var (upgraded, done, _) = await Run(byCommand, "upgrade");
        var (checkedAfter, nothing, _) = await Run(byCommand, "upgrade", "--check");

        Assert.Equal((1, 0, 0), (checkedBefore, upgraded, checkedAfter));
        Assert.Contains("ledger.checkpoints is to be made\n", toBeDone, StringComparison.Ordinal);
        Assert.EndsWith(" things were done; the database is as this version needs it.\n", done, StringComparison.Ordinal);
        Assert.Equal("The database is as this version needs it.\n", nothing);
        await IsTheSameAndGoesOn(database, new LedgerOptions { IsAlone = true, UpgradesAtStart = false });
        await server.DropDatabase(database);
    }

    [Fact]
    public async Task is_done_at_the_start_unless_it_is_set_otherwise()
    {
        var database = await Restored("before-proofs");

        await IsTheSameAndGoesOn(database, new LedgerOptions { IsAlone = true });

        await server.DropDatabase(database);
    }

    [Fact]
    public async Task what_nobody_needs_any_more_is_taken_away()
    {
        var database = await server.CreateDatabase();
        var byCommand = new Dictionary<string, string> { ["ConnectionStrings__Ledger"] = database, ["Database__UpgradeAtStart"] = "false" };
        await Run(byCommand, "upgrade");
        await PostgresTools.Run("psql", database, ["--quiet", "--set=ON_ERROR_STOP=1", "--command",
            """
            create table ledger.stale_projections (projection text not null, endeavour text not null, primary key (projection, endeavour));
            create function ledger.projected(name text, slug text, known bigint) returns void language sql as 'select';
            """]);

        var (_, toBeDone, _) = await Run(byCommand, "upgrade", "--check");
        await Run(byCommand, "upgrade");
        var (_, nothing, _) = await Run(byCommand, "upgrade", "--check");

        Assert.Equal("ledger.projected is to be taken away\nledger.stale_projections is to be taken away\n2 things are to be done.\n", toBeDone);
        Assert.Equal("The database is as this version needs it.\n", nothing);
        await server.DropDatabase(database);
    }

    [Fact]
    public async Task an_empty_database_is_made_by_the_command_too()
    {
        var database = await server.CreateDatabase();
        var byCommand = new Dictionary<string, string> { ["ConnectionStrings__Ledger"] = database, ["Database__UpgradeAtStart"] = "false" };

        Assert.Equal(0, (await Run(byCommand, "upgrade")).Status);

        await using (var ledger = await LedgerApi.Start(database, new LedgerOptions { IsAlone = true, UpgradesAtStart = false }))
        {
            await ledger.ImportFile(SharedApi.SampleFile);
            await ledger.Answers("""{ endeavour(slug: "vessa-water") { entryCount } search(text: "river") { totalCount } }""", """{"endeavour": {"entryCount": 380}, "search": {"totalCount": 37}}""");
        }
        await server.DropDatabase(database);
    }

    static async Task IsTheSameAndGoesOn(string database, LedgerOptions options)
    {
        await using var ledger = await LedgerApi.Start(database, options);
        var questions = await File.ReadAllTextAsync(Path.Combine(Folder("before-proofs"), "questions.graphql"), Stop);
        var answers = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(Folder("before-proofs"), "answers.json"), Stop));
        LedgerApi.AssertJson(LedgerApi.Listed(answers).GetRawText(), await ledger.Ask(questions));
        // What was recorded before there were proofs is proved from now on.
        await ledger.Services.GetRequiredService<Checkpointing>().CatchUp(Stop);
        var check = await ledger.Services.GetRequiredService<LedgerCheck>().RunAsync(null, [], Stop);
        Assert.Empty(check.Findings);
        Assert.Equal([15L, 380L], check.Logs.Where(log => log.Origin.EndsWith("/conveners", StringComparison.Ordinal)).Select(log => log.Size).Order());
        foreach (var (endeavour, next) in new[] { ("mended-here", 16), ("vessa-water", 381) })
        {
            var recorded = await ledger.Submit("FieldNoteTaken", new { endeavour, occurredAt = "2025", data = new { words = "Onwards, unmistakably." } });
            Assert.Equal(next, recorded.GetProperty("entry").GetProperty("sequence").GetDouble());
        }
        await ledger.Services.GetRequiredService<Checkpointing>().CatchUp(Stop);
        Assert.Empty((await ledger.Services.GetRequiredService<LedgerCheck>().RunAsync(null, [], Stop)).Findings);
        await ledger.Answers("""{ search(text: "unmistakably") { totalCount } }""", """{"search": {"totalCount": 2}}""");
    }

    async Task<string> Restored(string version)
    {
        var database = await server.CreateDatabase();
        // Roles are the cluster's and in no dump of a database: they are made before, as README says.
        await PostgresTools.Run("psql", database, ["--quiet", "--set=ON_ERROR_STOP=1", "--command",
            """
            do $$ declare circle text; begin
              foreach circle in array array['public', 'evaluators', 'team', 'conveners'] loop
                if not exists (select from pg_roles where rolname = format('ledger_%s_reader', circle)) then execute format('create role ledger_%s_reader nologin', circle); end if;
              end loop;
            end $$;
            """]);
        await using var file = File.OpenRead(Path.Combine(Folder(version), "ledger.sql.gz"));
        await using var sql = new GZipStream(file, CompressionMode.Decompress);
        await PostgresTools.Run("psql", database, ["--quiet", "--set=ON_ERROR_STOP=1"], sql);
        return database;
    }

    static async Task<(int Status, string Output, string Errors)> Run(Dictionary<string, string> settings, params string[] words)
    {
        await using var process = LedgerProcess.Start(Path.GetTempPath(), null, settings, words);
        return await process.End();
    }

    static string Folder(string version) => Path.Combine(AppContext.BaseDirectory, "Operating", version);
}
