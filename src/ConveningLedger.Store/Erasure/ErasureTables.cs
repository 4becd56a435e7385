using Npgsql;
using Weasel.Core;

namespace ConveningLedger.Store.Erasure;

/// <summary>
/// The log of what was destroyed, which is only added to and has no words of what was: which members of which entries, by whom, when and why.
/// Beside it that the database has still to let go of what is left of it.
/// </summary>
static class ErasureTables
{
    /// <summary>The channel on which all nodes hear in which endeavour something was destroyed.</summary>
    internal const string Channel = "ledger_erased";

    /// <summary>Who destroys has it alone until the end of the transaction; who writes what a projection keeps shares it.</summary>
    internal const string Alone = "select pg_advisory_xact_lock(hashtextextended('erase ' || $1, 0))";

    /// <summary>The name of the function that lets nothing be written that was read before words were destroyed.</summary>
    internal const string StillAsRead = "still_as_read";

    /// <summary>The name of the function by which who destroys has an endeavour alone, as it was read, with the key that signed; or nothing is destroyed.</summary>
    internal const string AloneAsRead = "alone_as_read";

    const string NotAsRead = "CL001";

    static readonly (string Name, string Columns)[] Tables =
    [
        ("erasures", """
            number bigint generated always as identity primary key, id uuid not null, endeavour text not null, entry uuid not null, paths text[] not null,
            made_by text not null, made_at timestamptz not null, reason text not null, unique (id, entry)
            """),
        ("cleanings", "number bigint generated always as identity primary key, due_since timestamptz not null default clock_timestamp()"),
    ];

    /// <summary>Whether nothing was written because what it was made of is not as it was read.</summary>
    /// <param name="fault">What was said, with what PostgreSQL said in it.</param>
    public static bool IsNotAsRead(string fault) => fault.Contains(NotAsRead, StringComparison.Ordinal);

    /// <inheritdoc cref="IsNotAsRead(string)"/>
    public static bool IsNotAsRead(Exception? fault) => fault is PostgresException { SqlState: NotAsRead } || (fault?.InnerException is { } inner && IsNotAsRead(inner));

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
        yield return new ScriptedObject(schema, StillAsRead,
            $"""
            create or replace function {schema}.{StillAsRead}(slug text, known bigint) returns void language plpgsql as $$
            begin
                perform pg_advisory_xact_lock_shared(hashtextextended('erase ' || slug, 0));
                if exists (select from {schema}.erasures where endeavour = slug and number > known) then
                    raise exception 'Words of % were destroyed since it was read', slug using errcode = '{NotAsRead}';
                end if;
            end $$;
            """.ReplaceLineEndings("\n"),
            $"drop function if exists {schema}.{StillAsRead}(text, bigint);", "information_schema.routines routine_schema routine_name");
        yield return new ScriptedObject(schema, AloneAsRead,
            $"""
            create or replace function {schema}.{AloneAsRead}(slug text, head bigint, known bigint, key bigint) returns void language plpgsql as $$
            begin
                perform pg_advisory_xact_lock_shared(hashtextextended('import ' || slug, 0));
                perform pg_advisory_xact_lock(hashtextextended('record ' || slug, 0));
                perform pg_advisory_xact_lock(hashtextextended('erase ' || slug, 0));
                perform pg_advisory_xact_lock_shared(hashtextextended('log keys', 0));
                if head <> (select coalesce(max(version), 0) from {schema}.mt_events where stream_id = slug)
                    or known <> (select coalesce(max(number), 0) from {schema}.erasures where endeavour = slug)
                    or not exists (select from {schema}.log_keys where id = key and retired_at is null) then
                    raise exception '% is not as it was read', slug using errcode = '{NotAsRead}';
                end if;
            end $$;
            """.ReplaceLineEndings("\n"),
            $"drop function if exists {schema}.{AloneAsRead}(text, bigint, bigint, bigint);", "information_schema.routines routine_schema routine_name");
        // Until it was refused, what had been read before was written, and marked to be derived anew.
        yield return ScriptedObject.Gone(schema, "projected", $"drop function if exists {schema}.projected(text, text, bigint);", "information_schema.routines routine_schema routine_name");
        yield return ScriptedObject.Gone(schema, "stale_projections", $"drop table if exists {schema}.stale_projections;", "pg_tables schemaname tablename");
    }
}
