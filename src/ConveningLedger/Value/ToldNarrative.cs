namespace ConveningLedger.Value;

/// <summary>A value narrative beside what it draws on.</summary>
/// <param name="Entry">The entry that tells it.</param>
/// <param name="DrawsOn">The stories that it draws on, as they are told in the frame.</param>
public sealed record ToldNarrative(Entry Entry, IReadOnlyList<Entry> DrawsOn)
{
    /// <summary>What the entry says.</summary>
    public ValueNarrativeTold Data => (ValueNarrativeTold)Entry.Data;

    /// <summary>The narratives of a frame, in order.</summary>
    /// <param name="map">The stories and narratives.</param>
    public static IEnumerable<ToldNarrative> In(ValueMap map) =>
        map.Narratives.Select(entry => new ToldNarrative(entry,
            [.. ((ValueNarrativeTold)entry.Data).DrawsOn.OrNone().Select(key => map.Stories.GetValueOrDefault(key)).OfType<Entry>()]));
}
