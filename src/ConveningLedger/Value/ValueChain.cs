namespace ConveningLedger.Value;

/// <summary>A value story and all that it leads on from, over any number of steps.</summary>
/// <param name="End">The story that nothing in the frame leads on from, or a lived one of realized value.</param>
/// <param name="Stories">The stories of the chain, those first that others lead on from; the end is the last.</param>
public sealed record ValueChain(Entry End, IReadOnlyList<Entry> Stories)
{
    /// <summary>Whether it ends in realized value that was lived.</summary>
    public bool IsRealized => ValueChains.IsLivedRealized(End);
}

/// <summary>How stories lead on from stories.</summary>
public static class ValueChains
{
    /// <summary>The chains of stories: one for each story that nothing leads on from and that leads on from another.</summary>
    /// <param name="map">The stories.</param>
    public static IEnumerable<ValueChain> Of(ValueMap map) => Ends(map).Select(end => ChainTo(map, end)).Where(chain => chain.Stories.Count > 1);

    /// <summary>The chains that reached a lived story of realized value, each up to that story, by its key.</summary>
    /// <param name="map">The stories.</param>
    public static IEnumerable<ValueChain> Realized(ValueMap map) => map.Stories.Values.Where(IsLivedRealized).Select(end => ChainTo(map, end));

    /// <summary>The stories that nothing leads on from and that are not themselves lived ones of realized value, by key.</summary>
    /// <param name="map">The stories.</param>
    public static IEnumerable<Entry> OpenEnds(ValueMap map) => Ends(map).Where(end => !IsLivedRealized(end));

    /// <summary>The chain that leads to a story.</summary>
    /// <param name="map">The stories.</param>
    /// <param name="end">The story.</param>
    public static ValueChain ChainTo(ValueMap map, Entry end)
    {
        List<Entry> chain = [];
        HashSet<string> met = [];
        var open = new Stack<(Entry Story, bool IsLed)>([(end, false)]);
        while (open.TryPop(out var next))
        {
            var data = (ValueStoryTold)next.Story.Data;
            if (next.IsLed)
            {
                chain.Add(next.Story);
                continue;
            }
            if (!met.Add(data.Key))
                continue;
            // It comes after all that it leads from.
            open.Push((next.Story, true));
            foreach (var earlier in data.LeadsFrom.OrNone().Reverse())
            {
                if (map.Stories.TryGetValue(earlier, out var from))
                    open.Push((from, false));
            }
        }
        return new(end, chain);
    }

    internal static bool IsLivedRealized(Entry story) =>
        story.Data is ValueStoryTold { Type: StoryType.Realized, Step: null or StoryStep.Lived };

    static IEnumerable<Entry> Ends(ValueMap map)
    {
        var ledFrom = map.Stories.Values.SelectMany(story => ((ValueStoryTold)story.Data).LeadsFrom.OrNone()).ToHashSet(StringComparer.Ordinal);
        return map.Stories.Where(story => !ledFrom.Contains(story.Key)).Select(story => story.Value);
    }
}
