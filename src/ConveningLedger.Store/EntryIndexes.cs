using Marten;
using Weasel.Core;
using Weasel.Core.Migrations;

namespace ConveningLedger.Store;

/// <summary>
/// What the ledger has in the database beside what Marten makes: indexes on the table of events, for an entry's id and ref are unique within its
/// endeavour, what appends entries, and the tables of access. All in one, since Marten makes what does not depend on each other in any order.
/// </summary>
sealed class EntryIndexes(StoreOptions options, string schema) : FeatureSchemaBase("entry_indexes", options.Advanced.Migrator)
{
    /// <summary>Their names, which Marten's own migrations have to leave alone.</summary>
    public static readonly string[] Names = ["ledger_entry_id", "ledger_entry_ref"];

    public override Type StorageType => typeof(EntryIndexes);

    public override IEnumerable<Type> DependentTypes()
    {
        yield return typeof(JasperFx.Events.IEvent);
    }

    protected override IEnumerable<ISchemaObject> schemaObjects()
    {
        yield return Index(Names[0], "(stream_id, id)");
        yield return Index(Names[1], "(stream_id, (data ->> 'ref')) where data ->> 'ref' is not null");
        yield return EntryAppending.Function(schema);
        foreach (var made in Access.AccessTables.Objects(schema).Concat(Proofs.ProofTables.Objects(schema)).Concat(Erasure.ErasureTables.Objects(schema)))
            yield return made;
    }

    ScriptedObject Index(string name, string on) => new(schema, name, $"create unique index if not exists {name} on {schema}.mt_events {on};",
        $"drop index if exists {schema}.{name};", "pg_indexes schemaname indexname");
}
