using ConveningLedger.Ledger;
using ConveningLedger.Proof;
using ConveningLedger.Server.Tests.Interchange;
using ConveningLedger.Store.Proofs;
using Npgsql;
using static ConveningLedger.Server.Tests.Proofs.ProvedLedger;

namespace ConveningLedger.Server.Tests.Proofs;

/// <summary>The logs of an endeavour: what is in them for whom, and what is found where somebody changed the database.</summary>
[Collection(OnADatabase.Name)]
public sealed class ProvingHistories(SharedLedger shared) : IClassFixture<SharedLedger>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_a_circle_may_not_see_leaves_nothing_in_its_log()
    {
        await using var ledger = await shared.Empty();
        await ledger.Take(Lines.Opened("river", "\"visibility\":\"PUBLIC\""), Lines.Noted("river", "Seen by all.", "\"visibility\":\"PUBLIC\""));
        await ledger.Sign();
        var before = await Sizes(ledger);

        await ledger.Take(Lines.Noted("river", "For the team.", "\"visibility\":\"TEAM\",\"ref\":\"n-team\""), Lines.Noted("river", "For the conveners.", "\"visibility\":\"CONVENERS\",\"ref\":\"n-conveners\""));
        await ledger.Sign();

        Assert.Equal("2 2 2 2", before);
        Assert.Equal("4 3 2 2", await Sizes(ledger));
        Assert.Single(await ledger.Part<ProofBook>().All("river", Visibility.Public, Stop));
    }

    [Fact]
    public async Task what_is_widened_comes_to_the_end_and_what_is_narrowed_stays_as_a_hash()
    {
        await using var ledger = await shared.Empty();
        await ledger.Take(Lines.Opened("river", "\"visibility\":\"PUBLIC\""), Lines.Noted("river", "A", "\"visibility\":\"TEAM\",\"ref\":\"n-a\""), Lines.Noted("river", "B", "\"visibility\":\"PUBLIC\",\"ref\":\"n-b\""));
        await ledger.Sign();
        Assert.Equal("3 3 2 2", await Sizes(ledger));

        await ledger.Take(Reclassified("n-a", "PUBLIC"), Reclassified("n-b", "TEAM"));
        await ledger.Sign();

        // Why it was narrower before is not for those who see it now.
        var narrowed = await ledger.Bundle(Visibility.Public, "river");
        Assert.Equal("5 5 3 3", await Sizes(ledger));
        Assert.Equal(["EndeavourOpened", "FieldNoteTaken"], LinesOf(narrowed, Bundle.Entries).Select(line => line.Split("\"kind\":\"")[1].Split('"')[0]));
        Assert.Empty((await Check(narrowed)).Findings);
        Assert.DoesNotContain("\"B\"", ProvedLedger.Text(narrowed, Bundle.Entries), StringComparison.Ordinal);

        // Taken back, it is there again, and has no second leaf.
        await ledger.Take(Reclassified("n-b", "PUBLIC"));
        await ledger.Sign();
        Assert.Equal("6 6 3 3", await Sizes(ledger));
        Assert.Empty((await Check(await ledger.Bundle(Visibility.Public, "river"))).Findings);
        Assert.Empty((await Verify(ledger)).Findings);
    }

    [Fact]
    public async Task each_checkpoint_leads_to_the_next_however_the_stream_was_cut()
    {
        await using var ledger = await shared.Empty();
        string[] lines = [.. await File.ReadAllLinesAsync(Sample, Stop)];
        for (var taken = 0; taken < lines.Length; taken += 60)
        {
            await ledger.Take([.. lines.Skip(taken).Take(60)]);
            await ledger.Sign();
        }
        await using var whole = await shared.WithSample();
        foreach (var circle in Enum.GetValues<Visibility>())
        {
            var all = await ledger.Part<ProofBook>().All("vessa-water", circle, Stop);
            var log = await ledger.Part<ProofBook>().Log("vessa-water", circle, all[^1].Size, Stop);
            Assert.InRange(all.Count, 4, 7);
            foreach (var (earlier, later) in all.Zip(all.Skip(1)))
                Assert.True(MerkleProof.IsConsistent(earlier.Size, earlier.Root, later.Size, later.Root, log.Consistency(earlier.Size, later.Size)));
            // What was narrowed within the stream was shown to those who looked before.
            Assert.InRange(all[^1].Size, (await whole.Signed("vessa-water", circle)).Size, 380);
        }
        Assert.Empty((await Verify(ledger)).Findings);
    }

    [Fact]
    public async Task an_untouched_database_is_clean_and_what_is_changed_in_it_is_named()
    {
        await using var ledger = await shared.WithSample();
        var kept = (await ledger.Signed("vessa-water", Visibility.Evaluators)).Note;
        var clean = await Verify(ledger, kept);
        Assert.Empty(clean.Findings);
        Assert.Equal(4, clean.Logs.Count);
        Assert.Single(clean.Logs, log => log.Since is not null);

        await Finds("update {0}.mt_events set data = jsonb_set(data, '{{data,words}}', '\"What nobody said.\"') where stream_id = 'vessa-water' and version = (select min(version) from {0}.mt_events where data -> 'data' ? 'words')", "is not as it was recorded");
        await Finds("update {0}.mt_events set data = jsonb_set(data, '{{recordedBy}}', '\"somebody\"') where stream_id = 'vessa-water' and version = 100", "entry 100 (");
        await Finds("update {0}.mt_events set timestamp = timestamp + interval '1 microsecond' where stream_id = 'vessa-water' and version = 101", "entry 101 (");
        await Finds("update {0}.mt_events set data = data - 'salt' where stream_id = 'vessa-water' and version = 102", "entry 102 (");
        await Finds("delete from {0}.mt_events where stream_id = 'vessa-water' and version = 380", "380 entries were signed, and there are 379: the last 1 are gone");
        await Finds("delete from {0}.mt_events where stream_id = 'vessa-water' and version = 200", "cannot be read");
        await Finds("delete from {0}.log_tiles where endeavour = 'vessa-water' and circle = 'PUBLIC'", "has 0 leaves of");
        await Finds("update {0}.log_tiles set hashes = overlay(hashes placing sha256('x') from 33) where endeavour = 'vessa-water' and circle = 'TEAM' and tile = 1", "is of no entry as it stands");
        await Finds("update {0}.checkpoints set note = replace(note, E'\\n380\\n', E'\\n379\\n') where circle = 'CONVENERS'", "that the key did not make");
        await Finds("delete from {0}.log_heads", "how far its logs are is gone");
        await Finds("update {0}.log_heads set sizes = '{{0,0,0,0}}', sequence = 0", "its log is gone");
        await Finds("update {0}.mt_events set data = data - 'occurredAt' where version = 103", "cannot be read");
        await Finds("update {0}.mt_events set data = data - 'data' where version = 103", "cannot be read");
        await Finds("update {0}.checkpoints set note = ''", "cannot be read as a signed note");
        await Finds("update {0}.checkpoints set received_at = received_at - interval '1 day' where circle = 'CONVENERS'", "is told otherwise");
        await Finds("delete from {0}.checkpoints where circle = 'CONVENERS'", "the last checkpoint is of 0 leaves, and the log has 380");

        async Task Finds(string change, string what)
        {
            await using var altered = await shared.WithSample();
            await using (var connection = altered.Store.Storage.Database.CreateConnection())
            {
                await connection.OpenAsync(Stop);
                await using var command = new NpgsqlCommand(string.Format(null, change, altered.Events.Schema), connection);
                Assert.InRange(await command.ExecuteNonQueryAsync(Stop), 1, int.MaxValue);
            }
            // As whoever comes later reads it, who remembers nothing.
            using var other = InterchangeLedger.Host(shared.ConnectionString, altered.Events.Schema);
            var check = (LedgerCheck)other.Services.GetService(typeof(LedgerCheck))!;
            Assert.Contains((await check.RunAsync(null, [], Stop)).Findings, finding => finding.ToString().Contains(what, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task a_log_that_was_altered_is_signed_no_more()
    {
        await using var ledger = await shared.Empty();
        await ledger.Take([.. Lines.Many("many", 100)]);
        await ledger.Sign();
        await using (var connection = ledger.Store.Storage.Database.CreateConnection())
        {
            await connection.OpenAsync(Stop);
            await using var command = new NpgsqlCommand($"update {ledger.Events.Schema}.log_tiles set hashes = overlay(hashes placing sha256('x') from 33)", connection);
            await command.ExecuteNonQueryAsync(Stop);
        }
        await ledger.Take([.. Lines.Many("many", 120)]);
        using var other = InterchangeLedger.Host(shared.ConnectionString, ledger.Events.Schema);
        await ((Checkpointing)other.Services.GetService(typeof(Checkpointing))!).CatchUp(Stop);

        Assert.Equal(100, (await ledger.Signed("many", Visibility.Conveners)).Size);
    }

    [Fact]
    public async Task what_was_recorded_before_there_were_proofs_is_signed_too()
    {
        await using var ledger = await shared.Empty();
        Assert.True((await ledger.Run(InterchangeLedger.Options, [Sample])).IsClean);
        await using (var connection = ledger.Store.Storage.Database.CreateConnection())
        {
            await connection.OpenAsync(Stop);
            await using var command = new NpgsqlCommand(string.Format(null,
                "update {0}.mt_events set data = data - 'salt'; drop function {0}.new_salt; drop table {0}.log_keys, {0}.log_heads, {0}.log_tiles, {0}.checkpoints;", ledger.Events.Schema), connection);
            await command.ExecuteNonQueryAsync(Stop);
        }
        using var host = InterchangeLedger.Host(shared.ConnectionString, ledger.Events.Schema);
        await ((Marten.IDocumentStore)host.Services.GetService(typeof(Marten.IDocumentStore))!).Storage.ApplyAllConfiguredChangesToDatabaseAsync();

        await ((Checkpointing)host.Services.GetService(typeof(Checkpointing))!).CatchUp(Stop);

        var report = await ((LedgerCheck)host.Services.GetService(typeof(LedgerCheck))!).RunAsync(null, [], Stop);
        Assert.Empty(report.Findings);
        Assert.Equal(380, report.Logs[0].Entries);
        await using var again = ledger.Store.Storage.Database.CreateConnection();
        await again.OpenAsync(Stop);
        await using var distinct = new NpgsqlCommand($"select count(distinct data ->> 'salt') from {ledger.Events.Schema}.mt_events", again);
        Assert.Equal(380L, await distinct.ExecuteScalarAsync(Stop));
    }

    [Fact]
    public async Task a_log_whose_head_is_gone_is_not_begun_anew()
    {
        await using var ledger = await shared.Empty();
        await ledger.Take([.. Lines.Many("many", 100)]);
        await ledger.Sign();
        await using (var connection = ledger.Store.Storage.Database.CreateConnection())
        {
            await connection.OpenAsync(Stop);
            await using var command = new NpgsqlCommand(string.Format(null, "delete from {0}.log_heads; delete from {0}.log_tiles; update {0}.mt_events set data = jsonb_set(data, '{{recordedBy}}', '\"x\"')", ledger.Events.Schema), connection);
            await command.ExecuteNonQueryAsync(Stop);
        }
        using var other = InterchangeLedger.Host(shared.ConnectionString, ledger.Events.Schema);
        await ((Checkpointing)other.Services.GetService(typeof(Checkpointing))!).CatchUp(Stop);

        Assert.Single(await ledger.Part<ProofBook>().All("many", Visibility.Conveners, Stop));
        Assert.NotEmpty((await ((LedgerCheck)other.Services.GetService(typeof(LedgerCheck))!).RunAsync(null, [], Stop)).Findings);
    }

    [Fact]
    public async Task two_nodes_that_sign_at_once_make_one_log()
    {
        await using var ledger = await shared.Empty();
        using var other = InterchangeLedger.Host(shared.ConnectionString, ledger.Events.Schema);
        var theirs = (Checkpointing)other.Services.GetService(typeof(Checkpointing))!;
        string[] lines = [.. Lines.Many("many", 300)];
        for (var taken = 0; taken < lines.Length; taken += 20)
        {
            await ledger.Take(lines[..Math.Min(lines.Length, taken + 20)]);
            await Task.WhenAll(ledger.Sign(), theirs.CatchUp(Stop), Task.Run(() => theirs.CatchUp(Stop), Stop), Verify(ledger).ContinueWith(check => Assert.Empty(check.Result.Findings), Stop, TaskContinuationOptions.None, TaskScheduler.Default));
        }
        Assert.Empty((await Verify(ledger)).Findings);
        Assert.Equal(300, (await ledger.Signed("many", Visibility.Conveners)).Size);
    }

    static Task<CheckReport> Verify(InterchangeLedger ledger, params string[] since) => ledger.Part<LedgerCheck>().RunAsync(null, since, Stop);

    static async Task<string> Sizes(InterchangeLedger ledger)
    {
        var sizes = new List<long>();
        foreach (var circle in Enum.GetValues<Visibility>())
            sizes.Add((await ledger.Signed("river", circle)).Size);
        return string.Join(' ', sizes);
    }

    static string Reclassified(string entry, string to) => Lines.Line("river", "EntryReclassified", $$"""{"entry":"{{entry}}","visibility":"{{to}}","reason":"Agreed."}""");
}
