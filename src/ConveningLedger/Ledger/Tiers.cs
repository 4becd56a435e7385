namespace ConveningLedger.Ledger;

/// <summary>
/// Who may see what, today: an entry's tier is the narrowest of its own latest visibility and the tiers of the entries that first
/// named the keys it refers to, in its corrections too. Entries about entries have their target's tier; annotations and contests
/// the narrower of their own and their target's.
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
            tiers[index] = amendments.ReclassifiedTo(index) ?? recorded[index].Visibility;

        // Keys are named before they are referred to, so one pass is enough, save where a correction refers to a key that was named
        // after its target: then the passes go on until nothing narrows any more.
        bool narrowed;
        do
        {
            narrowed = false;
            for (var index = 0; index < count; index++)
            {
                if (recorded[index].Kind.IsMeta)
                    continue;
                var tier = Narrowest(tiers, tiers[index], recorded.NamedBy(index), count);
                foreach (var correction in amendments.CorrectionsOf(index))
                    tier = Narrowest(tiers, tier, recorded.NamedBy(correction), count);
                narrowed |= tier != tiers[index];
                tiers[index] = tier;
            }
        }
        while (narrowed);

        for (var index = 0; index < count; index++)
        {
            if (recorded[index].Kind.IsMeta)
                tiers[index] = OfMeta(recorded, tiers, index, tiers[index]);
        }
        return tiers;
    }

    /// <summary>The tier of an entry about an entry.</summary>
    public static Visibility OfMeta(RecordedEntries recorded, Visibility[] tiers, int index, Visibility own)
    {
        var target = tiers[recorded.TargetOf(index)];
        var tier = recorded[index].Data is Meta.EntryAnnotated or Meta.EntryContested ? Visibilities.NarrowerOf(own, target) : target;
        return Narrowest(tiers, tier, recorded.NamedBy(index), index);
    }

    /// <summary>The narrowest of a tier and those of the entries that named something.</summary>
    public static Visibility Narrowest(Visibility[] tiers, Visibility tier, ReadOnlySpan<int> namedBy, int count)
    {
        foreach (var naming in namedBy)
        {
            if (naming < count)
                tier = Visibilities.NarrowerOf(tier, tiers[naming]);
        }
        return tier;
    }
}
