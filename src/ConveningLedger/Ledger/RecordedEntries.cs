using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace ConveningLedger.Ledger;

/// <summary>
/// The entries of one endeavour in the order of receiving, with their indexes. It only ever grows at its end, so that the histories
/// of different lengths that look at it share it; what lies beyond a history's own length is not there for it.
/// </summary>
sealed class RecordedEntries
{
    readonly ConcurrentDictionary<string, int> refs = new();
    // Each in a list of its own: most entries refer to one key, and share its.
    readonly ConcurrentDictionary<string, int[]> firstNamings = new();
    Slot[] items = new Slot[16];
    // By id, where an entry stands, from 1; 0: nowhere. Half of it is free at least, and who looks for an id goes on from its place until nowhere.
    int[] places = new int[32];

    public RecordedEntries() => Tiers = new(this);

    /// <summary>Every change of who may see them.</summary>
    public TierLog Tiers { get; }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>About how many bytes they take in memory.</summary>
    public long Bytes { get; private set; }

    /// <summary>The entry at an index, from 0: its sequence less one.</summary>
    public Entry this[int index] => items[index].Entry;

    /// <summary>The indexes of the entries that first named what an entry refers to, itself apart.</summary>
    public ReadOnlySpan<int> NamedBy(int index) => items[index].NamedBy;

    /// <summary>The index of the entry that an entry about an entry is about.</summary>
    public int TargetOf(int index) => items[index].Target;

    public int? IndexOf(Guid id, int count)
    {
        var table = Volatile.Read(ref places);
        for (var place = PlaceOf(id, table); Volatile.Read(ref table[place]) is var number and > 0; place = (place + 1) & (table.Length - 1))
        {
            if (items[number - 1].Entry.Id == id)
                return number <= count ? number - 1 : null;
        }
        return null;
    }

    public int? IndexOf(string name, int count) => refs.TryGetValue(name, out var index) && index < count ? index : null;

    public int? IndexOfIdOrRef(string idOrRef, int count) =>
        Guid.TryParseExact(idOrRef, "D", out var id) ? IndexOf(id, count) : IndexOf(idOrRef, count);

    /// <summary>Adds the next entry. One writer at a time; readers need no lock.</summary>
    public void Add(Entry entry, int bytes)
    {
        var index = Count;
        if (entry.Sequence != index + 1)
            throw new InvalidOperationException($"Entry {entry.Sequence} of '{entry.Endeavour}' does not follow entry {index}.");
        if (index == items.Length)
            Array.Resize(ref items, items.Length * 2);
        if (entry.Kind.KeyNamedBy(entry.Data) is { } named)
            firstNamings.TryAdd(named, [index]);
        int[] namedBy = [];
        foreach (var key in Ledger.Tiers.KeysOf(entry))
        {
            if (firstNamings.TryGetValue(key, out var naming) && naming[0] != index)
                namedBy = namedBy.Length == 0 ? naming : [.. namedBy, naming[0]];
        }
        var target = entry.Data is IAboutEntry about ? IndexOfIdOrRef(about.Entry, index) ?? throw new InvalidOperationException(
            $"Entry {entry.Sequence} of '{entry.Endeavour}' is about '{about.Entry}', which is not before it.") : -1;
        items[index] = new(entry, namedBy, target);
        Place(entry.Id, index);
        if (entry.Ref is { } name)
            refs[name] = index;
        Count = index + 1;
        Bytes += bytes;
    }

    void Place(Guid id, int index)
    {
        var table = places;
        if (2 * (index + 1) > table.Length)
        {
            table = new int[table.Length * 2];
            for (var other = 0; other < index; other++)
                Put(table, items[other].Entry.Id, other);
        }
        Put(table, id, index);
        // Those who look meanwhile look in the one before.
        Volatile.Write(ref places, table);
    }

    static void Put(int[] table, Guid id, int index)
    {
        var place = PlaceOf(id, table);
        while (table[place] > 0)
            place = (place + 1) & (table.Length - 1);
        Volatile.Write(ref table[place], index + 1);
    }

    // Ids are the callers': those that count in their last bytes must not come to one place. Mixed with a secret of the process, nobody can make them.
    static int PlaceOf(Guid id, int[] table)
    {
        Span<ulong> halves = stackalloc ulong[2];
        id.TryWriteBytes(MemoryMarshal.AsBytes(halves));
        return HashCode.Combine(halves[0], halves[1]) & (table.Length - 1);
    }

    readonly record struct Slot(Entry Entry, int[] NamedBy, int Target);
}
