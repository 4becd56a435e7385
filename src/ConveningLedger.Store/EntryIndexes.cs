using System.Data.Common;
using Marten;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;

namespace ConveningLedger.Store;

/// <summary>The ledger's own indexes on Marten's table of events: an entry's id and ref are unique within its endeavour.</summary>
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
        yield return new Index(schema, Names[0], "(stream_id, id)");
        yield return new Index(schema, Names[1], "(stream_id, (data ->> 'ref')) where data ->> 'ref' is not null");
    }

    sealed class Index(string schema, string name, string on) : ISchemaObject
    {
        public DbObjectName Identifier { get; } = new PostgresqlObjectName(schema, name, SchemaUtils.IdentifierUsage.General);

        public void WriteCreateStatement(Migrator migrator, TextWriter writer) =>
            writer.WriteLine($"create unique index if not exists {name} on {schema}.mt_events {on};");

        public void WriteDropStatement(Migrator rules, TextWriter writer) => writer.WriteLine($"drop index if exists {schema}.{name};");

        public void ConfigureQueryCommand(Weasel.Core.DbCommandBuilder builder)
        {
            builder.Append("select 1 from pg_indexes where schemaname = ");
            builder.AppendParameter(schema);
            builder.Append(" and indexname = ");
            builder.AppendParameter(name);
            builder.Append(";");
        }

        public async Task<ISchemaObjectDelta> CreateDeltaAsync(DbDataReader reader, CancellationToken ct = default)
        {
            var exists = await reader.ReadAsync(ct);
            return new SchemaObjectDelta(this, exists ? SchemaPatchDifference.None : SchemaPatchDifference.Create);
        }

        public IEnumerable<DbObjectName> AllNames()
        {
            yield return Identifier;
        }
    }
}
