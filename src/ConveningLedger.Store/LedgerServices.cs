using ConveningLedger.Store.Access;
using ConveningLedger.Store.Erasure;
using ConveningLedger.Store.Interchange;
using ConveningLedger.Store.Projections;
using ConveningLedger.Store.Proofs;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.Events;
using Marten;
using Marten.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolverine;
using Wolverine.Marten;

namespace ConveningLedger.Store;

/// <summary>Puts the store together.</summary>
public static class LedgerServices
{
    const int LongestCommand = 600;

    static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(6);

    // Of the memory for histories, what projections may take beside it.
    const int ShareOfProjections = 4;

    /// <summary>Adds the store: Marten, Wolverine, the histories and the door.</summary>
    /// <param name="host">The host.</param>
    /// <param name="connectionString">PostgreSQL.</param>
    /// <param name="options">What can be set.</param>
    public static IHostApplicationBuilder AddLedger(this IHostApplicationBuilder host, string connectionString, LedgerOptions options)
    {
        var services = host.Services;
        services.AddSingleton(options);
        services.AddSingleton(options.Catalogue);
        services.AddSingleton(new EntryEvents(options.Catalogue, options.Schema));
        services.AddSingleton<Standbys>();
        services.AddSingleton<Histories>();
        // Half of the connections are left to those who read, and to an import that recorders wait for.
        var width = Math.Max(1, new Npgsql.NpgsqlConnectionStringBuilder(connectionString).MaxPoolSize / 2);
        services.AddSingleton(provider => new Door(provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<Histories>(), width, options.Silence));
        services.AddSingleton<EndeavourList>();
        services.AddSingleton(new Pace(options.ProjectionShare));
        services.AddSingleton<ProjectionState>();
        services.AddSingleton<AcrossEndeavours>();
        services.AddSingleton<AccessNews>();
        services.AddSingleton<Announcements>();
        services.AddSingleton<Checkpointing>();
        services.AddSingleton<ProofBook>();
        services.AddSingleton<Bundle>();
        services.AddSingleton<LedgerCheck>();
        services.AddSingleton<Erasing>();
        // They need the store, so they are there only once it is made.
        services.AddSingleton(provider => new ProjectedHistories(new(provider.GetRequiredService<IDocumentStore>), provider.GetRequiredService<EntryEvents>(),
            options with { HistoriesBytes = options.HistoriesBytes / ShareOfProjections }, new(provider.GetRequiredService<Standbys>)));
        services.AddSingleton<AccessBook>();
        services.AddSingleton<Seals>();
        services.AddSingleton<Import>();
        services.AddSingleton<Export>();
        services.AddSingleton<DatabaseUpgrade>();
        services.AddSingleton(provider => new ClockCheck(provider.GetRequiredService<IDocumentStore>(), options, provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetRequiredService<IHostApplicationLifetime>(), provider.GetRequiredService<ILogger<ClockCheck>>()));
        services.AddHostedService(provider => provider.GetRequiredService<ClockCheck>());
        var added = services.AddMarten(provider =>
            {
                var marten = new StoreOptions();
                Configure(marten, connectionString, options, () => provider.GetRequiredService<ProjectedHistories>().Value, provider.GetRequiredService<Pace>());
                return marten;
            })
            .BuildSessionsWith<RecordingSessions>()
            .IntegrateWithWolverine(wolverine => wolverine.UseWolverineManagedEventSubscriptionDistribution = true);
        if (options.UpgradesAtStart)
            added.ApplyAllDatabaseChangesOnStartup();
        // After the tables are there, and before anything is answered.
        services.AddHostedService(provider => provider.GetRequiredService<Erasing>());
        services.AddHostedService(provider => provider.GetRequiredService<Seals>());
        services.AddHostedService(provider => provider.GetRequiredService<Announcements>());
        services.AddHostedService(provider => provider.GetRequiredService<Checkpointing>());
        services.AddSingleton<ProjectionAudit>();
        services.AddHostedService(provider => provider.GetRequiredService<ProjectionAudit>());
        services.AddHostedService(provider => new ProjectionWatch(provider.GetService<Marten.Events.Daemon.Coordination.IProjectionCoordinator>, provider.GetRequiredService<ILogger<ProjectionWatch>>()));
        host.UseWolverine(wolverine =>
        {
            wolverine.ApplicationAssembly = typeof(RecordHandler).Assembly;
            wolverine.ServiceName = "convening-ledger";
            wolverine.AutoBuildMessageStorageOnStartup = options.UpgradesAtStart ? AutoCreate.CreateOrUpdate : AutoCreate.None;
            // Where nobody else can run on the database there is no leader to elect.
            wolverine.Durability.Mode = options.IsAlone ? DurabilityMode.Solo : DurabilityMode.Balanced;
            // What a node did that is gone without a word, others do soon: unless it is heard of, its projections stand still.
            wolverine.Durability.HealthCheckPollingTime = SignOfLife;
            wolverine.Durability.StaleNodeTimeout = Silence;
            // The handler's adapter is compiled with the rest, not at the first writing.
            wolverine.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
            wolverine.Discovery.DisableConventionalDiscovery().IncludeType(typeof(RecordHandler));
            wolverine.Policies.AutoApplyTransactions();
        });
        return host;
    }

    /// <summary>A store by itself, for its schema.</summary>
    /// <param name="connectionString">PostgreSQL; nothing connects to it by itself.</param>
    /// <param name="options">What can be set.</param>
    public static DocumentStore Store(string connectionString, LedgerOptions options) =>
        DocumentStore.For(marten => Configure(marten, connectionString, options, null, new(1)));

    /// <summary>Makes the tables that are missing, or, where that is left to a command, sees to it that none is; and destroys again what a backup brought back.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="UpgradeNeededException">The database needs an upgrade, and only a command may do it.</exception>
    /// <exception cref="InvalidDataException">The log of erasures cannot be read.</exception>
    public static async Task PrepareDatabaseAsync(this IServiceProvider services, CancellationToken cancellation = default)
    {
        if (services.GetRequiredService<LedgerOptions>().UpgradesAtStart)
            await services.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        else if (await services.GetRequiredService<DatabaseUpgrade>().Needed(cancellation) is { Count: > 0 } needed)
            throw new UpgradeNeededException(needed);
        await services.GetRequiredService<Erasing>().Reapply(cancellation);
    }

    static void Configure(StoreOptions marten, string connectionString, LedgerOptions options, Func<Histories>? histories, Pace pace)
    {
        var connection = new Npgsql.NpgsqlConnectionStringBuilder(connectionString);
        // What a long endeavour is projected to takes longer than a query may; those who ask have limits of their own.
        if (!connection.ShouldSerialize("Command Timeout"))
            connection.CommandTimeout = LongestCommand;
        marten.Connection(connection.ConnectionString);
        marten.DatabaseSchemaName = options.Schema;
        marten.AutoCreateSchemaObjects = options.UpgradesAtStart ? AutoCreate.CreateOrUpdate : AutoCreate.None;
        marten.UseSystemTextJsonForSerialization(configure: json => json.Converters.Add(new RecordedConverters(options.Catalogue)));
        marten.Events.StreamIdentity = StreamIdentity.AsString;
        // The mode that keeps the times we give: Quick alone stamps events with the start of their transaction, which is before the
        // wait for the stream and can go back within it.
        marten.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        marten.Events.UseExclusiveLockOnConcurrentAppends = true;
        foreach (var kind in options.Catalogue.Kinds)
            marten.Events.MapEventType(EntryEvents.EventType(kind), EntryEvents.EventTypeName(kind));
        foreach (var index in EntryIndexes.Names)
            marten.Events.IgnoreIndex(index);
        marten.Storage.Add(new EntryIndexes(marten, options.Schema));
        StoredProjections.Register(marten, options.Schema, histories, pace);
        marten.Events.UseListenNotifyForEventAppends = true;
        marten.Projections.RebuildWithBulkCopy = true;
        marten.OpenTelemetry.TrackConnections = JasperFx.OpenTelemetry.TrackLevel.Normal;
    }

    /// <summary>The sessions of those who record: what takes long is projected, and not by them.</summary>
    sealed class RecordingSessions(IDocumentStore store, LedgerOptions options) : SessionFactoryBase(store)
    {
        public override SessionOptions BuildOptions() => new() { Tracking = DocumentTracking.None, Timeout = options.SilentSeconds };
    }
}
