using System.Data.Common;
using Weasel.Core;
using Weasel.Postgresql;

namespace ConveningLedger.Store;

/// <summary>Something in the database that a script of the ledger's own makes, as Marten's migrations see it: it is there, or it is made; or it is gone.</summary>
/// <param name="schema">Its schema.</param>
/// <param name="name">Its name; null: it is the schema itself.</param>
/// <param name="create">What makes it.</param>
/// <param name="drop">What takes it away.</param>
/// <param name="found">Where it is found, as a table of PostgreSQL's with the columns of schema and name: <c>pg_tables schemaname tablename</c>.</param>
sealed class ScriptedObject(string schema, string? name, string create, string drop, string found) : ISchemaObject
{
    /// <summary>Whether it is to be taken away.</summary>
    public bool IsGone { get; private init; }

    /// <summary>Something that an earlier version made, and that is taken away.</summary>
    /// <inheritdoc cref="ScriptedObject"/>
    public static ScriptedObject Gone(string schema, string name, string drop, string found) => new(schema, name, drop, "", found) { IsGone = true };

    public DbObjectName Identifier { get; } = new PostgresqlObjectName(schema, name ?? "schema", SchemaUtils.IdentifierUsage.General);

    public void WriteCreateStatement(Migrator migrator, TextWriter writer) => writer.WriteLine(create);

    public void WriteDropStatement(Migrator rules, TextWriter writer) => writer.WriteLine(drop);

    public void ConfigureQueryCommand(Weasel.Core.DbCommandBuilder builder)
    {
        var parts = found.Split(' ');
        builder.Append($"select 1 from {parts[0]} where {parts[1]} = ");
        builder.AppendParameter(schema);
        if (name is not null)
        {
            builder.Append($" and {parts[2]} = ");
            builder.AppendParameter(name);
        }
        builder.Append(";");
    }

    public async Task<ISchemaObjectDelta> CreateDeltaAsync(DbDataReader reader, CancellationToken ct = default)
    {
        var exists = await reader.ReadAsync(ct);
        return new SchemaObjectDelta(this, exists != IsGone ? SchemaPatchDifference.None : SchemaPatchDifference.Create);
    }

    public IEnumerable<DbObjectName> AllNames()
    {
        yield return Identifier;
    }
}
