using ConveningLedger.Meta;

namespace ConveningLedger.Ledger;

/// <summary>
/// Who may see what, today: an entry's tier is the narrowest of its own latest visibility and the tiers of the entries that first
/// named the keys it refers to. Corrections, retractions and reclassifications have their target's tier: what a standing one refers
/// to narrows the target too, so that nobody sees an entry without what was done to it. Annotations and contests have the narrower
/// of their own and their target's.
/// </summary>
static class Tiers
{
    /// <summary>The keys that an entry refers to or names, as first recorded; a correction's are those that it brings in.</summary>
    public static Several<string> KeysOf(Entry entry)
    {
        List<string> keys = [];
        foreach (var (_, shape, key) in entry.Kind.KeysIn(entry.Data))
        {
            if (shape is SlugShape)
                keys.Add(key);
        }
        if (entry.ToldBy is { } teller)
            keys.Add(teller);
        keys.AddRange(entry.Mentions);
        return Several.Of<string>(keys.Distinct().ToArray());
    }

    /// <summary>The tiers of the first entries of a stream, as they are once these and no more are recorded.</summary>
    /// <param name="recorded">The stream.</param>
    /// <param name="count">How many of its entries.</param>
    /// <param name="acts">Which of its meta entries act; absent: all of them.</param>
    public static Visibility[] Of(RecordedEntries recorded, int count, Predicate<int>? acts = null)
    {
        var amendments = Amendments.Of(recorded,
            Enumerable.Range(0, count).Where(index => recorded[index].Kind.IsMeta && (acts is null || acts(index))));
        var tiers = new Visibility[count];
        for (var index = 0; index < count; index++)
            tiers[index] = HasTargetsTier(recorded[index]) ? Visibility.Public : amendments.ReclassifiedTo(index) ?? recorded[index].Visibility;

        // Keys are named before they are referred to, so one pass is enough, save where an entry about an entry refers to a key that
        // was named after its target: then the passes go on until nothing narrows any more.
        bool narrowed;
        do
        {
            narrowed = false;
            for (var index = 0; index < count; index++)
            {
                var tier = Narrowest(tiers, tiers[index], recorded.NamedBy(index), count);
                if (recorded[index].Kind.IsMeta)
                    tier = Visibilities.NarrowerOf(tier, tiers[recorded.TargetOf(index)]);
                foreach (var amendment in amendments.Of(index))
                    tier = Narrowest(tiers, tier, recorded.NamedBy(amendment), count);
                narrowed |= tier != tiers[index];
                tiers[index] = tier;
            }
        }
        while (narrowed);
        return tiers;
    }

    /// <summary>The tier of an annotation or a contest, or of an entry about no other, once the tiers of those before it are known.</summary>
    public static Visibility OfNext(RecordedEntries recorded, Visibility[] tiers, int index)
    {
        var tier = Narrowest(tiers, recorded[index].Visibility, recorded.NamedBy(index), index);
        return recorded[index].Kind.IsMeta ? Visibilities.NarrowerOf(tier, tiers[recorded.TargetOf(index)]) : tier;
    }

    /// <summary>Whether an entry changes another one, and belongs to whoever sees that one.</summary>
    public static bool HasTargetsTier(Entry entry) => entry.Data is EntryCorrected or EntryRetracted or EntryReclassified;

    /// <summary>The narrowest of a tier and those of the entries that named something.</summary>
    static Visibility Narrowest(Visibility[] tiers, Visibility tier, ReadOnlySpan<int> namedBy, int count)
    {
        foreach (var naming in namedBy)
        {
            if (naming < count)
                tier = Visibilities.NarrowerOf(tier, tiers[naming]);
        }
        return tier;
    }
}
