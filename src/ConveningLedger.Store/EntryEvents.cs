using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Marten;
using Npgsql;

namespace ConveningLedger.Store;

/// <summary>
/// The one place that knows how an entry is an event: its id, sequence and time of receiving are the event's own columns, its kind
/// is the event's type, everything else is the event's body.
/// </summary>
public sealed class EntryEvents
{
    const int UsualBody = 4096;

    readonly Catalogue catalogue;
    readonly FrozenDictionary<string, Kind> byEventType;
    readonly FrozenDictionary<Kind, (string Event, string Type)> names;

    /// <summary>The mapping for these kinds.</summary>
    /// <param name="catalogue">The kinds there are.</param>
    /// <param name="schema">The database schema of the events.</param>
    public EntryEvents(Catalogue catalogue, string schema)
    {
        this.catalogue = catalogue;
        Schema = schema;
        byEventType = catalogue.Kinds.ToFrozenDictionary(EventTypeName);
        names = catalogue.Kinds.ToFrozenDictionary(kind => kind, kind => (EventTypeName(kind), $"{EventType(kind).FullName}, {EventType(kind).Assembly.GetName().Name}"));
        Select = $"select version, id, type, timestamp, data from {schema}.mt_events where stream_id = ";
    }

    /// <summary>The database schema of the events.</summary>
    public string Schema { get; }

    /// <summary>What reads entries, up to the slug of their endeavour and further conditions.</summary>
    internal string Select { get; }

    /// <summary>The names of the events' types, each with that of its C# type at the same place of <see cref="DotnetTypes"/>.</summary>
    internal string[] Types => [.. names.Values.Select(name => name.Event)];

    /// <summary>The names of the C# types of the events.</summary>
    internal string[] DotnetTypes => [.. names.Values.Select(name => name.Type)];

    /// <summary>The kind that opens an endeavour.</summary>
    internal Kind Opening => catalogue.Of<Endeavours.EndeavourOpened>();

    /// <summary>The name of an event's type in the database, a contract.</summary>
    /// <param name="kind">The kind.</param>
    public static string EventTypeName(Kind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.Name);

    /// <summary>The C# type of the events of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public static Type EventType(Kind kind) => typeof(Recorded<>).MakeGenericType(kind.Type);

    /// <summary>
    /// Queues entries to be appended to the streams of their endeavours when the session is saved, and told to all nodes when, and only
    /// when, that is committed. Should the locks ever fail that keep others out, nothing is appended rather than out of turn.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="entries">The entries, those of each endeavour in sequence.</param>
    /// <returns>What each endeavour has more then.</returns>
    public IReadOnlyList<Appended> Append(IDocumentOperations session, IEnumerable<Entry> entries)
    {
        Entry[] salted = [.. entries.Select(entry => entry.Salted())];
        if (salted.Length == 0)
            return [];
        var lengths = new Dictionary<string, long>(StringComparer.Ordinal);
        var body = new ArrayBufferWriter<byte>(UsualBody);
        using var writer = new Utf8JsonWriter(body, CanonicalJson.Options);
        session.QueueSqlCommand($"select {Schema}.{EntryAppending.Name}(?, ?, ?, ?, ?, ?, ?)",
            salted.Select(entry => entry.Endeavour).ToArray(), salted.Select(entry => entry.Sequence).ToArray(), salted.Select(entry => entry.Id).ToArray(),
            salted.Select(entry => names[entry.Kind].Event).ToArray(), salted.Select(entry => names[entry.Kind].Type).ToArray(), salted.Select(Written).ToArray(),
            salted.Select(entry => entry.ReceivedAt.ToDateTimeOffset()).ToArray());
        return [.. salted.GroupBy(entry => entry.Endeavour, StringComparer.Ordinal).Select(its => new Appended(its.Key, [.. its], lengths[its.Key]))];

        string Written(Entry entry)
        {
            body.ResetWrittenCount();
            writer.Reset(body);
            EntryJson.WriteBody(writer, entry);
            writer.Flush();
            lengths[entry.Endeavour] = lengths.GetValueOrDefault(entry.Endeavour) + body.WrittenCount;
            return Encoding.UTF8.GetString(body.WrittenSpan);
        }
    }

    /// <summary>The body of the event that an entry is.</summary>
    /// <param name="entry">The entry, with its salt or sealed.</param>
    public static string Body(Entry entry)
    {
        var body = new ArrayBufferWriter<byte>(UsualBody);
        using var writer = new Utf8JsonWriter(body, CanonicalJson.Options);
        EntryJson.WriteBody(writer, entry);
        writer.Flush();
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }

    /// <summary>The command that reads which entries of endeavours lost members, when last, by a number that only grows, and which.</summary>
    internal NpgsqlBatchCommand ErasuresCommand(string[] endeavours) => new(
        $"""
        select endeavour, entry, max(number), max(made_at), array_remove(array_agg(distinct path), null) from {Schema}.erasures left join lateral unnest(paths) as path on true
        where endeavour = any($1) group by endeavour, entry order by 3
        """)
    { Parameters = { new() { Value = endeavours } } };

    /// <summary>The command that reads the number of the last erasure of endeavours, of those that have one.</summary>
    internal NpgsqlBatchCommand LastErasuresCommand(string[] endeavours) => new(
        $"""
        select asked.stream, last.number from unnest($1) as asked(stream)
        cross join lateral (select number from {Schema}.erasures where endeavour = asked.stream order by number desc limit 1) as last
        """)
    { Parameters = { new() { Value = endeavours } } };

    /// <summary>The entry that a reader stands on a row of <see cref="ErasuresCommand"/> of.</summary>
    /// <param name="reader">The reader.</param>
    internal static ErasedEntry ErasedIn(NpgsqlDataReader reader) => new(reader.GetGuid(1), reader.GetInt64(2), Instant.FromDateTimeOffset(reader.GetFieldValue<DateTimeOffset>(3)), Several.Of<string>(reader.GetFieldValue<string[]>(4)));

    /// <summary>The command that reads the entries of an endeavour after a sequence.</summary>
    public NpgsqlBatchCommand TailCommand(string endeavour, long after) => new($"{Select}$1 and version > $2 order by version")
    {
        Parameters = { new() { Value = endeavour }, new() { Value = after } },
    };

    /// <summary>Where the slug stands in the rows of <see cref="TailsCommand"/>.</summary>
    internal const int StreamColumn = 5;

    /// <summary>The command that reads the entries of several endeavours, each after a sequence.</summary>
    public NpgsqlBatchCommand TailsCommand(string[] endeavours, long[] after) => new(
        $"""
        select tail.version, tail.id, tail.type, tail.timestamp, tail.data, asked.stream from unnest($1, $2) as asked(stream, after)
        cross join lateral (select * from {Schema}.mt_events where stream_id = asked.stream and version > asked.after order by version) as tail
        order by asked.stream, tail.version
        """)
    {
        Parameters = { new() { Value = endeavours }, new() { Value = after } },
    };

    /// <summary>The command that reads the entries of an endeavour that have one of these ids or refs.</summary>
    public NpgsqlBatchCommand FindCommand(string endeavour, Guid[] ids, string[] refs) =>
        new($"{Select}$1 and id = any($2) union all {Select}$1 and data ->> 'ref' = any($3)")
        {
            Parameters = { new() { Value = endeavour }, new() { Value = ids }, new() { Value = refs } },
        };

    /// <summary>The slugs of all endeavours, in order, as a connection sees them.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<List<string>> Endeavours(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"""select id from {Schema}.mt_streams order by id collate "C" """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var slugs = new List<string>();
        while (await reader.ReadAsync(cancellation))
            slugs.Add(reader.GetString(0));
        return slugs;
    }

    /// <summary>The sequence of the last entry of an endeavour, as a connection sees it; 0 where there is none.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="connection">An open connection.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<long> Head(string endeavour, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"select coalesce(max(version), 0) from {Schema}.mt_events where stream_id = $1") { Parameters = { new() { Value = endeavour } } },
            },
        };
        return (long)(await batch.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Reads the row that a reader stands on.</summary>
    /// <param name="reader">On a row of one of the commands above.</param>
    /// <param name="endeavour">The endeavour's slug.</param>
    public Entry Read(NpgsqlDataReader reader, string endeavour) => Read(EntryRow.In(reader), endeavour);

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="endeavour">The endeavour's slug.</param>
    internal Entry Read(EntryRow row, string endeavour)
    {
        using var document = JsonDocument.Parse(row.Body);
        var kind = byEventType.GetValueOrDefault(row.Type) ?? throw new InvalidDataException(
            $"Entry {row.Sequence} of '{endeavour}' is a '{row.Type}', which this version does not know: it was written by a newer one.");
        return EntryJson.ReadBody(document.RootElement, kind, catalogue, endeavour, row.Id, row.Sequence, Instant.FromDateTimeOffset(row.ReceivedAt));
    }
}

/// <summary>A row of an entry, of which nothing has been read yet.</summary>
/// <param name="Sequence">Its place.</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">The name of its event's type.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="Body">The JSON of everything else.</param>
readonly record struct EntryRow(long Sequence, Guid Id, string Type, DateTimeOffset ReceivedAt, byte[] Body)
{
    /// <summary>The row that a reader stands on.</summary>
    public static EntryRow In(NpgsqlDataReader reader) =>
        new(reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<byte[]>(4));
}
