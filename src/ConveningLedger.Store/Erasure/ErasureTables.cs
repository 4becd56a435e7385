using Weasel.Core;

namespace ConveningLedger.Store.Erasure;

/// <summary>
/// The log of what was destroyed, which is only added to and has no words of what was: which members of which entries, by whom, when and why. Beside it
/// which projections have to be derived anew, since they took an endeavour in as it was before.
/// </summary>
static class ErasureTables
{
    /// <summary>The channel on which all nodes hear in which endeavour something was destroyed.</summary>
    internal const string Channel = "ledger_erased";

    /// <summary>Who destroys has it alone until the end of the transaction; who writes what a projection keeps shares it.</summary>
    internal const string Alone = "select pg_advisory_xact_lock(hashtextextended('erase ' || $1, 0))";

    static readonly (string Name, string Columns)[] Tables =
    [
        ("erasures", """
            number bigint generated always as identity primary key, id uuid not null, endeavour text not null, entry uuid not null, paths text[] not null,
            made_by text not null, made_at timestamptz not null, reason text not null, unique (id, entry)
            """),
        ("stale_projections", "projection text not null, endeavour text not null, primary key (projection, endeavour)"),
    ];

    /// <summary>What makes them.</summary>
    /// <param name="schema">Where they are.</param>
    public static IEnumerable<ISchemaObject> Objects(string schema)
    {
        foreach (var (name, columns) in Tables)
        {
            yield return new ScriptedObject(schema, name, $"create table if not exists {schema}.{name} ({columns.ReplaceLineEndings(" ")});",
                $"drop table if exists {schema}.{name};", "pg_tables schemaname tablename");
        }
        yield return new ScriptedObject(schema, "erasures_endeavour", $"create index if not exists erasures_endeavour on {schema}.erasures (endeavour, number);",
            $"drop index if exists {schema}.erasures_endeavour;", "pg_indexes schemaname indexname");
        yield return new ScriptedObject(schema, "projected",
            $"""
            create or replace function {schema}.projected(name text, slug text, known bigint) returns void language plpgsql as $$
            begin
                perform pg_advisory_xact_lock_shared(hashtextextended('erase ' || slug, 0));
                if exists (select from {schema}.erasures where endeavour = slug and number > known) then
                    insert into {schema}.stale_projections values (name, slug) on conflict do nothing;
                    perform pg_notify('{Channel}', slug);
                end if;
            end $$;
            """.ReplaceLineEndings("\n"),
            $"drop function if exists {schema}.projected(text, text, bigint);", "information_schema.routines routine_schema routine_name");
    }
}
