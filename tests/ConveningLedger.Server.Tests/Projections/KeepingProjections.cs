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
        await using var source = NpgsqlDataSource.Create(connectionString);
        var comparison = new KeptBesideFold(services.GetRequiredService<IDocumentStore>(), source);
        foreach (var slug in slugs)
            await comparison.Compare(await services.GetRequiredService<Histories>().Current(slug, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Assert.Empty(comparison.Differences);
        Assert.InRange(comparison.Rows, 100, int.MaxValue);
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
