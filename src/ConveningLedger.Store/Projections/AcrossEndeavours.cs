using Marten;
using Npgsql;

namespace ConveningLedger.Store.Projections;

/// <summary>A micro-shift in the feed across endeavours.</summary>
/// <param name="Endeavour">The endeavour's slug.</param>
/// <param name="Entry">The id of the entry.</param>
/// <param name="Measure">The name of the measure.</param>
/// <param name="Subject">The keys and names that make up its subject.</param>
public sealed record FedShift(string Endeavour, Guid Entry, string Measure, IReadOnlyList<string> Subject);

/// <summary>An entry that a search found.</summary>
/// <param name="Endeavour">The endeavour's slug.</param>
/// <param name="Entry">The id of the entry.</param>
/// <param name="Rank">How well it fits: more is better; of no meaning but for the order.</param>
/// <param name="Snippet">Where it fits: found words stand between ⟦ and ⟧.</param>
public sealed record Hit(string Endeavour, Guid Entry, float Rank, string Snippet);

/// <summary>What is asked across endeavours: of each as its circle may see it. There is no view of a person across endeavours.</summary>
/// <param name="store">The store.</param>
/// <param name="options">The database schema.</param>
/// <param name="standbys">Where it is read.</param>
public sealed class AcrossEndeavours(IDocumentStore store, LedgerOptions options, Standbys standbys)
{
    /// <summary>How many items are read at most.</summary>
    public const int Most = 1_000;

    /// <summary>The endeavours that exist for a viewer, by slug.</summary>
    /// <param name="clearance">The viewer's circle in each endeavour; null where they have no part in it.</param>
    /// <param name="among">Of these only, by their slugs; null: of all there are.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<EndeavourSummary>> Endeavours(Func<string, Visibility?> clearance, IEnumerable<string>? among, CancellationToken cancellation)
    {
        var ids = among?.Select(slug => (Slug: slug, Circle: clearance(slug))).Where(one => one.Circle is not null).Select(one => EndeavourSummary.IdOf(one.Slug, one.Circle!.Value)).ToArray();
        if (ids is [])
            return [];
        var all = await standbys.Read(async connection =>
        {
            // Not by a session: where the connection is lost it opens it anew, to whichever server there is, which nobody has asked how far it is.
            await using var command = new NpgsqlCommand($"select data from {options.Schema}.mt_doc_endeavoursummary{(ids is null ? "" : " where id = any($1)")}", connection);
            if (ids is not null)
                command.Parameters.Add(new() { Value = ids });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var summaries = new List<EndeavourSummary>();
            while (await reader.ReadAsync(cancellation))
                summaries.Add(await store.Options.Serializer().FromJsonAsync<EndeavourSummary>(reader, 0, cancellation));
            return summaries;
        }, cancellation);
        return [.. all.Where(summary => clearance(summary.Endeavour) == summary.Clearance).OrderBy(summary => summary.Endeavour, StringComparer.Ordinal)];
    }

    /// <summary>The latest micro-shifts by when they occurred, the latest first, at most <see cref="Most"/>.</summary>
    /// <param name="among">The endeavours, as the viewer may see them.</param>
    /// <param name="measures">Of these measures only; null: of all.</param>
    /// <param name="from">That may have occurred from this instant on; null: from the beginning.</param>
    /// <param name="until">That occurred by this instant, by their earliest end; null: to the end.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public Task<IReadOnlyList<FedShift>> MicroShifts(
        IReadOnlyList<EndeavourSummary> among, IReadOnlyCollection<string>? measures, Instant? from, Instant? until, CancellationToken cancellation) =>
        Read(among,
            schema => $"""
                select endeavour, entry, measure, subject, earliest, recorded_at from {schema}.micro_shifts
                where endeavour = any($0) and ($1::text[] is null or measure = any($1)) and ($2::timestamptz is null or earliest >= $2) and ($3::timestamptz is null or earliest <= $3)
                """,
            "order by earliest desc, recorded_at desc, endeavour, entry, measure, subject",
            [measures?.ToArray(), from?.ToDateTimeOffset(), until?.ToDateTimeOffset()],
            reader => new FedShift(reader.GetString(0), reader.GetGuid(1), reader.GetString(2), reader.GetFieldValue<string[]>(3)), cancellation);

    /// <summary>The entries that fit a text best, at most <see cref="Most"/>.</summary>
    /// <param name="among">The endeavours, as the viewer may see them.</param>
    /// <param name="text">Words that all have to be there; "words in order"; or; -without.</param>
    /// <param name="kinds">Of these kinds only; null: of all.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public Task<IReadOnlyList<Hit>> Search(IReadOnlyList<EndeavourSummary> among, string text, IReadOnlyCollection<string>? kinds, CancellationToken cancellation) =>
        Read(among,
            schema => $"""
                select endeavour, entry, ts_rank_cd(search, asked) as rank,
                    ts_headline('simple', text, asked, 'StartSel=⟦, StopSel=⟧, MaxFragments=2, MaxWords=20, MinWords=5, FragmentDelimiter=" … "') as snippet
                from {schema}.entry_texts, websearch_to_tsquery('simple', $1) as asked
                where endeavour = any($0) and search @@ asked and ($2::text[] is null or kind = any($2))
                """,
            "order by rank desc, endeavour, entry", [text, kinds?.ToArray()],
            reader => new Hit(reader.GetString(0), reader.GetGuid(1), reader.GetFloat(2), reader.GetString(3)), cancellation);

    /// <summary>The document of this id, as it is kept; null where there is none.</summary>
    /// <typeparam name="T">The document.</typeparam>
    /// <param name="id">The id.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<T?> Find<T>(string id, CancellationToken cancellation) where T : class, IStoredDocument
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<T>(id, cancellation);
    }

    async Task<IReadOnlyList<T>> Read<T>(
        IReadOnlyList<EndeavourSummary> among, Func<string, string> select, string order, object?[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        if (among.Count == 0)
            return [];
        // In each circle's schema are read only the endeavours in which the viewer belongs to it.
        var parts = among.GroupBy(summary => summary.Clearance).OrderBy(group => group.Key).Select((group, index) =>
            (Sql: select(Circles.SchemaOf(options.Schema, group.Key)).Replace("$0", $"${parameters.Length + 1 + index}", StringComparison.Ordinal), Slugs: group.Select(summary => summary.Endeavour).ToArray())).ToArray();
        return await standbys.Read(async connection =>
        {
            await using var command = new NpgsqlCommand($"{string.Join("\nunion all\n", parts.Select(part => part.Sql))}\n{order} limit {Most}", connection);
            foreach (var parameter in parameters)
                command.Parameters.Add(new() { Value = parameter ?? DBNull.Value });
            foreach (var (_, slugs) in parts)
                command.Parameters.Add(new() { Value = slugs });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var found = new List<T>();
            while (await reader.ReadAsync(cancellation))
                found.Add(read(reader));
            return found;
        }, cancellation);
    }
}
