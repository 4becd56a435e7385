using System.Diagnostics;
using ConveningLedger.Benchmarks.Running;
using ConveningLedger.Store;
using ConveningLedger.Store.Projections;
using ConveningLedger.Store.Proofs;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConveningLedger.Benchmarks.Comparisons;

/// <summary>Rebuilding all that is projected, beside a COPY of the produced rows into the same tables.</summary>
static class Rebuilding
{
    const string Tables =
        """
        select format('%I.%I', schemaname, tablename) from pg_tables
        where schemaname like 'ledger\_%' or (schemaname = 'ledger' and tablename in ('mt_doc_endeavoursummary', 'mt_doc_callhistory', 'mt_doc_identitytrajectory'))
        order by 1
        """;

    public static async Task Run(Ground ground)
    {
        var database = await ground.Database("rebuilding");
        await ground.Import(database, "h-usual", ground.Sizes.Usual);
        var source = ground.Source(database);
        using var host = Host(database);
        var (rebuilds, copies) = (new List<double>(), new List<double>());
        var tables = new List<string>();
        await using (var command = source.CreateCommand(Tables))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                tables.Add(reader.GetString(0));
        }
        for (var round = 0; round < Math.Min(3, ground.Sizes.Rounds); round++)
        {
            await Figures.Rest();
            var watch = Stopwatch.StartNew();
            await Rebuild(host);
            var rebuilt = watch.Elapsed;
            await Figures.Rest();
            var (rows, copied) = (0L, TimeSpan.Zero);
            foreach (var table in tables)
            {
                var (some, took) = await Copying.Timed(source, table, $"truncate {table}");
                rows += some;
                copied += took;
            }
            rebuilds.Add(rows / rebuilt.TotalSeconds);
            copies.Add(rows / copied.TotalSeconds);
        }
        var (ours, floor) = (Figures.Median(rebuilds), Figures.Median(copies));
        ground.Add(new($"rebuild of all projections of {ground.Sizes.Usual:#,0} entries ÷ COPY of their rows", "rows/s", new() { ["ledger"] = ours, ["floor"] = floor }, ours / floor, AtLeast: 0.3));
    }

    /// <summary>Projects and signs all that is in a database, so that no node does while it is measured.</summary>
    public static async Task Project(string database)
    {
        using var host = Host(database);
        await Rebuild(host);
        await host.Services.GetRequiredService<Checkpointing>().CatchUp(CancellationToken.None);
    }

    // `ledger projections rebuild` does all at once; here no more than there are processors.
    static Task Rebuild(IHost host) => Parallel.ForEachAsync(
        StoredProjections.Names.Reverse(), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
        async (projection, stop) =>
        {
            using var daemon = await host.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync();
            await daemon.RebuildProjectionAsync(projection, stop);
        });

    static IHost Host(string database)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.AddLedger(database, new());
        return builder.Build();
    }
}
