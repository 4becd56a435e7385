using Weasel.Core;

namespace ConveningLedger.Store.Proofs;

/// <summary>
/// The tables of what proves that nothing was rewritten: the keys that sign, for each endeavour and circle the hashes of its log in tiles, and
/// the checkpoints that were signed of it. They are beside the events; what they say is recomputed from those by <see cref="LedgerCheck"/>.
/// </summary>
static class ProofTables
{
    /// <summary>How many hashes a tile has.</summary>
    public const int TileWidth = 64;

    static readonly (string Name, string Columns)[] Tables =
    [
        ("log_keys", "id bigint generated always as identity primary key, public_key bytea not null, seed bytea, made_at timestamptz not null default clock_timestamp(), retired_at timestamptz, hand_over text"),
        ("log_heads", "endeavour text primary key, sequence bigint not null, sizes bigint[] not null"),
        ("log_tiles", "endeavour text not null, circle text not null, tile int not null, hashes bytea not null, primary key (endeavour, circle, tile)"),
        ("checkpoints", """
            endeavour text not null, circle text not null, size bigint not null, root bytea not null, received_at timestamptz not null,
            made_at timestamptz not null default clock_timestamp(), note text not null, primary key (endeavour, circle, size)
            """),
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
        yield return new ScriptedObject(schema, "log_keys_one", $"create unique index if not exists log_keys_one on {schema}.log_keys ((true)) where retired_at is null;",
            $"drop index if exists {schema}.log_keys_one;", "pg_indexes schemaname indexname");
        // Entries that were recorded before there were proofs get their salts when this is made: two random UUIDs have more than the 16 bytes.
        yield return new ScriptedObject(schema, "new_salt",
            $$"""
            create or replace function {{schema}}.new_salt() returns text language sql volatile as $$ select encode(substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16), 'base64') $$;
            update {{schema}}.mt_events set data = data || jsonb_build_object('salt', {{schema}}.new_salt()) where not data ? 'salt';
            """.ReplaceLineEndings("\n"),
            $"drop function if exists {schema}.new_salt();", "information_schema.routines routine_schema routine_name");
    }
}
