namespace ConveningLedger.Ledger;

/// <summary>
/// Every change of who may see an entry, in the order of the recordings that made it: an entry that is recorded, or one that another one
/// widens or narrows. Only ever grows at its end, with the entries, and only as far as it is asked for.
/// </summary>
sealed class TierLog(RecordedEntries recorded)
{
    readonly Lock gate = new();
    readonly List<TierChange> changes = [];
    Visibility[] tiers = [];
    int position;

    /// <summary>The changes that the first entries of the stream made, from a number on.</summary>
    /// <param name="count">How many entries.</param>
    /// <param name="from">The first number.</param>
    public IReadOnlyList<(int Number, TierChange Change)> Until(int count, int from)
    {
        lock (gate)
        {
            while (position < count)
                Take(position++);
            var found = new List<(int, TierChange)>();
            for (var number = Math.Max(0, from); number < changes.Count && changes[number].By < count; number++)
                found.Add((number, changes[number]));
            return found;
        }
    }

    void Take(int index)
    {
        if (!Tiers.HasTargetsTier(recorded[index]))
        {
            if (index >= tiers.Length)
                Array.Resize(ref tiers, Math.Max(16, tiers.Length * 2));
            tiers[index] = Tiers.OfNext(recorded, tiers, index);
            changes.Add(new(index, index, null, tiers[index]));
            return;
        }
        var now = Tiers.Of(recorded, index + 1);
        for (var other = 0; other < index; other++)
        {
            if (now[other] != tiers[other])
                changes.Add(new(index, other, tiers[other], now[other]));
        }
        changes.Add(new(index, index, null, now[index]));
        tiers = now;
    }
}

/// <summary>A change of who may see an entry.</summary>
/// <param name="By">The index of the entry that made it.</param>
/// <param name="Index">The index of the entry that is seen by others now.</param>
/// <param name="Before">Its tier before; null: it was not there.</param>
/// <param name="After">Its tier after.</param>
readonly record struct TierChange(int By, int Index, Visibility? Before, Visibility After);
