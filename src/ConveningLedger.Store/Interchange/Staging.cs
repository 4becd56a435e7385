using System.Buffers;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace ConveningLedger.Store.Interchange;

/// <summary>
/// Where an import keeps what it has found good until it is recorded: temporary tables of one connection, so that memory does not
/// grow with the lines, nothing is left of an import that dies, and no transaction stays open. Endeavours are numbers there.
/// </summary>
/// <param name="connection">The connection.</param>
sealed class Staging(NpgsqlConnection connection)
{
    const string Columns = "version, id, type, timestamp, data";

    /// <summary>Makes the tables.</summary>
    public async Task Create(CancellationToken cancellation)
    {
        await using var create = new NpgsqlCommand(
            """
            create temp table import_entries (endeavour int not null, batch int not null, version bigint not null, id uuid not null,
                type text not null, timestamp timestamptz not null, data text not null, ref text);
            create unique index on pg_temp.import_entries (endeavour, id);
            create index on pg_temp.import_entries (endeavour, ref) where ref is not null;
            create temp table import_lines (line uuid primary key, count int not null);
            create temp table import_places (endeavour int not null, id uuid not null, place bigint not null, primary key (endeavour, id));
            """, connection);
        await create.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Makes ready for recording, once all are kept: then an index of batches is made at once. (One of ranges, made before, would know of none that came after it.)</summary>
    public async Task Settle(CancellationToken cancellation)
    {
        await using var settle = new NpgsqlCommand("create index on pg_temp.import_entries (endeavour, batch); analyze pg_temp.import_entries;", connection) { CommandTimeout = 0 };
        await settle.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Keeps entries.</summary>
    public async Task Add(IReadOnlyList<(ImportedStream Stream, int Batch, Entry Entry)> entries, CancellationToken cancellation)
    {
        if (entries.Count == 0)
            return;
        var body = new ArrayBufferWriter<byte>(4096);
        await using var writer = new Utf8JsonWriter(body, CanonicalJson.Options);
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy pg_temp.import_entries (endeavour, batch, {Columns}, ref) from stdin (format binary)", cancellation);
        foreach (var (stream, batch, entry) in entries)
        {
            body.ResetWrittenCount();
            writer.Reset(body);
            EntryJson.WriteBody(writer, entry.Salted());
            await writer.FlushAsync(cancellation);
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(stream.Number, NpgsqlDbType.Integer, cancellation);
            await copy.WriteAsync(batch, NpgsqlDbType.Integer, cancellation);
            await copy.WriteAsync(entry.Sequence, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(entry.Id, NpgsqlDbType.Uuid, cancellation);
            await copy.WriteAsync(EntryEvents.EventTypeName(entry.Kind), NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(entry.ReceivedAt.ToDateTimeOffset(), NpgsqlDbType.TimestampTz, cancellation);
            await copy.WriteAsync(body.WrittenMemory, NpgsqlDbType.Text, cancellation);
            if (entry.Ref is { } name)
                await copy.WriteAsync(name, NpgsqlDbType.Text, cancellation);
            else
                await copy.WriteNullAsync(cancellation);
        }
        await copy.CompleteAsync(cancellation);
    }

    /// <summary>The command that reads the entries of an endeavour that have one of these ids or refs.</summary>
    public static NpgsqlBatchCommand FindCommand(ImportedStream stream, Guid[] ids, string[] refs) => new(
        $"""
        select {Columns} from pg_temp.import_entries where endeavour = $1 and id = any($2)
        union all select {Columns} from pg_temp.import_entries where endeavour = $1 and ref = any($3) and not id = any($2)
        """)
    { Parameters = { new() { Value = stream.Number }, new() { Value = ids }, new() { Value = refs } } };

    /// <summary>
    /// Records a batch of an endeavour, in sequence, in the transaction that is under way: by what the door appends with, and without coming here
    /// again.
    /// </summary>
    /// <param name="stream">The endeavour, as it is recorded so far.</param>
    /// <param name="batch">Which batch.</param>
    /// <param name="after">When it is received; where it was checked later than that, it is received then.</param>
    /// <param name="events">How entries are events.</param>
    /// <param name="subject">Who imports, and convenes what is opened.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many entries it has, and when they are received.</returns>
    public async Task<(int Count, Instant Received)> Record(ImportedStream stream, int batch, Instant after, EntryEvents events, string subject, CancellationToken cancellation)
    {
        const string staged = "pg_temp.import_entries where endeavour = $1 and batch = $2";
        int count;
        Instant received;
        await using (var ask = new NpgsqlBatch(connection) { BatchCommands = { Of($"select count(*)::int, max(timestamp) from {staged}") }, Timeout = 0 })
        {
            await using var reader = await ask.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            (count, received) = (reader.GetInt32(0), RecordHandler.Later(after, Instant.FromDateTimeOffset(reader.GetFieldValue<DateTimeOffset>(1))));
        }
        await using var record = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Of($"""
                    select {events.Schema}.{EntryAppending.Name}(
                        array_agg($3::varchar), array_agg(version), array_agg(id), array_agg(type::varchar), array_agg(dotnet_type::varchar), array_agg(data), array_agg($4::timestamptz))
                    from (select * from (select * from {staged}) as entry join unnest($5::text[], $6::text[]) as kind(type, dotnet_type) using (type) order by version) as entry
                    """, stream.Endeavour, received.ToDateTimeOffset(), events.Types, events.DotnetTypes),
                Of($"insert into {events.Schema}.access_log (endeavour, subject, role, made_by, reason) select $3, $4, 'CONVENER', $4, 'opened it' from {staged} and type = $5",
                    stream.Endeavour, subject, EntryEvents.EventTypeName(events.Opening)),
            },
            Timeout = 0,
        };
        await record.ExecuteNonQueryAsync(cancellation);
        return (count, received);

        NpgsqlBatchCommand Of(string sql, params object[] parameters)
        {
            var command = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = stream.Number }, new() { Value = batch } } };
            foreach (var parameter in parameters)
                command.Parameters.Add(new() { Value = parameter });
            return command;
        }
    }

    /// <summary>Counts equal lines: for each line, how many there have been with these.</summary>
    public async Task<Dictionary<Guid, int>> Count(Dictionary<Guid, int> lines, CancellationToken cancellation)
    {
        await using var count = new NpgsqlCommand(
            """
            insert into pg_temp.import_lines as met select * from unnest($1::uuid[], $2::int[])
            on conflict (line) do update set count = met.count + excluded.count returning line, count
            """, connection)
        { Parameters = { new() { Value = lines.Keys.ToArray() }, new() { Value = lines.Values.ToArray() } } };
        var counted = new Dictionary<Guid, int>(lines.Count);
        await using var reader = await count.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            counted.Add(reader.GetGuid(0), reader.GetInt32(1));
        return counted;
    }

    /// <summary>Begins the counting anew, as each file does.</summary>
    public async Task ForgetCounts(CancellationToken cancellation)
    {
        await using var forget = new NpgsqlCommand("truncate pg_temp.import_lines", connection);
        await forget.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Keeps where in the files an entry stands first.</summary>
    public async Task AddPlaces(IReadOnlyList<(ImportedStream Stream, Guid Id, long Place)> places, CancellationToken cancellation)
    {
        await using var add = new NpgsqlCommand(
            "insert into pg_temp.import_places select * from unnest($1::int[], $2::uuid[], $3::bigint[]) on conflict do nothing", connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = places.Select(place => place.Stream.Number).ToArray() },
                new() { Value = places.Select(place => place.Id).ToArray() },
                new() { Value = places.Select(place => place.Place).ToArray() },
            },
        };
        await add.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The command that reads where in the files the recorded entries that have one of these ids or refs stand first.</summary>
    public static NpgsqlBatchCommand PlacesCommand(ImportedStream stream, Guid[] ids, string[] refs, EntryEvents events) => new(
        $"""
        select id, place from pg_temp.import_places where endeavour = $1 and id = any(
            $2 || array(select id from {events.Schema}.mt_events where stream_id = $4 and data ->> 'ref' = any($3)))
        """)
    {
        Parameters =
        {
            new() { Value = stream.Number }, new() { Value = ids }, new() { Value = refs }, new() { Value = stream.Endeavour },
        },
    };

    /// <summary>The place of the last line of an endeavour whose entry is recorded; before the first where there is none.</summary>
    public async Task<long> LastRecordedPlace(ImportedStream stream, EntryEvents events, CancellationToken cancellation)
    {
        await using var last = new NpgsqlCommand(
            $"""
            select coalesce(max(place), -1) from pg_temp.import_places
            where endeavour = $1 and exists (select from {events.Schema}.mt_events where stream_id = $2 and mt_events.id = import_places.id)
            """, connection)
        { Parameters = { new() { Value = stream.Number }, new() { Value = stream.Endeavour } }, CommandTimeout = 0 };
        return (long)(await last.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>The command that reads the recorded entries of an endeavour that do not stand in the files.</summary>
    public static NpgsqlBatchCommand ElsewhereCommand(ImportedStream stream, EntryEvents events) => new(
        $"""
        {events.Select}$1 and not exists (select from pg_temp.import_places where endeavour = $2 and import_places.id = mt_events.id)
        order by version
        """)
    { Parameters = { new() { Value = stream.Endeavour }, new() { Value = stream.Number } } };
}
