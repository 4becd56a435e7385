using Marten;

namespace ConveningLedger.Store.Projections;

/// <summary>The histories that projections read: their own, so that what is projected does not drive out what is asked for.</summary>
/// <param name="store">The store; it has to be made before they can be.</param>
/// <param name="events">How entries are events.</param>
/// <param name="options">How many bytes.</param>
/// <param name="standbys">Where what is long is read.</param>
public sealed class ProjectedHistories(Lazy<IDocumentStore> store, EntryEvents events, LedgerOptions options, Lazy<Standbys> standbys)
{
    readonly Lazy<Histories> histories = new(() => new(store.Value, events, options, standbys.Value));

    /// <summary>The histories.</summary>
    public Histories Value => histories.Value;

    /// <summary>Lets the history of an endeavour go.</summary>
    /// <param name="endeavour">The slug; null: of all.</param>
    public void Forget(string? endeavour)
    {
        if (histories.IsValueCreated)
            histories.Value.Forget(endeavour);
    }
}
