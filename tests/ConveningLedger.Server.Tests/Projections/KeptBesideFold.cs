using System.Text.Json;
using ConveningLedger.Ledger;
using ConveningLedger.Store.Projections;
using ConveningLedger.Time;
using Marten;
using Npgsql;

namespace ConveningLedger.Server.Tests.Projections;

/// <summary>Compares what projections keep with the fold.</summary>
/// <param name="store">The store.</param>
/// <param name="source">Its database.</param>
sealed class KeptBesideFold(IDocumentStore store, NpgsqlDataSource source)
{
    static readonly Visibility[] Clearances = Enum.GetValues<Visibility>();

    readonly List<string> differences = [];

    /// <summary>What differs, in words.</summary>
    public IReadOnlyList<string> Differences => differences;

    /// <summary>How many rows of tables were compared.</summary>
    public long Rows { get; private set; }

    /// <summary>Compares what is kept of an endeavour, for each circle.</summary>
    /// <param name="history">All that is recorded of it.</param>
    /// <param name="stop">Stops it.</param>
    public async Task Compare(History history, CancellationToken stop)
    {
        await using var session = store.QuerySession();
        foreach (var clearance in Clearances)
        {
            var frame = StoredProjection.EndOfTime(history, clearance);
            await CompareDocuments(session, history.Endeavour, clearance, frame is null ? [] : EndeavourSummary.Of(frame), stop);
            await CompareDocuments(session, history.Endeavour, clearance, frame is null ? [] : CallHistory.Of(frame), stop);
            await CompareDocuments(session, history.Endeavour, clearance, frame is null ? [] : IdentityTrajectory.Of(frame), stop);
            foreach (var table in FlatTables.All)
                await CompareTable(table, history.Endeavour, clearance, frame, stop);
        }
    }

    async Task CompareTable(Table table, string endeavour, Visibility clearance, Frame? frame, CancellationToken stop)
    {
        var columns = string.Join(", ", table.Written.Select(column => $"\"{column.Name}\""));
        var name = $"{Circles.SchemaOf("ledger", clearance)}.{table.Name}";
        var fresh = string.Concat(table.Fresh.Split('?').Select((part, number) => number == 0 ? part : $"${number + 1}{part}"));
        await using var command = source.CreateCommand(
            $"""
            with kept as (select {columns} from {name} where endeavour = $1),
                folded as ({fresh})
            select (select count(*) from (table kept except all table folded) as more), (select count(*) from (table folded except all table kept) as less), (select count(*) from kept)
            """);
        command.Parameters.Add(new() { Value = endeavour });
        foreach (var column in FlatTables.Columns(table, FlatTables.Rows(table, frame)))
            command.Parameters.Add(new() { Value = column });
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        var (more, less) = (reader.GetInt64(0), reader.GetInt64(1));
        if ((more, less) != (0, 0))
            differences.Add($"{name} of {endeavour}: {more} rows too many, {less} missing.");
        Rows += reader.GetInt64(2);
    }

    async Task CompareDocuments<T>(IQuerySession session, string endeavour, Visibility clearance, IEnumerable<T> folded, CancellationToken stop) where T : class, IStoredDocument
    {
        var kept = await session.Query<T>().Where(document => document.Endeavour == endeavour).ToListAsync(stop);
        var prefix = $"{endeavour}/{ValueNames.Of(clearance)}";
        var of = kept.Where(document => document.Id == prefix || document.Id.StartsWith($"{prefix}/", StringComparison.Ordinal));
        var (wanted, there) = (Written(folded).ToList(), Written(of).ToList());
        if (!wanted.SequenceEqual(there))
            differences.Add($"{typeof(T).Name} of {prefix} is not as it is folded: {string.Join(' ', there.Except(wanted).DefaultIfEmpty("nothing")).Cut()} is there instead of {string.Join(' ', wanted.Except(there).DefaultIfEmpty("nothing")).Cut()}.");
    }

    static IEnumerable<string> Written<T>(IEnumerable<T> documents) where T : IStoredDocument =>
        documents.OrderBy(document => document.Id, StringComparer.Ordinal).Select(document => JsonSerializer.Serialize(document));
}

static class Cutting
{
    const int Most = 300;

    /// <summary>As much of a text as one reads.</summary>
    /// <param name="text">The text.</param>
    public static string Cut(this string text) => text.Length <= Most ? text : $"{text[..Most]}…";
}
