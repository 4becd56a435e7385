using System.Collections.Immutable;

namespace ConveningLedger.Value;

/// <summary>The value stories and narratives told by a moment.</summary>
public sealed record ValueMap : IView<ValueMap>
{
    /// <inheritdoc/>
    public static ValueMap Empty { get; } = new();

    /// <summary>The latest telling of each story, by key.</summary>
    public ImmutableSortedDictionary<string, Entry> Stories { get; private init; } =
        ImmutableSortedDictionary.Create<string, Entry>(StringComparer.Ordinal);

    /// <summary>The narratives, in order.</summary>
    public ImmutableList<Entry> Narratives { get; private init; } = [];

    /// <inheritdoc/>
    public ValueMap After(Entry entry) => entry.Data switch
    {
        ValueStoryTold story => this with { Stories = Stories.SetItem(story.Key, entry) },
        ValueNarrativeTold => this with { Narratives = Narratives.Add(entry) },
        _ => this,
    };

    /// <summary>The stories that a story led on to, by key.</summary>
    /// <param name="key">The story.</param>
    public IEnumerable<Entry> LeadingFrom(string key) =>
        Stories.Values.Where(story => ((ValueStoryTold)story.Data).LeadsFrom?.Contains(key) == true);
}
