using System.Text.Json;
using ConveningLedger.Store.Erasure;
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
/// <param name="pace">How fast.</param>
/// <param name="schema">The ledger's own schema.</param>
public abstract class StoredProjection(string name, Func<Histories> histories, Pace pace, string schema) : IProjection
{
    // About 8 MB.
    const int MostRemembered = 256 * 1024;

    static readonly Visibility[] Clearances = Enum.GetValues<Visibility>();

    readonly Dictionary<string, Kept> kept = new(StringComparer.Ordinal);
    long uses;

    /// <summary>Its name, a contract: progress is kept under it, and it is rebuilt by it.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation) =>
        pace.Take(token => Apply(operations, events, token), cancellation);

    async Task Apply(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        string[] endeavours = [.. events.Select(appended => appended.StreamKey!).Distinct()];
        var done = (await operations.LoadManyAsync<Projected>(cancellation, endeavours.Select(endeavour => Projected.IdOf(Name, endeavour)))).ToDictionary(one => one.Id, one => one.Sequence);
        foreach (var (endeavour, history) in await histories().Current(endeavours, cancellation))
        {
            // A page of a long stream brings it up to its end; the pages after it find nothing to do.
            var written = done.TryGetValue(Projected.IdOf(Name, endeavour), out var sequence) ? sequence : -1;
            if (written >= history.Count)
                continue;
            // First of all, so that who destroys words waits for what was read with them, or nothing of it is written; then it is read and done again.
            operations.QueueSqlCommand($"select {schema}.{ErasureTables.StillAsRead}(?, ?)", endeavour, history.LastErasure);
            // Only what was committed is what is written: a batch that failed is done again, by whoever does it.
            var before = Remembered(endeavour, written, history.LastErasure);
            var now = new Kept(history.Count, history.LastErasure);
            var made = new Made();
            foreach (var clearance in Clearances)
            {
                made.Turn(EndOfTime(history, clearance));
                await Project(operations, endeavour, clearance, made, (part, pieces) => now.Take(clearance, part, pieces, before), cancellation);
            }
            operations.Store(new Projected(Projected.IdOf(Name, endeavour), Name, history.Count));
            Remember(endeavour, now);
        }
    }

    /// <summary>Writes all that is kept of an endeavour anew, whatever is written.</summary>
    /// <param name="operations">Takes what is written.</param>
    /// <param name="history">The history.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task Derive(IDocumentOperations operations, History history, CancellationToken cancellation)
    {
        var made = new Made();
        foreach (var clearance in Clearances)
        {
            made.Turn(EndOfTime(history, clearance));
            await Project(operations, history.Endeavour, clearance, made, (_, _) => null, cancellation);
        }
        operations.Store(new Projected(Projected.IdOf(Name, history.Endeavour), Name, history.Count));
    }

    Kept? Remembered(string endeavour, int written, long lastErasure)
    {
        lock (kept)
            return kept.GetValueOrDefault(endeavour) is { } remembered && remembered.Sequence == written && remembered.LastErasure == lastErasure ? remembered : null;
    }

    void Remember(string endeavour, Kept now)
    {
        now.Settle();
        // A rebuild goes on beside what is kept.
        lock (kept)
        {
            now.LastUse = ++uses;
            kept[endeavour] = now;
            while (kept.Count > 0 && kept.Values.Sum(one => one.Count) > MostRemembered)
                kept.Remove(kept.MinBy(pair => pair.Value.LastUse).Key);
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
    /// <param name="operations">Takes what is written.</param>
    /// <param name="endeavour">The slug.</param>
    /// <param name="clearance">The circle.</param>
    /// <param name="made">The frame, and what was made of it for the circle before.</param>
    /// <param name="differing">Of a part and all its pieces those that differ from what is written; null where that is not known.</param>
    /// <param name="cancellation">Stops it.</param>
    private protected abstract Task Project(
        IDocumentOperations operations, string endeavour, Visibility clearance, Made made, Func<int, IReadOnlyList<Piece>, IReadOnlyList<Piece>?> differing, CancellationToken cancellation);
}

/// <summary>What is made of the frame of a circle. Where the next circle sees the very same entries, its rows are the same, too.</summary>
sealed class Made
{
    readonly Dictionary<Table, IReadOnlyList<Piece>> rows = [];

    /// <summary>The frame; null where the endeavour does not exist for the circle.</summary>
    public Frame? Frame { get; private set; }

    /// <summary>Goes on to the next circle.</summary>
    /// <param name="next">Its frame.</param>
    public void Turn(Frame? next)
    {
        if (Frame is null || next is null || Frame.Edition.KnownCount != next.Edition.KnownCount || !Frame.Edition.Known.SequenceEqual(next.Edition.Known, ReferenceEqualityComparer.Instance))
            rows.Clear();
        Frame = next;
    }

    /// <summary>The rows of a table.</summary>
    /// <param name="table">The table.</param>
    public IReadOnlyList<Piece> Rows(Table table) => rows.TryGetValue(table, out var made) ? made : rows[table] = FlatTables.Rows(table, Frame);
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
/// <param name="pace">How fast.</param>
/// <param name="schema">The ledger's own schema.</param>
/// <param name="documents">The documents of a frame.</param>
public sealed class DocumentProjection<T>(string name, Func<Histories> histories, Pace pace, string schema, Func<Frame, IEnumerable<T>> documents) : StoredProjection(name, histories, pace, schema)
    where T : class, IStoredDocument
{
    /// <inheritdoc/>
    public override void Teardown(AsyncOptions options) => options.DeleteViewTypeOnTeardown<T>();

    /// <inheritdoc/>
    private protected override async Task Project(
        IDocumentOperations operations, string endeavour, Visibility clearance, Made made, Func<int, IReadOnlyList<Piece>, IReadOnlyList<Piece>?> differing, CancellationToken cancellation)
    {
        var frame = made.Frame;
        var fresh = frame is null ? [] : documents(frame).ToDictionary(document => document.Id);
        if (differing(0, [.. fresh.Select(document => new Piece(document.Key, JsonSerializer.Serialize(document.Value)))]) is { } changed)
        {
            operations.Store<T>([.. changed.Select(piece => fresh[piece.Key])]);
            return;
        }
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
/// <param name="pace">How fast.</param>
/// <param name="schema">The ledger's own schema.</param>
/// <param name="tables">The tables.</param>
public sealed class TableProjection(string name, Func<Histories> histories, Pace pace, string schema, IReadOnlyList<Table> tables) : StoredProjection(name, histories, pace, schema)
{
    readonly string schema = schema;

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
    private protected override Task Project(
        IDocumentOperations operations, string endeavour, Visibility clearance, Made made, Func<int, IReadOnlyList<Piece>, IReadOnlyList<Piece>?> differing, CancellationToken cancellation)
    {
        var circle = Circles.SchemaOf(schema, clearance);
        for (var part = 0; part < tables.Count; part++)
        {
            var table = tables[part];
            var rows = made.Rows(table);
            if (differing(part, rows) is not { } changed)
                operations.QueueSqlCommand(table.ReplaceStatement(circle), [.. FlatTables.Columns(table, rows), endeavour]);
            else if (changed.Count > 0)
                operations.QueueSqlCommand(table.WriteStatement(circle), [.. FlatTables.Columns(table, changed)]);
        }
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

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All("", () => throw new InvalidOperationException(), new(1)).Select(projection => projection.Name)];

    /// <summary>All of them, by name.</summary>
    /// <param name="schema">The ledger's own schema.</param>
    /// <param name="histories">The histories.</param>
    /// <param name="pace">How fast.</param>
    public static IEnumerable<StoredProjection> All(string schema, Func<Histories> histories, Pace pace) =>
    [
        new DocumentProjection<EndeavourSummary>(Endeavours, histories, pace, schema, EndeavourSummary.Of),
        new DocumentProjection<CallHistory>(Calls, histories, pace, schema, CallHistory.Of),
        new DocumentProjection<IdentityTrajectory>(Identities, histories, pace, schema, IdentityTrajectory.Of),
        new TableProjection(MicroShifts, histories, pace, schema, [FlatTables.MicroShifts]),
        new TableProjection(Search, histories, pace, schema, [FlatTables.EntryTexts]),
        new TableProjection(Tables, histories, pace, schema, FlatTables.Others),
    ];

    /// <summary>Has Marten keep them.</summary>
    /// <param name="marten">The store's options.</param>
    /// <param name="schema">The ledger's own schema.</param>
    /// <param name="histories">The histories; null: only the tables are wanted.</param>
    /// <param name="pace">How fast.</param>
    internal static void Register(StoreOptions marten, string schema, Func<Histories>? histories, Pace pace)
    {
        foreach (var projection in histories is null ? [] : All(schema, histories, pace))
        {
            marten.Projections.Add(projection, ProjectionLifecycle.Async, projection.Name, options =>
            {
                projection.Teardown(options);
                // Its own marks alone: whose mark is not there is held for what has passed everything over.
                options.DeleteDataInTableOnTeardown($"{schema}.mt_doc_{nameof(Projected).ToLowerInvariant()} where starts_with(id, '{Projected.IdOf(projection.Name, "")}')");
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
