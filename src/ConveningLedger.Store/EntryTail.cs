namespace ConveningLedger.Store;

/// <summary>
/// What is read of an endeavour in one go. Of a long one the rows are taken apart on other processors while more of them arrive; not much waits
/// there, whatever its length.
/// </summary>
/// <param name="events">How entries are events.</param>
/// <param name="endeavour">The slug.</param>
sealed class EntryTail(EntryEvents events, string endeavour)
{
    const int Together = 256;

    static readonly int Most = 2 * Environment.ProcessorCount;

    readonly List<Entry> entries = [];
    readonly Queue<Task<Entry[]>> underWay = new();
    List<EntryRow> rows = [];

    /// <summary>How many entries there are.</summary>
    public long Count { get; private set; }

    /// <summary>How long their bodies are.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes the next row.</summary>
    /// <param name="row">The row.</param>
    public async ValueTask Add(EntryRow row)
    {
        rows.Add(row);
        (Count, Bytes) = (Count + 1, Bytes + row.Body.Length);
        if (rows.Count < Together)
            return;
        var some = rows;
        rows = new(Together);
        underWay.Enqueue(Task.Run(() => some.ConvertAll(Read).ToArray()));
        while (underWay.TryPeek(out var first) && (underWay.Count > Most || first.IsCompleted))
            entries.AddRange(await underWay.Dequeue());
    }

    /// <summary>The entries of all rows, in their order.</summary>
    public async Task<List<Entry>> Entries()
    {
        var last = rows.ConvertAll(Read);
        while (underWay.TryDequeue(out var next))
            entries.AddRange(await next);
        entries.AddRange(last);
        return entries;
    }

    Entry Read(EntryRow row) => events.Read(row, endeavour);
}
