using ConveningLedger.Server.Tests.Operating;
using Npgsql;
using static ConveningLedger.Server.Tests.Forgetting.ForgetfulEndeavour;

namespace ConveningLedger.Server.Tests.Forgetting;

/// <summary>What is left of erased words beside the rows of the database goes, too, whatever comes between.</summary>
public sealed class ClearingAway(PostgresServer server) : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ledger-erasing-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string ErasureFile => Path.Combine(folder.FullName, "erasures.jsonl");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task is_taken_up_where_a_process_ended_before_it_was_done()
    {
        var database = await server.CreateDatabase();
        // Somebody else cleans, and does not come to its end.
        await using (var cleaning = new NpgsqlConnection($"{database};Pooling=false"))
        await using (var ledger = await Start(database, ErasureFile))
        {
            await cleaning.OpenAsync(Stop);
            await using (var hold = new NpgsqlCommand("select pg_advisory_lock(hashtextextended('clean ledger', 0))", cleaning))
                await hold.ExecuteNonQueryAsync(Stop);
            var (_, named) = await Tell(ledger);
            await ledger.Rows<object>("analyze");
            await ledger.Ask(Mutation, new { input = new { endeavour = Named, person = Person, reason = "They asked for it.", also = new[] { new { entry = named, paths = new[] { "data.words" } } } } });
        }
        await using (var source = NpgsqlDataSource.Create(database))
        {
            // What PostgreSQL leaves of an index that was not finished.
            await using var leave = source.CreateCommand(
                "create index entry_texts_ccnew on ledger_public.entry_texts (endeavour); update pg_index set indisvalid = false where indexrelid = 'ledger_public.entry_texts_ccnew'::regclass");
            await leave.ExecuteNonQueryAsync(Stop);
        }

        await using (var ledger = await Start(database, ErasureFile))
        {
            await Cleaned(ledger);
            HasNone("The database", await Dumped(ledger, folder));
            Assert.Empty(await ledger.Rows<string>("select indexrelid::regclass::text from pg_index where not indisvalid"));
        }
        await server.DropDatabase(database);
    }

    [Fact]
    public async Task is_done_after_a_backup_was_restored()
    {
        var (database, restored) = (await server.CreateDatabase(), await server.CreateDatabase());
        var backup = Path.Combine(folder.FullName, "ledger.dump");
        await using (var ledger = await Start(database, ErasureFile))
        {
            var (_, named) = await Tell(ledger);
            await PostgresTools.Run("pg_dump", database, ["--format=custom", $"--file={backup}"]);
            await Erase(ledger, named);
        }
        await PostgresTools.Run("pg_restore", restored, ["--exit-on-error", $"--dbname={new NpgsqlConnectionStringBuilder(restored).Database}", backup]);
        await using (var source = NpgsqlDataSource.Create(restored))
        {
            await using var analyze = source.CreateCommand("analyze");
            await analyze.ExecuteNonQueryAsync(Stop);
        }

        await using (var ledger = await Start(restored, ErasureFile))
        {
            await Cleaned(ledger);
            HasNone("The restored database", await Dumped(ledger, folder));
        }
        await server.DropDatabase(database);
        await server.DropDatabase(restored);
    }

    static async Task Cleaned(LedgerApi ledger)
    {
        for (var tries = 0; tries < 300 && (await ledger.Rows<long>("select count(*) from ledger.cleanings"))[0] > 0; tries++)
            await Task.Delay(100, Stop);
        Assert.Equal(0, (await ledger.Rows<long>("select count(*) from ledger.cleanings"))[0]);
    }
}
