using System.Text.Json;
using ConveningLedger.Ledger;
using ConveningLedger.Store;
using ConveningLedger.Store.Projections;
using ConveningLedger.Tests.Properties;
using Stream = ConveningLedger.Tests.Properties.Stream;
using FsCheck;
using FsCheck.Fluent;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConveningLedger.Server.Tests.Projections;

/// <summary>Whatever is recorded, in whatever order, what is kept is the fold.</summary>
public sealed class KeepingProjections(PostgresServer server)
{
    static readonly Visibility[] Clearances = Enum.GetValues<Visibility>();

    [Fact]
    public async Task every_stored_projection_at_every_clearance_is_the_fold_also_after_a_rebuild()
    {
        // It is in the slugs, and so in what is said of a failure.
        var seed = Environment.TickCount;
        var connectionString = await server.CreateDatabase();
        var streams = Gen.Sample(AnySteps.Steps().Generator, 50, new Rnd((ulong)seed, 1), 4).Index().ToDictionary(pair => $"stream-{seed}-{pair.Index}", pair => Stream.Of(pair.Item));
        await using (var ledger = await LedgerApi.Start(connectionString))
        {
            var random = new Random(seed);
            // A few entries of each at a time, late ones and amendments among them, so that what was kept before has to be mended.
            var left = streams.ToDictionary(pair => pair.Key, pair => new Queue<Entry>(pair.Value.Entries));
            while (left.Values.Any(entries => entries.Count > 0))
            {
                foreach (var (slug, entries) in left)
                {
                    var next = Enumerable.Range(0, Math.Min(entries.Count, random.Next(1, 30))).Select(_ => entries.Dequeue() with { Endeavour = slug }).ToList();
                    await Append(ledger.Services, next);
                }
                if (random.Next(3) == 0)
                    await CatchUp(ledger.Services);
            }
            await CatchUp(ledger.Services);
            await AssertKept(ledger.Services, streams.Keys, connectionString);
        }

        using var alone = Alone(connectionString);
        await Spoil(connectionString);
        using (var daemon = await alone.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync())
        {
            foreach (var projection in StoredProjections.All("ledger", () => throw new InvalidOperationException(), new(1)))
                await daemon.RebuildProjectionAsync(projection.Name, TestContext.Current.CancellationToken);
        }
        await AssertKept(alone.Services, streams.Keys, connectionString);
        await server.DropDatabase(connectionString);
    }

    static async Task Append(IServiceProvider services, List<Entry> entries)
    {
        await using var session = services.GetRequiredService<IDocumentStore>().LightweightSession();
        services.GetRequiredService<EntryEvents>().Append(session, entries);
        await session.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    static async Task CatchUp(IServiceProvider services)
    {
        foreach (var lag in await services.GetRequiredService<ProjectionState>().Lags(TestContext.Current.CancellationToken))
            await services.GetRequiredService<ProjectionState>().WaitFor(lag.Name, _ => true, TestContext.Current.CancellationToken);
    }

    static async Task AssertKept(IServiceProvider services, IEnumerable<string> slugs, string connectionString)
    {
        await using var session = services.GetRequiredService<IDocumentStore>().QuerySession();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var rows = 0;
        foreach (var slug in slugs)
        {
            var history = await services.GetRequiredService<Histories>().Current(slug, TestContext.Current.CancellationToken);
            foreach (var clearance in Clearances)
            {
                var frame = StoredProjection.EndOfTime(history, clearance);
                await AssertDocuments(session, slug, clearance, frame is null ? [] : EndeavourSummary.Of(frame));
                await AssertDocuments(session, slug, clearance, frame is null ? [] : CallHistory.Of(frame));
                await AssertDocuments(session, slug, clearance, frame is null ? [] : IdentityTrajectory.Of(frame));
                foreach (var table in FlatTables.All)
                {
                    var columns = string.Join(", ", table.Written.Select(column => $"\"{column.Name}\""));
                    var name = $"{Circles.SchemaOf("ledger", clearance)}.{table.Name}";
                    var fresh = string.Concat(table.Fresh.Split('?').Select((part, number) => number == 0 ? part : $"${number + 1}{part}"));
                    await using var command = source.CreateCommand(
                        $"""
                        with kept as (select {columns} from {name} where endeavour = $1),
                            folded as ({fresh})
                        select (select count(*) from (table kept except all table folded) as more), (select count(*) from (table folded except all table kept) as less), (select count(*) from kept)
                        """);
                    command.Parameters.Add(new() { Value = slug });
                    foreach (var column in FlatTables.Columns(table, FlatTables.Rows(table, frame)))
                        command.Parameters.Add(new() { Value = column });
                    await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
                    await reader.ReadAsync(TestContext.Current.CancellationToken);
                    Assert.True((reader.GetInt64(0), reader.GetInt64(1)) == (0, 0), $"{name} of {slug}: {reader.GetInt64(0)} rows too many, {reader.GetInt64(1)} missing.");
                    rows += (int)reader.GetInt64(2);
                }
            }
        }
        Assert.InRange(rows, 100, int.MaxValue);
    }

    static async Task AssertDocuments<T>(IQuerySession session, string slug, Visibility clearance, IEnumerable<T> folded) where T : class, IStoredDocument
    {
        var kept = await session.Query<T>().Where(document => document.Endeavour == slug).ToListAsync(TestContext.Current.CancellationToken);
        var prefix = $"{slug}/{ValueNames.Of(clearance)}";
        Assert.Equal(folded.OrderBy(document => document.Id, StringComparer.Ordinal).Select(document => JsonSerializer.Serialize(document)),
            kept.Where(document => document.Id == prefix || document.Id.StartsWith($"{prefix}/", StringComparison.Ordinal)).OrderBy(document => document.Id, StringComparer.Ordinal).Select(document => JsonSerializer.Serialize(document)));
    }

    /// <summary>Leaves of what is kept a part, and that wrong.</summary>
    static async Task Spoil(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            """
            delete from ledger_conveners.entries where kind = 'FieldNoteTaken';
            update ledger_team.entries set account = 'Spoilt.';
            insert into ledger_public.elements (endeavour, key, is_on_map) values ('no-such-endeavour', 'ghost', true);
            delete from ledger.mt_doc_callhistory;
            update ledger.mt_doc_endeavoursummary set data = jsonb_set(data, '{Title}', '"Spoilt."');
            """);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    static IHost Alone(string connectionString)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddLedger(connectionString, new LedgerOptions());
        return builder.Build();
    }
}
