using System.Text.Json;
using ConveningLedger.Ledger;
using ConveningLedger.Store.Proofs;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConveningLedger.Server.Tests.Operating;

/// <summary>The drill: a backup by PostgreSQL's own tools, restored into an empty database, is the ledger as it was, and goes on.</summary>
public sealed class RestoringABackup(PostgresServer server) : IDisposable
{
    const string Everything =
        """
        { endeavours { nodes { slug title entryCount } } search(text: "river") { totalCount } microShifts(first: 100) { totalCount }
          endeavour(slug: "vessa-water") { timeline(first: 100) { totalCount nodes { uuid summary sequence recordedAt } } frame(at: "midterm", knownAt: "midterm") { account report } hindsight: frame(at: "midterm") { account } proof { checkpoint { note } } } }
        """;

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ledger-backup-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task gives_back_what_was_there_and_tells_what_came_after_it()
    {
        var (database, restored) = (await server.CreateDatabase(), await server.CreateDatabase());
        var file = Path.Combine(folder.FullName, "ledger.dump");
        JsonElement before;
        string early, late;
        await using (var ledger = await LedgerApi.Start(database))
        {
            await ledger.ImportFile(SharedApi.SampleFile);
            early = await Signed(ledger);
            before = await ledger.Ask(Everything);
            await PostgresTools.Run("pg_dump", database, ["--format=custom", $"--file={file}"]);
            await Note(ledger, "What came after the backup.");
            late = await Signed(ledger);
        }

        await PostgresTools.Run("pg_restore", restored, ["--exit-on-error", $"--dbname={new NpgsqlConnectionStringBuilder(restored).Database}", file]);

        await using (var ledger = await LedgerApi.Start(restored))
        {
            LedgerApi.AssertJson(before.GetRawText(), await ledger.Ask(Everything));
            var check = ledger.Services.GetRequiredService<LedgerCheck>();
            Assert.Empty((await check.RunAsync(null, [early], Stop)).Findings);
            // Who kept a checkpoint knows how much is lost.
            Assert.Contains((await check.RunAsync(null, [late], Stop)).Findings, finding => finding.What.EndsWith("the last 1 are gone.", StringComparison.Ordinal));
            Assert.Equal(381, await Note(ledger, "It goes on."));
            await Signed(ledger);
            Assert.Empty((await check.RunAsync(null, [early], Stop)).Findings);
        }
        await server.DropDatabase(database);
        await server.DropDatabase(restored);
    }

    static async Task<double> Note(LedgerApi ledger, string words) =>
        (await ledger.Ask("""mutation($words: String!) { recordFieldNoteTaken(input: { endeavour: "vessa-water", occurredAt: "2025", data: { words: $words } }) { entry { sequence } errors { message } } }""", new { words }))
        .GetProperty("recordFieldNoteTaken").GetProperty("entry").GetProperty("sequence").GetDouble();

    static async Task<string> Signed(LedgerApi ledger)
    {
        await ledger.Services.GetRequiredService<Checkpointing>().CatchUp(Stop);
        return (await ledger.Services.GetRequiredService<ProofBook>().Last("vessa-water", Visibility.Conveners, Stop))!.Note;
    }
}
