namespace ConveningLedger.Time;

/// <summary>
/// A history as one circle may see it. What that circle may not see is not in it, in no count and no order, so whatever is asked of
/// it cannot tell.
/// </summary>
public sealed class Prospect
{
    // Moments of knowledge that are asked for again and again are few; the rest is folded anew.
    const int MostEditions = 8;

    readonly History history;
    readonly int[] visible;
    readonly int[] metas;
    readonly int[] inOrder;
    readonly Instant[] recordedAts;
    readonly Lazy<Edition> latest;
    readonly LinkedList<(int Rank, Edition Edition)> editions = new();

    internal Prospect(History history, Visibility clearance)
    {
        this.history = history;
        Clearance = clearance;
        visible = [.. Enumerable.Range(0, history.Count).Where(index => history.TierAt(index).Admits(clearance))];
        metas = [.. visible.Where(index => history.Recorded[index].Kind.IsMeta)];
        inOrder = [.. visible.Where(index => !history.Recorded[index].Kind.IsMeta)];
        Array.Sort([.. inOrder.Select(index => (history.Recorded[index].OccurredAt.Earliest, index))], inOrder);
        recordedAts = [.. visible.Select(index => history.Recorded[index].RecordedAt).Order()];
        latest = new(() => Make(recordedAts.Length));
    }

    /// <summary>The circle.</summary>
    public Visibility Clearance { get; }

    /// <summary>Whether the endeavour exists for this circle.</summary>
    public bool Exists => history.ExistsFor(Clearance);

    /// <summary>When the last entry that the circle may see became known; the beginning of time where there is none.</summary>
    public Instant LastRecordedAt => recordedAts.Length == 0 ? Instant.MinValue : recordedAts[^1];

    /// <summary>What was known of the endeavour by an instant.</summary>
    /// <param name="knownAt">The instant, included.</param>
    public Edition KnownAt(Instant knownAt)
    {
        // All instants between two recordings know the same.
        var rank = RankOf(knownAt);
        if (rank == recordedAts.Length)
            return latest.Value;
        lock (editions)
        {
            for (var node = editions.First; node is not null; node = node.Next)
            {
                if (node.Value.Rank != rank)
                    continue;
                editions.Remove(node);
                editions.AddFirst(node);
                return node.Value.Edition;
            }
        }
        var made = Make(rank);
        lock (editions)
        {
            editions.AddFirst((rank, made));
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

    int RankOf(Instant knownAt)
    {
        var (low, high) = (0, recordedAts.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (recordedAts[middle] <= knownAt)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    Edition Make(int rank)
    {
        var until = rank == 0 ? Instant.MinValue : recordedAts[rank - 1];
        bool Known(int index) => rank > 0 && history.Recorded[index].RecordedAt <= until;
        var amendments = Amendments.Of(history.Recorded, metas.Where(Known));
        var all = rank == recordedAts.Length ? amendments : Amendments.Of(history.Recorded, metas);
        var effective = new List<Entry>(inOrder.Length);
        List<Entry> moved = [];
        foreach (var index in inOrder)
        {
            if (!Known(index) || amendments.IsRetracted(index))
                continue;
            var entry = history.Recorded[index];
            if (all.CorrectionsOf(index).Count == 0 && amendments.CorrectionsOf(index).Count == 0)
            {
                effective.Add(entry);
                continue;
            }
            if (Corrected(index, amendments, all, Known) is not { } corrected)
                continue;
            if (corrected.OccurredAt.Earliest == entry.OccurredAt.Earliest)
                effective.Add(corrected);
            else
                moved.Add(corrected);
        }
        foreach (var entry in moved)
            effective.Insert(PlaceOf(effective, entry), entry);
        return new(history, this, [.. effective], amendments, [.. visible.Where(Known)]);
    }

    /// <summary>
    /// An entry with the corrections that are known; null where what is known of it has been superseded since, and this circle was
    /// not admitted when that happened: then its old wording is not for them.
    /// </summary>
    Entry? Corrected(int index, Amendments then, Amendments today, Predicate<int> isKnown)
    {
        var (applied, standing) = (then.CorrectionsOf(index), today.CorrectionsOf(index));
        foreach (var correction in standing.Except(applied).Concat(applied.Except(standing)))
        {
            if (Clearance != Visibility.Conveners && !history.TierAsOf(index, Superseding(correction, isKnown), Clearance).Admits(Clearance))
                return null;
        }
        return Amendments.Correct(history.Recorded[index], applied.Select(correction => history.Recorded[correction]));
    }

    /// <summary>The sequence of the entry that made or unmade a correction since: itself, or the first retraction in its chain that was not known.</summary>
    long Superseding(int correction, Predicate<int> isKnown)
    {
        if (!isKnown(correction))
            return history.Recorded[correction].Sequence;
        HashSet<int> chain = [correction];
        foreach (var meta in metas)
        {
            if (!chain.Contains(history.Recorded.TargetOf(meta)))
                continue;
            if (!isKnown(meta))
                return history.Recorded[meta].Sequence;
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
