namespace ConveningLedger.Time;

/// <summary>
/// What one circle knew of an endeavour by an instant: the entries that count, corrected as far as it was known, in the order in
/// which they occurred. Frames are its prefixes.
/// </summary>
public sealed class Edition
{
    readonly History history;
    readonly Prospect prospect;
    readonly Effective effective;
    readonly Amendments amendments;
    readonly IReadOnlyDictionary<int, Entry> mended;
    readonly IReadOnlySet<int> withheld;
    readonly Instant until;
    readonly Lazy<int> knownCount;

    /// <summary>What was known by an instant.</summary>
    /// <param name="history">The history.</param>
    /// <param name="prospect">What the circle may see of it.</param>
    /// <param name="effective">What counts.</param>
    /// <param name="amendments">What was done to entries, as far as it was known.</param>
    /// <param name="mended">The entries that are corrected, by their indexes.</param>
    /// <param name="withheld">The indexes of the entries that are known and not shown.</param>
    /// <param name="until">When the last entry of it became known.</param>
    internal Edition(History history, Prospect prospect, Effective effective, Amendments amendments, IReadOnlyDictionary<int, Entry> mended, IReadOnlySet<int> withheld, Instant until)
    {
        (this.history, this.prospect, this.effective, this.amendments, this.mended, this.withheld, this.until) = (history, prospect, effective, amendments, mended, withheld, until);
        knownCount = new(() => prospect.Visible.Count(IsShown));
    }

    /// <summary>The circle it is for.</summary>
    public Visibility Clearance => prospect.Clearance;

    /// <summary>All entries that count, by (earliest, sequence).</summary>
    public IReadOnlyList<Entry> Effective => effective;

    /// <summary>All entries that are known, corrected as far as is known, in the order of receiving; meta and retracted ones too.</summary>
    public IEnumerable<Entry> Known => prospect.Visible.Where(IsShown).Select(Shown);

    /// <summary>How many entries are known, meta entries too.</summary>
    public int KnownCount => knownCount.Value;

    /// <summary>The frame of an instant.</summary>
    /// <param name="at">The instant in the world.</param>
    /// <param name="knownAt">The instant of knowledge that is answered for.</param>
    public Frame At(Instant at, Instant knownAt) => new(history, this, at, knownAt, effective.CountUntil(at));

    /// <summary>The state of a view after the first entries.</summary>
    /// <typeparam name="TView">The view.</typeparam>
    /// <param name="count">How many entries.</param>
    internal TView View<TView>(int count) where TView : class, IView<TView> => effective.After<TView>(count);

    /// <summary>What counts, for an edition that shares some of it.</summary>
    internal Effective InOrder => effective;

    /// <summary>What was done to entries, as far as it is known.</summary>
    internal Amendments Amendments => amendments;

    /// <summary>This edition and what was recorded next.</summary>
    /// <param name="longer">The longer history.</param>
    /// <param name="prospect">What the circle may see of it.</param>
    /// <param name="more">The entries that it may see of what was recorded next, none of them about an entry.</param>
    internal Edition After(History longer, Prospect prospect, IEnumerable<Entry> more)
    {
        var (longest, last) = (effective, until);
        foreach (var entry in more)
        {
            longest = longest.With(entry);
            last = entry.RecordedAt > last ? entry.RecordedAt : last;
        }
        return new(longer, prospect, longest, amendments, mended, withheld, last);
    }

    /// <summary>When the last entry of it became known.</summary>
    internal Instant Until => until;

    /// <summary>The entry of this id or ref, corrected as far as is known, whether it counts or not; null where it is not known.</summary>
    /// <param name="idOrRef">The id or ref.</param>
    public Entry? Find(string idOrRef) =>
        history.Recorded.IndexOfIdOrRef(idOrRef, history.Count) is { } index && IsShown(index) ? Shown(index) : null;

    /// <summary>An entry of this edition as it was first recorded; null where that wording is not for this circle.</summary>
    /// <param name="entry">The entry.</param>
    public Entry? AsFirstRecorded(Entry entry) =>
        entry.Corrections.Count == 0 || entry.Corrections.All(by => IsShown(IndexOf(by)))
            ? history.Recorded[IndexOf(entry)]
            : null;

    /// <summary>Where an entry stands in the order of the frame, or null.</summary>
    internal int? PlaceOf(Guid id) => history.Recorded.IndexOf(id, history.Count) is { } index ? PlaceOf(index) : null;

    /// <summary>Where the entry of an index stands in the order of the frame, or null.</summary>
    internal int? PlaceOf(int index)
    {
        var entry = Shown(index);
        var place = effective.CountBefore(entry);
        return place < effective.Count && effective[place].Sequence == entry.Sequence ? place : null;
    }

    /// <summary>Whether the circle is shown an entry, and knows of it.</summary>
    bool IsShown(int index) =>
        history.Recorded[index].RecordedAt <= until && history.TierAt(index).Admits(Clearance) && !withheld.Contains(index);

    /// <summary>The annotations and contests of an entry that are known.</summary>
    /// <param name="entry">The entry.</param>
    public IEnumerable<Entry> RemarksOn(Entry entry) => ShownOf(amendments.RemarksOn(IndexOf(entry)));

    /// <summary>The corrections of an entry that are known and stand, as far as their reasons are for this circle.</summary>
    /// <param name="entry">The entry.</param>
    public IEnumerable<Entry> CorrectionsOf(Entry entry) => ShownOf(amendments.CorrectionsOf(IndexOf(entry)));

    /// <summary>The retraction of an entry that is known and stands, or null.</summary>
    /// <param name="entry">The entry.</param>
    public Entry? RetractionOf(Entry entry) =>
        amendments.RetractionOf(IndexOf(entry)) is { } index && IsShown(index) ? history.Recorded[index] : null;

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

    Entry Shown(int index) => mended.TryGetValue(index, out var entry) ? entry : history.Recorded[index];

    IEnumerable<Entry> ShownOf(List<int> indexes) => indexes.Where(IsShown).Select(index => history.Recorded[index]);
}
