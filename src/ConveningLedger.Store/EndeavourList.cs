using Marten;

namespace ConveningLedger.Store;

/// <summary>The endeavours there are.</summary>
/// <param name="store">The store.</param>
/// <param name="histories">Their histories.</param>
/// <param name="events">How entries are events.</param>
public sealed class EndeavourList(IDocumentStore store, Histories histories, EntryEvents events)
{
    /// <summary>The slugs of all endeavours, in order.</summary>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<string>> All(CancellationToken cancellation)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        return await events.Endeavours(connection, cancellation);
    }

    /// <summary>The slugs of the endeavours that exist for a viewer, in order.</summary>
    /// <param name="clearance">The viewer's circle in each endeavour.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<string>> Slugs(Func<string, Visibility> clearance, CancellationToken cancellation)
    {
        var seen = new List<string>();
        foreach (var slug in await All(cancellation))
        {
            if ((await histories.Current(slug, cancellation)).ExistsFor(clearance(slug)))
                seen.Add(slug);
        }
        return seen;
    }
}
