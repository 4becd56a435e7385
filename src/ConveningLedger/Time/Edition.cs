using System.Collections.Concurrent;

namespace ConveningLedger.Time;

/// <summary>
/// What one circle knew of an endeavour by an instant: the entries that count, corrected as far as it was known, in the order in
/// which they occurred. Frames are its prefixes.
/// </summary>
public sealed class Edition
{
    readonly History history;
    readonly Prospect prospect;
    readonly Entry[] effective;
    readonly Amendments amendments;
    readonly int[] known;
    readonly Dictionary<int, Entry> mended;
    readonly HashSet<int> shown;
    readonly ConcurrentDictionary<Type, Lazy<object>> folds = new();
    readonly Lazy<Dictionary<Guid, int>> places;

    internal Edition(History history, Prospect prospect, Entry[] effective, Amendments amendments, Dictionary<int, Entry> mended, int[] known)
    {
        (this.history, this.prospect, this.effective, this.amendments, this.mended, this.known) = (history, prospect, effective, amendments, mended, known);
        shown = [.. known];
        places = new(() => effective.Index().ToDictionary(pair => pair.Item.Id, pair => pair.Index));
    }

    /// <summary>The circle it is for.</summary>
    public Visibility Clearance => prospect.Clearance;

    /// <summary>All entries that count, by (earliest, sequence).</summary>
    public IReadOnlyList<Entry> Effective => effective;

    /// <summary>All entries that are known, corrected as far as is known, in the order of receiving; meta and retracted ones too.</summary>
    public IEnumerable<Entry> Known => known.Select(Shown);

    /// <summary>How many entries are known, meta entries too.</summary>
    public int KnownCount => known.Length;

    /// <summary>The frame of an instant.</summary>
    /// <param name="at">The instant in the world.</param>
    /// <param name="knownAt">The instant of knowledge that is answered for.</param>
    public Frame At(Instant at, Instant knownAt) => new(history, this, at, knownAt, CountUntil(at));

    /// <summary>The state of a view after the first entries.</summary>
    /// <typeparam name="TView">The view.</typeparam>
    /// <param name="count">How many entries.</param>
    internal TView View<TView>(int count) where TView : class, IView<TView> =>
        ((Fold<TView>)folds.GetOrAdd(typeof(TView), static (_, effective) => new(() => new Fold<TView>(effective)), effective).Value).After(count);

    /// <summary>The entry of this id or ref, corrected as far as is known, whether it counts or not; null where it is not known.</summary>
    /// <param name="idOrRef">The id or ref.</param>
    public Entry? Find(string idOrRef) =>
        history.Recorded.IndexOfIdOrRef(idOrRef, history.Count) is { } index && shown.Contains(index) ? Shown(index) : null;

    /// <summary>An entry of this edition as it was first recorded; null where that wording is not for this circle.</summary>
    /// <param name="entry">The entry.</param>
    public Entry? AsFirstRecorded(Entry entry) =>
        entry.Corrections.Count == 0 || entry.Corrections.All(by => shown.Contains(IndexOf(by)))
            ? history.Recorded[IndexOf(entry)]
            : null;

    /// <summary>Where an entry stands in the order of the frame, or null.</summary>
    internal int? PlaceOf(Guid id) => places.Value.TryGetValue(id, out var place) ? place : null;

    /// <summary>The annotations and contests of an entry that are known.</summary>
    /// <param name="entry">The entry.</param>
    public IEnumerable<Entry> RemarksOn(Entry entry) => ShownOf(amendments.RemarksOn(IndexOf(entry)));

    /// <summary>The corrections of an entry that are known and stand, as far as their reasons are for this circle.</summary>
    /// <param name="entry">The entry.</param>
    public IEnumerable<Entry> CorrectionsOf(Entry entry) => ShownOf(amendments.CorrectionsOf(IndexOf(entry)));

    /// <summary>The retraction of an entry that is known and stands, or null.</summary>
    /// <param name="entry">The entry.</param>
    public Entry? RetractionOf(Entry entry) =>
        amendments.RetractionOf(IndexOf(entry)) is { } index && shown.Contains(index) ? history.Recorded[index] : null;

    /// <summary>The standing reclassifications of an entry that are known, as far as their reasons are for this circle.</summary>
    /// <param name="entry">The entry.</param>
    public IEnumerable<Entry> ReclassificationsOf(Entry entry) => ShownOf(amendments.Of(IndexOf(entry))).Where(by => by.Data is Meta.EntryReclassified);

    /// <summary>The order of entries within a frame.</summary>
    internal static int Order(Entry one, Entry other)
    {
        var earliest = one.OccurredAt.Earliest.CompareTo(other.OccurredAt.Earliest);
        return earliest != 0 ? earliest : one.Sequence.CompareTo(other.Sequence);
    }

    static int IndexOf(Entry entry) => (int)entry.Sequence - 1;

    Entry Shown(int index) => mended.GetValueOrDefault(index) ?? history.Recorded[index];

    IEnumerable<Entry> ShownOf(List<int> indexes) => indexes.Where(shown.Contains).Select(index => history.Recorded[index]);

    int CountUntil(Instant at)
    {
        var (low, high) = (0, effective.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (effective[middle].OccurredAt.Earliest <= at)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
