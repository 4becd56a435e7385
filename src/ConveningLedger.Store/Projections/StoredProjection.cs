using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Weasel.Core.Migrations;

namespace ConveningLedger.Store.Projections;

/// <summary>
/// A projection that Marten keeps. A late, corrected, retracted or reclassified entry can change anything, so what is kept of an
/// endeavour is never moved on by an event but derived anew from the same fold that frames are made of: the frame at the end of time,
/// with all that is recorded, once for each circle. Only what differs is written.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="histories">The histories.</param>
public abstract class StoredProjection(string name, Func<Histories> histories) : IProjection
{
    static readonly Visibility[] Clearances = Enum.GetValues<Visibility>();

    /// <summary>Its name, a contract: progress is kept under it, and it is rebuilt by it.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        foreach (var endeavour in events.Select(appended => appended.StreamKey!).Distinct())
        {
            var history = await histories().Current(endeavour, cancellation);
            // A page of a long stream brings it up to its end; the pages after it find nothing to do.
            var done = await operations.LoadAsync<Projected>(Projected.IdOf(Name, endeavour), cancellation);
            if (done?.Sequence >= history.Count)
                continue;
            foreach (var clearance in Clearances)
                await Project(operations, endeavour, clearance, EndOfTime(history, clearance), cancellation);
            operations.Store(new Projected(Projected.IdOf(Name, endeavour), Name, history.Count));
        }
    }

    /// <summary>The frame that is kept; null where the endeavour does not exist for the circle.</summary>
    /// <param name="history">The history.</param>
    /// <param name="clearance">The circle.</param>
    public static Frame? EndOfTime(History history, Visibility clearance) =>
        history.ExistsFor(clearance) ? history.At(Instant.MaxValue, Instant.MaxValue, clearance) : null;

    /// <summary>What is torn down before it is rebuilt.</summary>
    /// <param name="options">Takes it.</param>
    public abstract void Teardown(AsyncOptions options);

    /// <summary>Writes what a circle may see of an endeavour.</summary>
    protected abstract Task Project(IDocumentOperations operations, string endeavour, Visibility clearance, Frame? frame, CancellationToken cancellation);
}

/// <summary>How far a projection has an endeavour.</summary>
/// <param name="Id">The projection and the endeavour.</param>
/// <param name="Projection">The projection.</param>
/// <param name="Sequence">The sequence of the last entry that is in what it keeps.</param>
public sealed record Projected(string Id, string Projection, int Sequence)
{
    /// <summary>The id of an endeavour in a projection.</summary>
    public static string IdOf(string projection, string endeavour) => $"{projection}/{endeavour}";
}

/// <summary>Keeps documents.</summary>
/// <typeparam name="T">The document.</typeparam>
/// <param name="name">Its name.</param>
/// <param name="histories">The histories.</param>
/// <param name="documents">The documents of a frame.</param>
public sealed class DocumentProjection<T>(string name, Func<Histories> histories, Func<Frame, IEnumerable<T>> documents) : StoredProjection(name, histories)
    where T : class, IStoredDocument
{
    /// <inheritdoc/>
    public override void Teardown(AsyncOptions options) => options.DeleteViewTypeOnTeardown<T>();

    /// <inheritdoc/>
    protected override async Task Project(IDocumentOperations operations, string endeavour, Visibility clearance, Frame? frame, CancellationToken cancellation)
    {
        var fresh = frame is null ? [] : documents(frame).ToDictionary(document => document.Id);
        var prefix = $"{endeavour}/{ValueNames.Of(clearance)}";
        foreach (var id in await operations.Query<T>().Where(document => document.Endeavour == endeavour).Select(document => document.Id).ToListAsync(cancellation))
        {
            if ((id == prefix || id.StartsWith($"{prefix}/", StringComparison.Ordinal)) && !fresh.ContainsKey(id))
                operations.Delete<T>(id);
        }
        operations.Store<T>([.. fresh.Values]);
    }
}

/// <summary>Keeps rows of tables, in a schema for each circle.</summary>
/// <param name="name">Its name.</param>
/// <param name="histories">The histories.</param>
/// <param name="schema">The ledger's own schema.</param>
/// <param name="tables">The tables.</param>
public sealed class TableProjection(string name, Func<Histories> histories, string schema, IReadOnlyList<Table> tables) : StoredProjection(name, histories)
{
    /// <inheritdoc/>
    public override void Teardown(AsyncOptions options)
    {
        foreach (var clearance in Enum.GetValues<Visibility>())
        {
            foreach (var table in tables)
                options.DeleteDataInTableOnTeardown($"{Circles.SchemaOf(schema, clearance)}.{table.Name}");
        }
    }

    /// <inheritdoc/>
    protected override Task Project(IDocumentOperations operations, string endeavour, Visibility clearance, Frame? frame, CancellationToken cancellation)
    {
        var circle = Circles.SchemaOf(schema, clearance);
        foreach (var table in tables)
            operations.QueueSqlCommand(table.ReplaceStatement(circle), FlatTables.Json(table, frame), endeavour);
        return Task.CompletedTask;
    }
}

/// <summary>The projections of the ledger.</summary>
public static class StoredProjections
{
    /// <summary>The list of endeavours.</summary>
    public const string Endeavours = "endeavours";

    /// <summary>The feed of micro-shifts.</summary>
    public const string MicroShifts = "micro-shifts";

    /// <summary>The full-text search.</summary>
    public const string Search = "search";

    /// <summary>The narratives.</summary>
    public const string Calls = "call-histories";

    /// <summary>The identities.</summary>
    public const string Identities = "identity-trajectories";

    /// <summary>The tables for SQL.</summary>
    public const string Tables = "flat-tables";

    /// <summary>All of them, by name.</summary>
    /// <param name="schema">The ledger's own schema.</param>
    /// <param name="histories">The histories.</param>
    public static IEnumerable<StoredProjection> All(string schema, Func<Histories> histories) =>
    [
        new DocumentProjection<EndeavourSummary>(Endeavours, histories, EndeavourSummary.Of),
        new DocumentProjection<CallHistory>(Calls, histories, CallHistory.Of),
        new DocumentProjection<IdentityTrajectory>(Identities, histories, IdentityTrajectory.Of),
        new TableProjection(MicroShifts, histories, schema, [FlatTables.MicroShifts]),
        new TableProjection(Search, histories, schema, [FlatTables.EntryTexts]),
        new TableProjection(Tables, histories, schema, FlatTables.Others),
    ];

    /// <summary>Has Marten keep them.</summary>
    /// <param name="marten">The store's options.</param>
    /// <param name="schema">The ledger's own schema.</param>
    /// <param name="histories">The histories; null: only the tables are wanted.</param>
    internal static void Register(StoreOptions marten, string schema, Func<Histories>? histories)
    {
        foreach (var projection in histories is null ? [] : All(schema, histories))
        {
            marten.Projections.Add(projection, ProjectionLifecycle.Async, projection.Name, options =>
            {
                projection.Teardown(options);
                // That takes the others' marks too; they find that nothing differs, and set them again.
                options.DeleteViewTypeOnTeardown<Projected>();
            });
        }
        foreach (var document in new[] { typeof(EndeavourSummary), typeof(CallHistory), typeof(IdentityTrajectory), typeof(Projected) })
            marten.RegisterDocumentType(document);
        marten.Storage.Add(new StoredTables(marten, schema));
    }

    sealed class StoredTables(StoreOptions options, string schema) : FeatureSchemaBase("stored_tables", options.Advanced.Migrator)
    {
        public override Type StorageType => typeof(StoredTables);

        // One order for the printed schema.
        public override IEnumerable<Type> DependentTypes()
        {
            yield return typeof(EntryIndexes);
        }

        protected override IEnumerable<Weasel.Core.ISchemaObject> schemaObjects()
        {
            foreach (var clearance in Enum.GetValues<Visibility>())
            {
                var circle = Circles.SchemaOf(schema, clearance);
                yield return new ScriptedObject(circle, null, Circles.CreateStatement(circle, clearance), $"drop schema if exists {circle};", "pg_namespace nspname");
                foreach (var table in FlatTables.All)
                    yield return new ScriptedObject(circle, table.Name, table.CreateStatement(circle), $"drop table if exists {circle}.{table.Name};", "pg_tables schemaname tablename");
            }
        }
    }
}
