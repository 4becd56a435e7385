using ConveningLedger.Ledger;
using ConveningLedger.Store;
using ConveningLedger.Store.Projections;
using ConveningLedger.Tests.Properties;
using Stream = ConveningLedger.Tests.Properties.Stream;
using FsCheck;
using FsCheck.Fluent;
using JasperFx;
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
            foreach (var projection in StoredProjections.Names)
                await daemon.RebuildProjectionAsync(projection, TestContext.Current.CancellationToken);
        }
        await AssertKept(alone.Services, streams.Keys, connectionString);
        await server.DropDatabase(connectionString);
    }

    [Fact]
    public async Task what_a_projection_passed_over_is_taken_in_later()
    {
        var connectionString = await server.CreateDatabase();
        var stream = Stream.Of(Gen.Sample(AnySteps.Steps().Generator, 1, new Rnd(4, 1), 40).Single()).Entries.Select(entry => entry with { Endeavour = "late" }).ToList();
        await using (var ledger = await LedgerApi.Start(connectionString))
        {
            await Append(ledger.Services, stream[..^5]);
            await CatchUp(ledger.Services);
            await using (var source = NpgsqlDataSource.Create(connectionString))
            {
                // As if the numbers of the next five had been held for lost.
                await using var passOver = source.CreateCommand(
                    "update ledger.mt_event_progression set last_seq_id = last_seq_id + 5 where name = 'HighWaterMark' or name in ('endeavours:All', 'search:All', 'flat-tables:All')");
                await passOver.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
        }
        using var alone = Alone(connectionString);
        await Append(alone.Services, stream[^5..]);
        Assert.Equal(3, await alone.Services.GetRequiredService<ProjectionAudit>().Look(TestContext.Current.CancellationToken));
        Assert.Equal(0, await alone.Services.GetRequiredService<ProjectionAudit>().Look(TestContext.Current.CancellationToken));
        using (var daemon = await alone.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync())
        {
            foreach (var projection in (string[])[StoredProjections.Calls, StoredProjections.Identities, StoredProjections.MicroShifts])
                await daemon.RebuildProjectionAsync(projection, TestContext.Current.CancellationToken);
        }
        await AssertKept(alone.Services, ["late"], connectionString, least: 1);
        Assert.Equal(0, await alone.Services.GetRequiredService<ProjectionAudit>().Look(TestContext.Current.CancellationToken));
        await server.DropDatabase(connectionString);
    }

    [Fact(Timeout = 60_000)]
    public async Task what_gave_up_goes_on_once_that_is_mended()
    {
        var connectionString = await server.CreateDatabase();
        var stream = Stream.Of(Gen.Sample(AnySteps.Steps().Generator, 1, new Rnd(5, 1), 40).Single()).Entries.Select(entry => entry with { Endeavour = "broken" }).ToList();
        await using (var ledger = await LedgerApi.Start(connectionString))
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await Append(ledger.Services, stream[..^5]);
            await CatchUp(ledger.Services);
            await Rename("ledger.mt_doc_projected", "away");
            await Append(ledger.Services, stream[^5..]);
            // A table that is not there is no fault that passes: nobody else starts again what fails by it.
            while (!await HaveGivenUp(ledger.Services))
                await Task.Delay(50, TestContext.Current.CancellationToken);
            await Rename("ledger.away", "mt_doc_projected");
            while ((await ledger.Services.GetRequiredService<ProjectionState>().Lags(TestContext.Current.CancellationToken)).Any(lag => lag.Behind > 0))
                await Task.Delay(50, TestContext.Current.CancellationToken);
            await AssertKept(ledger.Services, ["broken"], connectionString, least: 1);

            async Task Rename(string table, string to)
            {
                await using var command = source.CreateCommand($"alter table {table} rename to {to}");
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
        }
        await server.DropDatabase(connectionString);
    }

    static async Task<bool> HaveGivenUp(IServiceProvider services) =>
        (await services.GetRequiredService<Marten.Events.Daemon.Coordination.IProjectionCoordinator>().AllDaemonsAsync()).SelectMany(daemon => daemon.CurrentAgents())
            .Count(agent => agent.Status != AgentStatus.Running && agent.Failure is { IsTransient: false }) == StoredProjections.Names.Count;

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

    static async Task AssertKept(IServiceProvider services, IEnumerable<string> slugs, string connectionString, int least = 100)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        var comparison = new KeptBesideFold(services.GetRequiredService<IDocumentStore>(), source);
        foreach (var slug in slugs)
            await comparison.Compare(await services.GetRequiredService<Histories>().Current(slug, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Assert.Empty(comparison.Differences);
        Assert.InRange(comparison.Rows, least, int.MaxValue);
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
