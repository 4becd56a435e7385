using System.Text.Json;
using System.Text.Json.Nodes;
using ConveningLedger.Server.Tests.Projections;
using ConveningLedger.Store;
using ConveningLedger.Store.Proofs;
using Marten;
using Npgsql;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>
/// Looks for what is lost, doubled or otherwise not as it was acknowledged. Entries are read from their table and compared with what clients
/// sent, so that a fault of what the ledger reads them by is found, too.
/// </summary>
sealed class Check : IAsyncDisposable
{
    static readonly LedgerOptions Options = new();
    static readonly JsonSerializerOptions Exactly = new() { WriteIndented = false };

    readonly NpgsqlDataSource source;
    readonly DocumentStore store;
    readonly EntryEvents events = new(Options.Catalogue, Options.Schema);
    readonly List<string> findings = [];

    /// <summary>A check of a database.</summary>
    /// <param name="connectionString">The database.</param>
    public Check(string connectionString) =>
        // Connections that are kept may be of before a fault.
        (source, store) = (NpgsqlDataSource.Create($"{connectionString};Pooling=false"), LedgerServices.Store($"{connectionString};Pooling=false", Options));

    /// <summary>What was found, in words.</summary>
    public IReadOnlyList<string> Findings => findings;

    /// <summary>How many acknowledged entries are not there.</summary>
    public int Lost { get; private set; }

    /// <summary>How many entries are there more than once.</summary>
    public int Doubled { get; private set; }

    /// <summary>What is in the streams of endeavours, in sequence.</summary>
    /// <param name="endeavours">The slugs.</param>
    /// <param name="stop">Stops the reading.</param>
    public async Task<ILookup<string, Row>> Rows(IReadOnlyList<string> endeavours, CancellationToken stop)
    {
        await using var command = source.CreateCommand($"select stream_id, version, id, type, data::text from {Options.Schema}.mt_events where stream_id = any($1) order by stream_id, version, seq_id");
        command.Parameters.Add(new() { Value = endeavours.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<Row>();
        while (await reader.ReadAsync(stop))
            rows.Add(new(reader.GetString(0), reader.GetInt64(1), reader.GetGuid(2), reader.GetString(3), JsonNode.Parse(reader.GetString(4))!.AsObject()));
        return rows.ToLookup(row => row.Endeavour, StringComparer.Ordinal);
    }

    /// <summary>Whether every acknowledged entry is there, once, as it was sent, at the place that was told; and nothing else is there, in sequences without gaps.</summary>
    /// <param name="journal">What clients sent, and what was acknowledged.</param>
    /// <param name="stop">Stops it.</param>
    public async Task Entries(Journal journal, CancellationToken stop)
    {
        var rows = await Rows(journal.Endeavours, stop);
        var heads = await Heads(journal.Endeavours, stop);
        foreach (var endeavour in journal.Endeavours)
        {
            var stream = rows[endeavour].ToList();
            if (!stream.Select(row => row.Sequence).SequenceEqual(Enumerable.Range(1, stream.Count).Select(number => (long)number)))
                findings.Add($"{endeavour}: its sequence is not 1 to {stream.Count}: {string.Join(' ', stream.Select(row => row.Sequence))}");
            if (heads.GetValueOrDefault(endeavour) != stream.Count)
                findings.Add($"{endeavour}: its stream is said to have {heads.GetValueOrDefault(endeavour)} entries, and has {stream.Count}.");
            foreach (var row in stream.Where(row => !journal.Sent.ContainsKey(row.Id)))
                findings.Add($"{endeavour}: entry {row.Sequence} ({row.Id}) was sent by nobody.");
            foreach (var twice in stream.GroupBy(row => row.Id).Where(group => group.Count() > 1))
            {
                Doubled++;
                findings.Add($"{endeavour}: entry {twice.Key} is there {twice.Count()} times.");
            }
        }
        foreach (var (told, sequence) in journal.Acknowledged.Values)
            Compare(told, sequence, rows[told.Endeavour].FirstOrDefault(row => row.Id == told.Id));
    }

    /// <summary>Whether projections keep what is folded.</summary>
    /// <param name="endeavours">The slugs.</param>
    /// <param name="stop">Stops it.</param>
    public async Task Projections(IReadOnlyList<string> endeavours, CancellationToken stop)
    {
        var comparison = new KeptBesideFold(store, source);
        var histories = new Histories(store, events, Options);
        foreach (var endeavour in endeavours)
        {
            try
            {
                await comparison.Compare(await histories.Current(endeavour, stop), stop);
            }
            catch (Exception fault) when (fault is InvalidOperationException or InvalidDataException)
            {
                // A sequence with a gap cannot be folded.
                findings.Add($"{endeavour}: {fault.Message}");
            }
        }
        findings.AddRange(comparison.Differences);
        if (comparison.Differences.Count > 0)
            findings.Add($"How far they say they are: {await HowFar(endeavours, stop)}.");
        if (comparison.Rows < endeavours.Count)
            findings.Add($"Of {endeavours.Count} endeavours {comparison.Rows} rows are kept.");
    }

    /// <summary>Whether all that was signed is as it was, and all is signed.</summary>
    /// <param name="endeavours">The slugs.</param>
    /// <param name="stop">Stops it.</param>
    public async Task Proofs(IReadOnlyList<string> endeavours, CancellationToken stop)
    {
        await using var none = new Standbys(store, Options, Microsoft.Extensions.Logging.Abstractions.NullLogger<Standbys>.Instance);
        var report = await new LedgerCheck(store, events, new ProofBook(store, Options, none), Options).RunAsync(endeavours, [], stop);
        findings.AddRange(report.Findings.Select(finding => finding.ToString()));
        findings.AddRange(report.Logs.Where(log => log.Unsigned > 0).Select(log => $"{log.Origin}: {log.Unsigned} entries are not signed."));
    }

    /// <summary>Whether a subscriber heard every entry of an endeavour once, in their order.</summary>
    /// <param name="who">Who it was.</param>
    /// <param name="heard">What it heard.</param>
    /// <param name="entries">What is in the stream, after where it began.</param>
    public void Heard(string who, IReadOnlyList<Guid> heard, IReadOnlyList<Guid> entries)
    {
        if (heard.SequenceEqual(entries))
            return;
        var (twice, missed) = (heard.Count - heard.Distinct().Count(), entries.Except(heard).Count());
        findings.Add($"{who} heard {heard.Count} of {entries.Count} entries: {twice} more than once, {missed} not at all, {heard.Except(entries).Count()} that are not there{(twice + missed == 0 ? ", in another order" : "")}.");
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await source.DisposeAsync();
    }

    void Compare(Told told, long? sequence, Row? row)
    {
        if (row is null)
        {
            Lost++;
            findings.Add($"{told.Endeavour}: entry {told.Id} ({told.Kind}) was acknowledged{(sequence is { } place ? $" as {place}" : "")} and is not there.");
            return;
        }
        if (sequence is { } at && at != row.Sequence)
            findings.Add($"{told.Endeavour}: entry {told.Id} was acknowledged as {at} and is {row.Sequence}.");
        if (row.Type != JsonNamingPolicy.SnakeCaseLower.ConvertName(told.Kind) || !Contains(row.Body, told.Input, "endeavour", "id"))
            findings.Add($"{told.Endeavour}: entry {told.Id} is not as it was sent: {row.Type} {row.Body.ToJsonString(Exactly)} for {told.Line}");
    }

    /// <summary>Whether an object has all the members of another, with the same values.</summary>
    static bool Contains(JsonObject whole, JsonObject part, params string[] but) => part.Where(member => !but.Contains(member.Key)).All(member =>
        whole.TryGetPropertyValue(member.Key, out var value) && (value is JsonObject inner && member.Value is JsonObject sent ? Contains(inner, sent) : JsonNode.DeepEquals(value, member.Value)));

    async Task<string> HowFar(IReadOnlyList<string> endeavours, CancellationToken stop)
    {
        await using var command = source.CreateCommand(
            $"""
            select string_agg(what, ', ') from (
                select name || ' ' || last_seq_id || ' at ' || last_updated as what from {Options.Schema}.mt_event_progression
                union all select id || ' ' || (data ->> 'Sequence') || ' at ' || mt_last_modified from {Options.Schema}.mt_doc_projected where split_part(id, '/', 2) = any($1)
                union all select 'the last event of ' || stream_id || ' is ' || max(seq_id) || ' at ' || max(timestamp) from {Options.Schema}.mt_events where stream_id = any($1) group by stream_id
            ) as all_of_them
            """);
        command.Parameters.Add(new() { Value = endeavours.ToArray() });
        return await command.ExecuteScalarAsync(stop) as string ?? "nowhere";
    }

    async Task<Dictionary<string, long>> Heads(IReadOnlyList<string> endeavours, CancellationToken stop)
    {
        await using var command = source.CreateCommand($"select id, version from {Options.Schema}.mt_streams where id = any($1)");
        command.Parameters.Add(new() { Value = endeavours.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var heads = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(stop))
            heads.Add(reader.GetString(0), reader.GetInt64(1));
        return heads;
    }

    /// <summary>An entry as it stands in the database.</summary>
    /// <param name="Endeavour">The slug.</param>
    /// <param name="Sequence">Its place.</param>
    /// <param name="Id">Its id.</param>
    /// <param name="Type">The type of the event.</param>
    /// <param name="Body">Its body.</param>
    public sealed record Row(string Endeavour, long Sequence, Guid Id, string Type, JsonObject Body);
}
