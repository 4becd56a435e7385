using ConveningLedger.Store.Projections;
using ConveningLedger.Store.Proofs;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>A ledger with an endeavour for each way in which it is spoilt.</summary>
public sealed class SpoiltLedger(PostgresServer server) : IAsyncLifetime
{
    const int Entries = 12;

    /// <summary>How each endeavour is spoilt, by its slug.</summary>
    static readonly Dictionary<string, string> Spoiling = new()
    {
        ["sound"] = "",
        ["removed"] = "delete from ledger.mt_events where stream_id = 'removed' and version = 8",
        ["removed-last"] = "delete from ledger.mt_events where stream_id = 'removed-last' and version = 18; update ledger.mt_streams set version = 17 where id = 'removed-last'",
        ["doubled"] = """
            insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type)
            select nextval('ledger.mt_events_sequence'), id, stream_id, 19, data, type, timestamp, mt_dotnet_type from ledger.mt_events where stream_id = 'doubled' and version = 9;
            update ledger.mt_streams set version = 19 where id = 'doubled'
            """,
        ["gapped"] = "update ledger.mt_events set version = 20 where stream_id = 'gapped' and version = 18",
        ["reworded"] = """update ledger.mt_events set data = jsonb_set(data, '{visibility}', '"PUBLIC"') || '{"occurredAt": "1999"}' where stream_id = 'reworded' and version = 10""",
        ["added"] = """
            insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type)
            select nextval('ledger.mt_events_sequence'), gen_random_uuid(), stream_id, 19, data, type, timestamp, mt_dotnet_type from ledger.mt_events where stream_id = 'added' and version = 9;
            update ledger.mt_streams set version = 19 where id = 'added'
            """,
        ["row-altered"] = "update ledger_team.entries set account = 'Spoilt.' where endeavour = 'row-altered'",
        ["row-removed"] = "delete from ledger_conveners.entry_texts where endeavour = 'row-removed' and entry = (select min(entry::text)::uuid from ledger_conveners.entry_texts where endeavour = 'row-removed')",
        ["row-added"] = "insert into ledger_public.elements (endeavour, key, is_on_map) values ('row-added', 'ghost', true)",
        ["count-altered"] = """update ledger.mt_doc_endeavoursummary set data = jsonb_set(data, '{Title}', '"Spoilt."') where id = 'count-altered/PUBLIC'""",
        ["unsigned"] = "delete from ledger.checkpoints where endeavour = 'unsigned' and circle = 'CONVENERS'; update ledger.log_heads set sequence = 0, sizes = '{0,0,0,0}' where endeavour = 'unsigned'",
    };

    readonly Dictionary<string, Journal> journals = [];

    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>What was acknowledged of an endeavour.</summary>
    internal Journal JournalOf(string endeavour) => journals[endeavour];

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await server.CreateDatabase();
        await using (var ledger = await LedgerApi.Start(ConnectionString))
        {
            foreach (var endeavour in Spoiling.Keys)
                journals[endeavour] = await Record(ledger, endeavour);
            foreach (var lag in await ledger.Services.GetRequiredService<ProjectionState>().Lags(default))
                await ledger.Services.GetRequiredService<ProjectionState>().WaitFor(lag.Name, _ => true, default);
            await ledger.Services.GetRequiredService<Checkpointing>().CatchUp(default);
        }
        // No server is there any more that would mend it, or refuse it.
        await using var source = NpgsqlDataSource.Create($"{ConnectionString};Pooling=false");
        await using (var loosen = source.CreateCommand($"drop index if exists {string.Join(", ", Store.EntryIndexes.Names.Select(name => $"ledger.{name}"))}"))
            await loosen.ExecuteNonQueryAsync();
        foreach (var spoil in Spoiling.Values.Where(spoil => spoil != ""))
        {
            await using var command = source.CreateCommand(spoil);
            Assert.True(await command.ExecuteNonQueryAsync() > 0, spoil);
        }
    }

    public async ValueTask DisposeAsync() => await server.DropDatabase(ConnectionString);

    static async Task<Journal> Record(LedgerApi ledger, string endeavour)
    {
        var (journal, random) = (new Journal(), new Random(1));
        foreach (var told in Told.Beginning(endeavour, random).Concat(Enumerable.Range(0, Entries).Select(_ => Told.Any(endeavour, random, null))).ToList())
        {
            journal.Send(told);
            var payload = await ledger.Submit(told.Kind, told.Input);
            Assert.Equal(0, payload.GetProperty("errors").GetArrayLength());
            journal.Acknowledge(told, (long)payload.GetProperty("entry").GetProperty("sequence").GetDouble());
        }
        return journal;
    }
}

/// <summary>Whatever is wrong is found: else that nothing is found would say nothing.</summary>
public sealed class FindingLosses(SpoiltLedger spoilt) : IClassFixture<SpoiltLedger>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task nothing_is_found_where_nothing_is_wrong()
    {
        await using var check = await Checked("sound");

        Assert.Empty(check.Findings);
        Assert.Equal((0, 0), (check.Lost, check.Doubled));
    }

    [Theory]
    [InlineData("removed", 1, 0, "was acknowledged as 8 and is not there.")]
    [InlineData("removed", 1, 0, "its sequence is not 1 to 17")]
    [InlineData("removed-last", 1, 0, "was acknowledged as 18 and is not there.")]
    [InlineData("removed-last", 1, 0, "18 entries were signed, and there are 17")]
    [InlineData("doubled", 0, 1, "is there 2 times.")]
    [InlineData("gapped", 0, 0, "its sequence is not 1 to 18: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 20")]
    [InlineData("gapped", 0, 0, "Entry 20 of 'gapped' does not follow entry 17.")]
    [InlineData("gapped", 0, 0, "was acknowledged as 18 and is 20.")]
    [InlineData("reworded", 0, 0, "is not as it was sent")]
    [InlineData("reworded", 0, 0, "is not as it was recorded.")]
    [InlineData("added", 0, 0, "was sent by nobody.")]
    [InlineData("row-altered", 0, 0, "ledger_team.entries of row-altered")]
    [InlineData("row-removed", 0, 0, "ledger_conveners.entry_texts of row-removed: 0 rows too many, 1 missing.")]
    [InlineData("row-added", 0, 0, "ledger_public.elements of row-added: 1 rows too many, 0 missing.")]
    [InlineData("count-altered", 0, 0, "EndeavourSummary of count-altered/PUBLIC is not as it is folded: {")]
    [InlineData("unsigned", 0, 0, "unsigned, as TEAM know it: its log is gone.")]
    public async Task what_is_wrong_is_found(string endeavour, int lost, int doubled, string finding)
    {
        await using var check = await Checked(endeavour);

        Assert.Contains(check.Findings, found => found.Contains(finding, StringComparison.Ordinal));
        Assert.Equal((lost, doubled), (check.Lost, check.Doubled));
    }

    [Theory]
    [InlineData("abc", "abc", null)]
    [InlineData("ab", "abc", "0 more than once, 1 not at all, 0 that are not there.")]
    [InlineData("abbc", "abc", "1 more than once, 0 not at all, 0 that are not there.")]
    [InlineData("abcd", "abc", "0 more than once, 0 not at all, 1 that are not there")]
    [InlineData("acb", "abc", "in another order.")]
    public async Task what_a_subscriber_missed_or_heard_twice_is_found(string heard, string entries, string? finding)
    {
        await using var check = new Check(spoilt.ConnectionString);

        check.Heard("somebody", Ids(heard), Ids(entries));

        Assert.Equal(finding is not null, check.Findings.Any(found => found.Contains(finding ?? "", StringComparison.Ordinal)));
        Assert.Equal(finding is null ? 0 : 1, check.Findings.Count);

        static Guid[] Ids(string letters) => [.. letters.Select(letter => new Guid(letter, 0, 0, new byte[8]))];
    }

    [Fact]
    public void an_entry_that_is_acknowledged_at_two_places_is_found()
    {
        var (journal, told) = (new Journal(), Told.Any("anything", new Random(1), null));
        journal.Acknowledge(told, 1);
        journal.Acknowledge(told, null);
        journal.Acknowledge(told, 1);
        Assert.Empty(journal.Findings);

        journal.Acknowledge(told, 2);

        Assert.Contains("as 1 and as 2", Assert.Single(journal.Findings));
    }

    [Fact]
    public void so_many_seeds_in_a_row_as_there_are_faults_have_each_and_a_seed_always_the_same()
    {
        var kinds = Enum.GetValues<FaultKind>();

        Assert.Equal(kinds, Enumerable.Range(7, kinds.Length).SelectMany(seed => Schedule.Of(seed).Faults).Select(fault => fault.Kind).Distinct().Order());
        Assert.Equal(Schedule.Of(12).ToString(), Schedule.Of(12).ToString());
        Assert.NotEqual(Schedule.Of(12).ToString(), Schedule.Of(13).ToString());
    }

    async Task<Check> Checked(string endeavour)
    {
        var check = new Check(spoilt.ConnectionString);
        await check.Entries(spoilt.JournalOf(endeavour), Stop);
        await check.Projections([endeavour], Stop);
        await check.Proofs([endeavour], Stop);
        return check;
    }
}
