using Weasel.Core;

namespace ConveningLedger.Store.Access;

/// <summary>The tables of who has which part: roles as a log that is only added to, sessions, invitations, and the secrets of the ledger.</summary>
static class AccessTables
{
    /// <summary>The channel on which all nodes hear that something was said of who may come in.</summary>
    internal const string Channel = "ledger_access";

    // What is kept of these for a moment is stale then, whoever wrote them.
    static readonly string[] Announced = ["sessions"];

    static readonly (string Name, string Columns)[] Tables =
    [
        ("secrets", "name text primary key, secret bytea not null"),
        ("access_log", """
            id bigint generated always as identity primary key, at timestamptz not null default clock_timestamp(), endeavour text not null, subject text not null,
            role text, made_by text not null, reason text
            """),
        ("people", "subject text primary key, name text not null"),
        ("sessions", """
            id uuid primary key, subject text not null, kind text not null, name text not null, endeavour text, role text, made_by text not null,
            made_at timestamptz not null default clock_timestamp(), expires_at timestamptz not null, ended_at timestamptz
            """),
        ("invitations", """
            id uuid primary key, code bytea not null unique, endeavour text, role text, name text not null, made_by text not null,
            made_at timestamptz not null default clock_timestamp(), expires_at timestamptz not null, ended_at timestamptz, used_by text
            """),
    ];

    static readonly (string Name, string On)[] Indexes =
    [
        ("access_log_subject", "access_log (subject, endeavour, id)"), ("access_log_endeavour", "access_log (endeavour, id)"), ("sessions_subject", "sessions (subject)"),
        ("sessions_endeavour", "sessions (endeavour) where endeavour is not null"), ("invitations_endeavour", "invitations (endeavour)"),
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
        foreach (var (name, on) in Indexes)
        {
            yield return new ScriptedObject(schema, name, $"create index if not exists {name} on {schema}.{on};",
                $"drop index if exists {schema}.{name};", "pg_indexes schemaname indexname");
        }
        yield return new ScriptedObject(schema, "access_changed",
            $"create or replace function {schema}.access_changed() returns trigger language plpgsql as $$ begin perform pg_notify('{Channel}', ''); return null; end $$;",
            $"drop function if exists {schema}.access_changed();", "information_schema.routines routine_schema routine_name");
        foreach (var table in Announced)
        {
            yield return new ScriptedObject(schema, $"{table}_changed",
                $"create or replace trigger {table}_changed after insert or update or delete or truncate on {schema}.{table} for each statement execute function {schema}.access_changed();",
                $"drop trigger if exists {table}_changed on {schema}.{table};", "information_schema.triggers trigger_schema trigger_name");
        }
    }
}
