using System.Collections.Concurrent;
using Marten;
using Npgsql;

namespace ConveningLedger.Store;

/// <summary>
/// The histories of the endeavours that are in use, in memory. Each look reads what was appended since the last one (one indexed
/// read) and takes it in; what has not been looked at for longest goes when all together grow beyond a number of bytes.
/// </summary>
public sealed class Histories
{
    // Objects, indexes and UTF-16 beside the body's UTF-8: measured, an entry with a body of 614 bytes takes 1,745 bytes of heap.
    const int BytesPerEntry = 600;
    const int BytesPerByte = 2;

    // Folds grow by looks too. To add up all histories at each look, or for each entry more, would cost more than the look.
    const int LooksBetween = 64;

    const int Boats = 2;
    const int MostTogether = 128;

    readonly IDocumentStore store;
    readonly EntryEvents events;
    readonly Standbys? standbys;
    readonly Ferry<string, History> together;
    readonly long mostBytes;
    readonly int silentSeconds;
    readonly ConcurrentDictionary<string, Slot> slots = new(StringComparer.Ordinal);
    long uses;
    long grown;

    /// <summary>The histories of a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="events">How entries are events.</param>
    /// <param name="options">How many bytes.</param>
    /// <param name="standbys">Where histories that are not in memory may be read; null: at the primary.</param>
    public Histories(IDocumentStore store, EntryEvents events, LedgerOptions options, Standbys? standbys = null)
    {
        (this.store, this.events, this.standbys, mostBytes, silentSeconds) = (store, events, standbys, options.HistoriesBytes, options.SilentSeconds);
        together = new(Boats, MostTogether, async asked =>
        {
            var found = await Current(asked.Distinct(StringComparer.Ordinal).ToArray(), CancellationToken.None);
            return [.. asked.Select(endeavour => found[endeavour])];
        });
    }

    /// <summary>About how many bytes the histories take.</summary>
    public long Bytes => slots.Values.Sum(slot => slot.History.Bytes);

    /// <summary>How many histories are held.</summary>
    public int Count => slots.Count;

    /// <summary>The history of an endeavour with everything that is recorded now; an empty one where there is no such endeavour.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<History> Current(string endeavour, CancellationToken cancellation)
    {
        // What is not here yet may be long, and nobody waits for it but who asks for it.
        if (IsHere(endeavour))
            return await together.Take(endeavour, cancellation);
        return await Read(isLong: true, connection => Current(endeavour, connection, cancellation), cancellation);
    }

    /// <summary>
    /// The history of an endeavour with an entry of it that this node's door has recorded, and what was recorded before that; it is read only where it is
    /// not here. The transaction of the entry had read what was destroyed until then.
    /// </summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="sequence">The sequence of the entry.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public ValueTask<History> With(string endeavour, long sequence, CancellationToken cancellation) =>
        slots.TryGetValue(endeavour, out var slot) && slot.History is var history && history.Count >= sequence ? new(history) : new(Current(endeavour, cancellation));

    /// <summary>Takes in what this node has committed, so that it need not be read; where what was before it is not here, it is left to the next look.</summary>
    /// <param name="appended">What was appended.</param>
    internal async Task Take(Appended appended)
    {
        if (!slots.TryGetValue(appended.Endeavour, out var slot))
            return;
        await slot.Gate.WaitAsync();
        try
        {
            if (slot.History.Count == appended.Entries[0].Sequence - 1)
                Take(appended.Endeavour, slot, appended.Entries, (BytesPerEntry * appended.Entries.Count) + (BytesPerByte * appended.Bytes));
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    /// <summary>The histories of several endeavours with everything that is recorded now, read at once.</summary>
    /// <param name="endeavours">The slugs.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public Task<IReadOnlyDictionary<string, History>> Current(IReadOnlyCollection<string> endeavours, CancellationToken cancellation) =>
        Read(isLong: !endeavours.All(IsHere), connection => Read(endeavours, connection, [], _ => Task.CompletedTask, cancellation), cancellation);

    /// <summary>Takes the streams of several endeavours, as far as nobody else has them, and brings their histories up to them.</summary>
    /// <param name="endeavours">The slugs, in order, each once.</param>
    /// <param name="connection">A connection in a transaction.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>PostgreSQL's time after they were taken, and the histories of those that were.</returns>
    internal async Task<(Instant Now, IReadOnlyDictionary<string, History> Histories)> Taken(string[] endeavours, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var now = Instant.MinValue;
        var all = await Read(endeavours, connection, [StreamLock.TryTake(endeavours), StreamLock.Clock()], async reader =>
        {
            while (await reader.ReadAsync(cancellation))
                taken.Add(reader.GetString(0));
            await reader.NextResultAsync(cancellation);
            await reader.ReadAsync(cancellation);
            now = Instant.FromDateTimeOffset(reader.GetFieldValue<DateTimeOffset>(0));
            await reader.NextResultAsync(cancellation);
        }, cancellation);
        return (now, all.Where(pair => taken.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal));
    }

    async Task<IReadOnlyDictionary<string, History>> Read(
        IReadOnlyCollection<string> endeavours, NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> before, Func<NpgsqlDataReader, Task> readBefore, CancellationToken cancellation)
    {
        var asked = endeavours.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(endeavour => (Endeavour: endeavour, Slot: SlotOf(endeavour))).ToArray();
        var found = new Dictionary<string, History>(StringComparer.Ordinal);
        var held = 0;
        try
        {
            // In the order of slugs, so that two who ask for several never wait for each other.
            for (; held < asked.Length; held++)
                await asked[held].Slot.Gate.WaitAsync(cancellation);
            var stale = await ReadTails(asked, connection, before, readBefore, found, cancellation);
            // What was read of them before words were destroyed is read anew.
            while (stale.Length > 0)
                stale = await ReadTails(stale, connection, [], _ => Task.CompletedTask, found, cancellation);
            return found;
        }
        finally
        {
            for (var index = 0; index < held; index++)
                asked[index].Slot.Gate.Release();
        }
    }

    /// <summary>Reads what was appended to endeavours, and takes it in.</summary>
    /// <returns>Those in which something was destroyed since they were read; they are empty now.</returns>
    async Task<(string Endeavour, Slot Slot)[]> ReadTails(
        (string Endeavour, Slot Slot)[] asked, NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> before, Func<NpgsqlDataReader, Task> readBefore, Dictionary<string, History> found, CancellationToken cancellation)
    {
        string[] slugs = [.. asked.Select(one => one.Endeavour)];
        // However long they are, they begin to come at once.
        await using var batch = new NpgsqlBatch(connection) { Timeout = Math.Min(connection.CommandTimeout, silentSeconds) };
        foreach (var command in before)
            batch.BatchCommands.Add(command);
        // Which they were is read with the first entry, and not again until there are more.
        var begun = asked.Where(one => one.Slot.History.Count == 0).ToDictionary(one => one.Endeavour, _ => new List<ErasedEntry>(), StringComparer.Ordinal);
        if (begun.Count > 0)
            batch.BatchCommands.Add(events.ErasuresCommand([.. begun.Keys]));
        batch.BatchCommands.Add(events.LastErasuresCommand(slugs));
        batch.BatchCommands.Add(events.TailsCommand(slugs, [.. asked.Select(one => (long)one.Slot.History.Count)]));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await readBefore(reader);
        if (begun.Count > 0)
        {
            while (await reader.ReadAsync(cancellation))
                begun[reader.GetString(0)].Add(EntryEvents.ErasedIn(reader));
            await reader.NextResultAsync(cancellation);
        }
        foreach (var (endeavour, slot) in asked.Where(one => begun.ContainsKey(one.Endeavour)))
            slot.History = History.Empty(endeavour, begun[endeavour]);
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            last.Add(reader.GetString(0), reader.GetInt64(1));
        await reader.NextResultAsync(cancellation);
        var stale = asked.Where(one => last.TryGetValue(one.Endeavour, out var number) && number != one.Slot.History.LastErasure).ToArray();
        foreach (var (endeavour, slot) in stale)
            slot.History = History.Empty(endeavour);
        var tails = new Dictionary<string, EntryTail>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
        {
            var endeavour = reader.GetString(EntryEvents.StreamColumn);
            if (!tails.TryGetValue(endeavour, out var tail))
                tails.Add(endeavour, tail = new(events, endeavour));
            await tail.Add(EntryRow.In(reader));
        }
        foreach (var (endeavour, slot) in asked.Except(stale))
        {
            var tail = tails.GetValueOrDefault(endeavour);
            found[endeavour] = Take(endeavour, slot, tail is null ? [] : await tail.Entries(), tail is null ? 0 : (BytesPerEntry * tail.Count) + (BytesPerByte * tail.Bytes));
        }
        return stale;
    }

    /// <summary>The history of an endeavour as a connection sees it.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="connection">An open connection.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<History> Current(string endeavour, NpgsqlConnection connection, CancellationToken cancellation) =>
        (await Read([endeavour], connection, [], _ => Task.CompletedTask, cancellation))[endeavour];

    /// <summary>Lets the history of an endeavour go; it is read anew when it is asked for.</summary>
    /// <param name="endeavour">The slug; null: all.</param>
    public void Forget(string? endeavour)
    {
        if (endeavour is null)
            slots.Clear();
        else
            slots.TryRemove(endeavour, out _);
    }

    bool IsHere(string endeavour) => slots.TryGetValue(endeavour, out var slot) && slot.History.Count > 0;

    // The tail of what is here is as short as the question how far a standby would have to be.
    async Task<T> Read<T>(bool isLong, Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellation)
    {
        if (isLong && standbys is not null)
            return await standbys.Read(read, cancellation);
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        return await read(connection);
    }

    Slot SlotOf(string endeavour)
    {
        var slot = slots.GetOrAdd(endeavour, static endeavour => new(endeavour));
        slot.LastUse = Interlocked.Increment(ref uses);
        return slot;
    }

    History Take(string endeavour, Slot slot, IReadOnlyList<Entry> tail, long bytes)
    {
        var history = slot.History = slot.History.After(tail, bytes);
        if (history.Count == 0)
            slots.TryRemove(new(endeavour, slot));
        else if (Interlocked.Add(ref grown, bytes) > mostBytes / LooksBetween || slot.LastUse % LooksBetween == 0)
            MakeRoom(endeavour);
        return history;
    }

    /// <summary>Lets the others go, the one looked at longest ago first; what is asked for stays, if need be without what was folded of it.</summary>
    void MakeRoom(string asked)
    {
        // One at a time: two who make room for what they asked for would let go each other's.
        lock (slots)
        {
            Interlocked.Exchange(ref grown, 0);
            while (Bytes > mostBytes)
            {
                if (slots.Where(pair => pair.Key != asked).DefaultIfEmpty().MinBy(pair => pair.Value?.LastUse) is { Key: not null } oldest)
                {
                    slots.TryRemove(oldest);
                    continue;
                }
                if (slots.TryGetValue(asked, out var slot))
                    slot.History.ForgetFolds();
                return;
            }
        }
    }

    sealed class Slot(string endeavour)
    {
        public SemaphoreSlim Gate { get; } = new(1);
        public History History { get; set; } = History.Empty(endeavour);
        public long LastUse { get; set; }
    }
}
