using JasperFx.Events;
using Npgsql;
using Weasel.Core;

namespace ConveningLedger.Store;

/// <summary>
/// How entries come into Marten's tables: those of any number of endeavours by one call, set by set. Marten's own function appends to one
/// stream, event by event; here every round takes along whoever waits, and an import is long. The rows are the same. Marten's projections
/// are not woken by each append: they look by themselves, and at once where somebody waits for them.
/// </summary>
static class EntryAppending
{
    /// <summary>The name of the function.</summary>
    public const string Name = "append_entries";

    const string OutOfTurn = "MT003";

    /// <summary>Whether nothing was appended because a stream had gone on: as was found before it was written to, or, where somebody else was just writing, by its key.</summary>
    /// <param name="fault">What was said.</param>
    public static bool IsOutOfTurn(Exception? fault) =>
        fault is PostgresException { SqlState: OutOfTurn } or EventStreamUnexpectedMaxEventIdException || (fault?.InnerException is { } inner && IsOutOfTurn(inner));

    /// <summary>What makes it.</summary>
    /// <param name="schema">Where it is.</param>
    public static ISchemaObject Function(string schema) => new ScriptedObject(schema, Name,
        $"""
        create or replace function {schema}.{Name}(streams varchar[], versions bigint[], ids uuid[], types varchar[], dotnet_types varchar[], bodies text[], timestamps timestamptz[])
        returns void language plpgsql as $$
        declare
            out_of_turn varchar;
        begin
            select head.stream into out_of_turn
            from (select stream, min(version) as first from unnest(streams, versions) as entry(stream, version) group by stream) as head
            left join {schema}.mt_streams on mt_streams.id = head.stream
            where head.first <> coalesce(mt_streams.version, 0) + 1 limit 1;
            if out_of_turn is not null then
                raise exception 'The stream of % has gone on', out_of_turn using errcode = '{OutOfTurn}';
            end if;
            insert into {schema}.mt_streams (id, version, timestamp)
            select stream, max(version), now() from unnest(streams, versions) as entry(stream, version) group by stream
            on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp;
            insert into {schema}.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type)
            select nextval('{schema}.mt_events_sequence'), id, stream, version, body::jsonb, type, received_at, dotnet_type
            from unnest(streams, versions, ids, types, dotnet_types, bodies, timestamps) with ordinality
                as entry(stream, version, id, type, dotnet_type, body, received_at, place)
            order by place;
            perform pg_notify('{Announcements.Channel}', stream) from (select distinct stream from unnest(streams) as stream) as told;
        end $$;
        """.ReplaceLineEndings("\n"),
        $"drop function if exists {schema}.{Name}(varchar[], bigint[], uuid[], varchar[], varchar[], text[], timestamptz[]);", "information_schema.routines routine_schema routine_name");
}
