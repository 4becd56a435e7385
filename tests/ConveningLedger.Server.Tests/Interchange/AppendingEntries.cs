using ConveningLedger.Ledger;
using ConveningLedger.Store;
using Npgsql;

namespace ConveningLedger.Server.Tests.Interchange;

public sealed class AppendingEntries(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    const string Rows = "version, id, type, data, bdata, tenant_id, mt_dotnet_type, timestamp, is_archived";
    const string Streams = "type, version, tenant_id, is_archived, compacted_version";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task their_rows_are_those_that_marten_makes()
    {
        await using var ledger = await InterchangeLedger.Open(database.ConnectionString, "appending");
        Assert.True((await ledger.Run(InterchangeLedger.Options, [Path.Combine(AppContext.BaseDirectory, "Sample", "vessa-water.jsonl")])).IsClean);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using (var session = ledger.Store.LightweightSession())
        {
            var events = new List<object>();
            foreach (var entry in await Entries(ledger, source, "vessa-water"))
            {
                var @event = session.Events.BuildEvent(Activator.CreateInstance(EntryEvents.EventType(entry.Kind), entry)!);
                (@event.Id, @event.Timestamp) = (entry.Id, entry.ReceivedAt.ToDateTimeOffset());
                events.Add(@event);
            }
            Assert.InRange(events.Count, 380, int.MaxValue);
            session.Events.Append("martens", events);
            await session.SaveChangesAsync(Stop);
        }
        foreach (var (columns, table, key) in new[] { (Rows, "mt_events", "stream_id"), (Streams, "mt_streams", "id") })
        {
            Assert.Equal(0L, await Value(source,
                $"""
                with ours as (select {columns} from appending.{table} where {key} = 'vessa-water'), theirs as (select {columns} from appending.{table} where {key} = 'martens')
                select count(*) from ((table ours except table theirs) union all (table theirs except table ours)) as differing
                """));
        }
    }

    [Fact]
    public async Task out_of_turn_nothing_is_appended()
    {
        await using var ledger = await InterchangeLedger.Open(database.ConnectionString, "out_of_turn");
        Assert.True((await ledger.Run(InterchangeLedger.Options, [Path.Combine(AppContext.BaseDirectory, "Sample", "vessa-water.jsonl")])).IsClean);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var last = (await Entries(ledger, source, "vessa-water", "out_of_turn"))[^1];
        foreach (var sequence in new[] { last.Sequence, last.Sequence + 2 })
        {
            await using var session = ledger.Store.LightweightSession();
            // The good one of another endeavour is not appended either.
            ledger.Events.Append(session, [last with { Endeavour = "other", Sequence = 1 }, last with { Id = Guid.NewGuid(), Ref = null, Sequence = sequence }]);
            await Assert.ThrowsAnyAsync<Exception>(() => session.SaveChangesAsync(Stop));
        }
        Assert.Equal(last.Sequence, await Value(source, "select count(*) from out_of_turn.mt_events"));
    }

    static async Task<IReadOnlyList<Entry>> Entries(InterchangeLedger ledger, NpgsqlDataSource source, string slug, string schema = "appending")
    {
        await using var command = source.CreateCommand($"select version, id, type, timestamp, data from {schema}.mt_events where stream_id = $1 order by version");
        command.Parameters.Add(new() { Value = slug });
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var entries = new List<Entry>();
        while (await reader.ReadAsync(Stop))
            entries.Add(ledger.Events.Read(reader, slug));
        return entries;
    }

    static async Task<object?> Value(NpgsqlDataSource source, string query)
    {
        await using var command = source.CreateCommand(query);
        return await command.ExecuteScalarAsync(Stop);
    }
}
