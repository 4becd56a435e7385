namespace ConveningLedger.Time;

/// <summary>
/// A history as one circle may see it. What that circle may not see is not in it, in no count and no order, so whatever is asked of
/// it cannot tell.
/// </summary>
public sealed class Prospect
{
    // Moments of knowledge that are asked for again and again are few; the rest is folded anew.
    const int MostEditions = 8;

    // What all views of an edition take for each of its entries: 1,030 measured on a generated history of 10,000, 1,540 on a short real one.
    const long BytesPerEntry = 1_100;

    // A number of an entry, and about one row.
    const long TrackBytesPerEntry = 100;

    // More are taken in faster by beginning anew.
    const int MostMore = 256;

    readonly History history;
    readonly Lazy<int[]> visible;
    readonly Lazy<int[]> metas;
    readonly Lazy<Arrivals> arrivals;
    readonly Lazy<Edition> latest;
    readonly Lazy<Instant> lastRecordedAt;
    readonly Lazy<Tracks> tracks;
    readonly Lazy<IReadOnlyList<(Entry, int)>> appeared;
    readonly Lazy<IReadOnlyList<(Entry, int)>> withdrawn;
    readonly Lazy<IReadOnlyList<(Guid Id, long Number, Instant At)>> erased;
    readonly Lazy<Dictionary<Guid, Instant>> erasedAt;
    readonly LinkedList<(Instant Until, Edition Edition)> editions = new();

    /// <summary>What a circle may see of a history.</summary>
    internal Prospect(History history, Visibility clearance)
    {
        this.history = history;
        Clearance = clearance;
        visible = new(() => [.. Enumerable.Range(0, history.Count).Where(index => history.TierAt(index).Admits(clearance))]);
        metas = new(() => [.. Visible.Where(index => history.Recorded[index].Kind.IsMeta)]);
        latest = new(Whole);
        arrivals = new(() => new(history, Visible, Latest));
        tracks = new(() => Tracks.Of(this));
        appeared = new(() =>
        {
            var known = Latest.Known.ToDictionary(entry => entry.Id);
            return Last(Notice.Of(history, clearance, -1).Where(notice => notice.IsThere && known.ContainsKey(notice.Entry.Id)), entry => known[entry.Id]);
        });
        withdrawn = new(() => Last(Notice.Of(history, clearance, -1).Where(notice => !notice.IsThere && !history.TierOf(notice.Entry).Admits(clearance)), entry => entry));
        erased = new(() => [.. Lost().GroupBy(lost => lost.Id, (_, its) => its.MaxBy(lost => lost.Number)).OrderBy(lost => lost.Number)]);
        erasedAt = new(() => Erased.ToDictionary(lost => lost.Id, lost => lost.At));
        lastRecordedAt = new(() => Latest.Known.Select(entry => entry.RecordedAt).DefaultIfEmpty(Instant.MinValue).Max());
    }

    // Holds on to nothing of what was before but what they share.
    Prospect(History longer, Prospect before) : this(longer, before.Clearance)
    {
        Entry[] more = [.. Enumerable.Range(before.history.Count, longer.Count - before.history.Count).Where(index => longer.TierAt(index).Admits(Clearance)).Select(index => longer.Recorded[index])];
        metas = new(before.metas.Value);
        latest = new(before.Latest.After(longer, this, more));
        lastRecordedAt = new(more.Select(entry => entry.RecordedAt).Append(before.LastRecordedAt).Max());
    }

    /// <summary>The same circle's of a longer history, of which what is new is about no other entry; null where it is as fast to begin anew.</summary>
    internal Prospect? In(History longer) =>
        latest.IsValueCreated && IsNear(longer.Count) ? new(longer, this) : null;

    /// <summary>Whether a history of a length is not so much longer that it is as fast to begin anew.</summary>
    internal bool IsNear(int count) => count - history.Count <= MostMore;

    /// <summary>The circle.</summary>
    public Visibility Clearance { get; }

    /// <summary>Whether the endeavour exists for this circle.</summary>
    public bool Exists => history.ExistsFor(Clearance);

    /// <summary>When the last entry that the circle may see became known; the beginning of time where there is none.</summary>
    public Instant LastRecordedAt => lastRecordedAt.Value;

    /// <summary>All that its measures and texts were at any moment, as far as it was known by any other.</summary>
    public Tracks Tracks => tracks.Value;

    /// <summary>
    /// All entries that the circle may see, with the numbers of the notices by which they came to be seen, in their order: the order of
    /// recording, but for those that were widened since.
    /// </summary>
    public IReadOnlyList<(Entry Entry, int Number)> Appeared => appeared.Value;

    /// <summary>The entries that the circle could see and may not any more, with the numbers of the notices that say so, in their order.</summary>
    public IReadOnlyList<(Entry Entry, int Number)> Withdrawn => withdrawn.Value;

    /// <summary>
    /// The entries that lack something of what the circle is shown of them, or was while it stood, each once, with numbers that only grow, in their order. It
    /// may have kept that; of words that it never could see it is told nothing.
    /// </summary>
    public IReadOnlyList<(Guid Id, long Number, Instant At)> Erased => erased.Value;

    /// <summary>When something of an entry that the circle is shown, or was, was last destroyed; null where nothing was, or nobody here knows when.</summary>
    /// <param name="entry">The entry's id.</param>
    public Instant? ErasedAt(Guid entry) => erasedAt.Value.TryGetValue(entry, out var at) ? at : null;

    /// <summary>The indexes of the entries that the circle may see.</summary>
    internal int[] Visible => visible.Value;

    /// <summary>About how many bytes its editions take in memory.</summary>
    internal long Bytes
    {
        get
        {
            lock (editions)
            {
                return ((editions.Sum(one => one.Edition.InOrder.Own) + (latest.IsValueCreated ? latest.Value.InOrder.Count : 0)) * BytesPerEntry)
                    + (tracks.IsValueCreated ? history.Count * TrackBytesPerEntry : 0);
            }
        }
    }

    /// <summary>What was known of the endeavour by an instant.</summary>
    /// <param name="knownAt">The instant, included.</param>
    public Edition KnownAt(Instant knownAt)
    {
        if (knownAt >= latest.Value.Until)
            return latest.Value;
        // All instants between two recordings know the same.
        var until = arrivals.Value.LastUntil(knownAt);
        lock (editions)
        {
            for (var node = editions.First; node is not null; node = node.Next)
            {
                if (node.Value.Until != until)
                    continue;
                editions.Remove(node);
                editions.AddFirst(node);
                return node.Value.Edition;
            }
        }
        var made = Make(until);
        lock (editions)
        {
            editions.AddFirst((until, made));
            if (editions.Count > MostEditions)
                editions.RemoveLast();
        }
        return made;
    }

    /// <summary>All that is recorded.</summary>
    public Edition Latest => latest.Value;

    /// <summary>The entry of this id or ref, as first recorded; null where there is none for this circle.</summary>
    /// <param name="idOrRef">The id or ref.</param>
    public Entry? Find(string idOrRef) =>
        history.Recorded.IndexOfIdOrRef(idOrRef, history.Count) is { } index && history.TierAt(index).Admits(Clearance)
            ? history.Recorded[index]
            : null;

    static IReadOnlyList<(Entry, int)> Last(IEnumerable<Notice> notices, Func<Entry, Entry> shown)
    {
        var last = new Dictionary<Guid, Notice>();
        foreach (var notice in notices)
            last[notice.Entry.Id] = notice;
        return [.. last.Values.OrderBy(notice => notice.Number).Select(notice => (shown(notice.Entry), notice.Number))];
    }

    /// <summary>All that is recorded, from nothing.</summary>
    Edition Whole()
    {
        var known = Amendments.Of(history.Recorded, metas.Value);
        var inOrder = Visible.Where(index => !history.Recorded[index].Kind.IsMeta).ToArray();
        Array.Sort([.. inOrder.Select(index => (history.Recorded[index].OccurredAt.Earliest, index))], inOrder);
        var effective = new List<Entry>(inOrder.Length);
        var withheld = metas.Value.Where(index => !IsShown(index)).ToHashSet();
        var mended = new Dictionary<int, Entry>();
        List<Entry> moved = [];
        foreach (var index in inOrder)
        {
            var (entry, isEffective, isWithheld) = Judge(index, known, known, _ => true);
            if (isWithheld)
                withheld.Add(index);
            if (entry.Corrections.Count > 0)
                mended[index] = entry;
            if (!isEffective)
                continue;
            if (entry.OccurredAt.Earliest == history.Recorded[index].OccurredAt.Earliest)
                effective.Add(entry);
            else
                moved.Add(entry);
        }
        foreach (var entry in moved)
            effective.Insert(PlaceOf(effective, entry), entry);
        var until = Visible.Length == 0 ? Instant.MinValue : Visible.Max(index => history.Recorded[index].RecordedAt);
        return new(history, this, new([.. effective]), known, mended, withheld, until);
    }

    /// <summary>
    /// What was known by an instant: what is known today, as far as nothing that came to be known since stands in it, and what was known
    /// of the rest.
    /// </summary>
    Edition Make(Instant until)
    {
        var whole = latest.Value;
        bool IsKnown(int index) => history.Recorded[index].RecordedAt <= until;
        var known = Amendments.Of(history.Recorded, metas.Value.Where(IsKnown));
        var withheld = metas.Value.Where(index => !IsShown(index)).ToHashSet();
        var mended = new Dictionary<int, Entry>();
        var shared = Math.Min(whole.InOrder.Count, arrivals.Value.FirstPlaceAfter(until));
        var touched = whole.Amendments.Touched.Concat(known.Touched).Where(index => !history.Recorded[index].Kind.IsMeta && history.TierAt(index).Admits(Clearance)).ToHashSet();
        List<Entry> then = [];
        foreach (var index in touched)
        {
            var place = whole.PlaceOf(index);
            var (entry, isEffective, isWithheld) = IsKnown(index) ? Judge(index, known, whole.Amendments, IsKnown) : (history.Recorded[index], false, false);
            if (isWithheld)
                withheld.Add(index);
            if (entry.Corrections.Count > 0)
                mended[index] = entry;
            if (isEffective)
                then.Add(entry);
            if (isEffective == place is not null && (!isEffective || known.CorrectionsOf(index).SequenceEqual(whole.Amendments.CorrectionsOf(index))))
                continue;
            shared = Math.Min(shared, place ?? int.MaxValue);
            if (isEffective)
                shared = Math.Min(shared, whole.InOrder.CountBefore(entry));
        }
        Entry[] rest =
        [
            .. arrivals.Value.KnownFrom(shared, until).Where(index => !touched.Contains(index)).Select(index => history.Recorded[index]),
            .. then.Where(entry => whole.InOrder.CountBefore(entry) >= shared),
        ];
        Array.Sort(rest, Edition.Order);
        return new(history, this, whole.InOrder.Until(shared, rest), known, mended, withheld, until);
    }

    /// <summary>What a known entry is by some amendments: what it says, whether it counts, and whether it is not shown at all.</summary>
    /// <param name="index">The entry.</param>
    /// <param name="known">What amends it as far as it was known.</param>
    /// <param name="all">What amends it today.</param>
    /// <param name="isKnown">What was known.</param>
    (Entry Entry, bool IsEffective, bool IsWithheld) Judge(int index, Amendments known, Amendments all, Predicate<int> isKnown)
    {
        var entry = history.Recorded[index];
        if (all.CorrectionsOf(index).Count > 0 || known.CorrectionsOf(index).Count > 0)
        {
            if (IsSuperseded(index, known, all, isKnown))
                return (entry, false, true);
            entry = Amendments.Correct(entry, known.CorrectionsOf(index).Select(correction => history.Recorded[correction]));
        }
        return known.RetractionOf(index) is { } retraction ? (entry, false, !IsShown(retraction)) : (entry, true, false);
    }

    /// <summary>The entries that are no meta entries, in the order of receiving, each with what it said, from when to when that was known to be so.</summary>
    internal IEnumerable<(Entry Entry, IReadOnlyList<EntryVersion> Versions)> Versions()
    {
        var about = metas.Value.ToLookup(history.Recorded.TargetOf);
        foreach (var index in Visible.Where(index => !history.Recorded[index].Kind.IsMeta))
            yield return (history.Recorded[index], VersionsOf(index, about));
    }

    /// <summary>What the circle may have kept of each erasure: the entry, and what a correction, which is an entry too, made of the one that it is about.</summary>
    IEnumerable<(Guid Id, long Number, Instant At)> Lost()
    {
        var about = new Lazy<ILookup<int, int>>(() => metas.Value.ToLookup(history.Recorded.TargetOf));
        var missed = new Dictionary<int, HashSet<Entry>>();
        foreach (var (id, number, at, _) in history.Erasures)
        {
            if (history.Recorded.IndexOf(id, history.Count) is not { } index || !history.TierAt(index).Admits(Clearance))
                continue;
            // Each erasure has a number for its entry, and one for what that corrects.
            if (history.Recorded[index].Kind.IsMeta ? Latest.Find(id.ToString()) is { Erased.Count: > 0 } : MissedIn(index).Contains(history.Recorded[index]))
                yield return (id, number * 2, at);
            if (history.Recorded[index].Data is Meta.EntryCorrected && history.Recorded.TargetOf(index) is var target && MissedIn(target).Contains(history.Recorded[index]))
                yield return (history.Recorded[target].Id, (number * 2) + 1, at);
        }

        HashSet<Entry> MissedIn(int index) => missed.TryGetValue(index, out var found) ? found : missed[index] = [.. MissedInWordings(index, about.Value)];
    }

    /// <summary>The entry, and the corrections of it, of which something is missing in a wording that the circle may look at, or could while it stood.</summary>
    IEnumerable<Entry> MissedInWordings(int index, ILookup<int, int> about)
    {
        var chain = ChainOf(index, about);
        var all = Amendments.Of(history.Recorded, chain);
        var entry = history.Recorded[index];
        // As it was received, and as it is claimed to have been known.
        var moments = chain.Append(history.Count).Select(next => (Predicate<int>)(meta => meta < next))
            .Concat(chain.Select(meta => history.Recorded[meta].RecordedAt).Append(entry.RecordedAt).Where(at => at >= entry.RecordedAt).Distinct().Select(at => (Predicate<int>)(meta => history.Recorded[meta].RecordedAt <= at)));
        foreach (var isKnown in moments)
        {
            var then = Amendments.Of(history.Recorded, chain.Where(meta => isKnown(meta)));
            // What was taken back is still shown, as it was corrected since, too, unless the reason is for others.
            if (Judge(index, then, all, isKnown).IsWithheld)
                continue;
            foreach (var missed in Amendments.MissedIn(entry, then.CorrectionsOf(index).Select(correction => history.Recorded[correction])))
                yield return missed;
        }
    }

    /// <summary>What is about an entry, and about that, in sequence: nothing else can change what it says.</summary>
    static List<int> ChainOf(int index, ILookup<int, int> about)
    {
        List<int> chain = [index];
        for (var place = 0; place < chain.Count; place++)
            chain.AddRange(about[chain[place]]);
        chain.RemoveAt(0);
        chain.Sort();
        return chain;
    }

    List<EntryVersion> VersionsOf(int index, ILookup<int, int> about)
    {
        var entry = history.Recorded[index];
        if (!about.Contains(index))
            return [new(entry, entry.RecordedAt, null)];
        var chain = ChainOf(index, about);
        var all = Amendments.Of(history.Recorded, chain);
        var versions = new List<EntryVersion>();
        foreach (var at in chain.Select(meta => history.Recorded[meta].RecordedAt).Append(entry.RecordedAt).Where(at => at >= entry.RecordedAt).Distinct().Order())
        {
            bool IsKnown(int other) => history.Recorded[other].RecordedAt <= at;
            var (said, isEffective, _) = Judge(index, Amendments.Of(history.Recorded, chain.Where(IsKnown)), all, IsKnown);
            if (versions is [.., { KnownTo: null } last])
            {
                if (isEffective && last.Entry.Equals(said) && last.Entry.Standpoint == said.Standpoint && last.Entry.Modes.Equals(said.Modes))
                    continue;
                versions[^1] = last with { KnownTo = at };
            }
            if (isEffective)
                versions.Add(new(said, at, null));
        }
        return versions;
    }

    /// <summary>
    /// Whether the reason that a meta entry gives is for this circle: it was admitted to the entry that it is about when the meta
    /// entry was recorded. Remarks have circles of their own.
    /// </summary>
    bool IsShown(int meta) =>
        history.Recorded[meta].Data is Meta.EntryAnnotated or Meta.EntryContested || WasAdmitted(history.Recorded.TargetOf(meta), meta);

    bool WasAdmitted(int index, int meta) =>
        Clearance == Visibility.Conveners || history.TierAround(meta, index, Clearance).Admits(Clearance);

    /// <summary>Whether what was known of an entry then has been superseded since by what this circle may not look behind.</summary>
    bool IsSuperseded(int index, Amendments then, Amendments today, Predicate<int> isKnown)
    {
        var (applied, standing) = (then.CorrectionsOf(index), today.CorrectionsOf(index));
        return standing.Except(applied).Concat(applied.Except(standing)).Any(correction => !WasAdmitted(index, Superseding(correction, isKnown)));
    }

    /// <summary>The entry that made or unmade a correction since: itself, or the first retraction in its chain that was not known.</summary>
    int Superseding(int correction, Predicate<int> isKnown)
    {
        if (!isKnown(correction))
            return correction;
        HashSet<int> chain = [correction];
        foreach (var meta in metas.Value)
        {
            if (!chain.Contains(history.Recorded.TargetOf(meta)))
                continue;
            if (!isKnown(meta))
                return meta;
            chain.Add(meta);
        }
        throw new InvalidOperationException($"Nothing unmade the correction {history.Recorded[correction]}.");
    }

    static int PlaceOf(List<Entry> entries, Entry entry)
    {
        var (low, high) = (0, entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Edition.Order(entries[middle], entry) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

/// <summary>The order in which entries came to be known, beside the order of the frame.</summary>
sealed class Arrivals
{
    readonly int[] indexes;
    readonly Instant[] recordedAts;
    readonly Instant[] moments;
    readonly int[] places;
    readonly int[] firstFrom;
    readonly int[] lastUpTo;

    /// <summary>The arrivals of what a circle may see.</summary>
    /// <param name="history">The history.</param>
    /// <param name="visible">The indexes of what it may see.</param>
    /// <param name="whole">All that is known of it.</param>
    public Arrivals(History history, int[] visible, Edition whole)
    {
        moments = [.. visible.Select(index => history.Recorded[index].RecordedAt)];
        Array.Sort(moments);
        var placeOf = new Dictionary<long, int>(whole.InOrder.Count);
        for (var place = 0; place < whole.InOrder.Count; place++)
            placeOf[whole.InOrder[place].Sequence] = place;
        indexes = [.. visible.Where(index => !history.Recorded[index].Kind.IsMeta)];
        recordedAts = [.. indexes.Select(index => history.Recorded[index].RecordedAt)];
        Array.Sort(recordedAts, indexes);
        places = [.. indexes.Select(index => placeOf.GetValueOrDefault(index + 1, -1))];
        firstFrom = new int[indexes.Length + 1];
        firstFrom[^1] = int.MaxValue;
        for (var rank = indexes.Length - 1; rank >= 0; rank--)
            firstFrom[rank] = places[rank] < 0 ? firstFrom[rank + 1] : Math.Min(places[rank], firstFrom[rank + 1]);
        lastUpTo = new int[indexes.Length];
        for (var rank = 0; rank < indexes.Length; rank++)
            lastUpTo[rank] = Math.Max(places[rank], rank == 0 ? -1 : lastUpTo[rank - 1]);
    }

    /// <summary>When the last entry became known that was known by an instant, entries about entries included; the beginning of time where there was none.</summary>
    public Instant LastUntil(Instant knownAt) => CountUntil(moments, knownAt) is > 0 and var count ? moments[count - 1] : Instant.MinValue;

    /// <summary>The first place in the order of the frame of what became known after an instant; beyond all where there is none.</summary>
    public int FirstPlaceAfter(Instant knownAt) => firstFrom[CountUntil(recordedAts, knownAt)];

    /// <summary>The indexes of the entries that were known by an instant and stand at a place in the order of the frame or after it.</summary>
    public IEnumerable<int> KnownFrom(int place, Instant knownAt)
    {
        for (var rank = CountUntil(recordedAts, knownAt) - 1; rank >= 0 && lastUpTo[rank] >= place; rank--)
        {
            if (places[rank] >= place)
                yield return indexes[rank];
        }
    }

    static int CountUntil(Instant[] sorted, Instant at)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= at)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

/// <summary>What an entry said, corrected, and when that was known to be so.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="KnownFrom">From when on, inclusive.</param>
/// <param name="KnownTo">Until when, exclusive; null: it still is.</param>
sealed record EntryVersion(Entry Entry, Instant KnownFrom, Instant? KnownTo);
