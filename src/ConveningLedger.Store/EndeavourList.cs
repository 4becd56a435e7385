using Marten;

namespace ConveningLedger.Store;

/// <summary>The endeavours there are.</summary>
/// <param name="store">The store.</param>
/// <param name="events">How entries are events.</param>
public sealed class EndeavourList(IDocumentStore store, EntryEvents events)
{
    /// <summary>The slugs of all endeavours, in order.</summary>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<string>> All(CancellationToken cancellation)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        return await events.Endeavours(connection, cancellation);
    }
}
