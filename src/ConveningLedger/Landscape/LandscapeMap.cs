using System.Collections.Immutable;

namespace ConveningLedger.Landscape;

/// <summary>The landscape at a moment: elements, ties, where the conveners stand, spheres, and what shifted around it.</summary>
public sealed record LandscapeMap : IView<LandscapeMap>
{
    /// <inheritdoc/>
    public static LandscapeMap Empty { get; } = new();

    /// <summary>All elements that were mapped by then, retired ones too, by key.</summary>
    public ImmutableSortedDictionary<string, ElementState> Elements { get; private init; } =
        ImmutableSortedDictionary.Create<string, ElementState>(StringComparer.Ordinal);

    /// <summary>All ties that were drawn by then, cut ones (depth 0) too.</summary>
    public ImmutableSortedDictionary<TieKey, TieState> Ties { get; private init; } = ImmutableSortedDictionary<TieKey, TieState>.Empty;

    /// <summary>The entries that drew ties which were told in a wave of asking, by the wave's key, in order.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<Entry>> ToldIn { get; private init; } =
        ImmutableSortedDictionary.Create<string, ImmutableList<Entry>>(StringComparer.Ordinal);

    /// <summary>Where each convener was last located, by the convener's key.</summary>
    public ImmutableSortedDictionary<string, Entry> Located { get; private init; } =
        ImmutableSortedDictionary.Create<string, Entry>(StringComparer.Ordinal);

    /// <summary>The sphere of influence last drawn for each convener, by the convener's key.</summary>
    public ImmutableSortedDictionary<string, Entry> Spheres { get; private init; } =
        ImmutableSortedDictionary.Create<string, Entry>(StringComparer.Ordinal);

    /// <summary>What shifted around the endeavour, in order.</summary>
    public ImmutableList<Entry> ContextShifts { get; private init; } = [];

    /// <inheritdoc/>
    public LandscapeMap After(Entry entry) => entry.Data switch
    {
        ElementMapped { Key: { } key } => this with { Elements = Elements.SetItem(key, new(key, entry, null)) },
        ElementRetired retired => this with
        {
            Elements = Elements.SetItem(retired.Key, (Elements.GetValueOrDefault(retired.Key) ?? new(retired.Key, null, null)) with { Retired = entry }),
        },
        TieDrawn tie => this with
        {
            Ties = Ties.SetItem(TieKey.Of(tie), new(TieKey.Of(tie), entry)),
            ToldIn = tie.Wave is { } wave ? ToldIn.SetItem(wave, ToldIn.GetValueOrDefault(wave, []).Add(entry)) : ToldIn,
        },
        ConvenerLocated located => this with { Located = Located.SetItem(located.Convener, entry) },
        SphereOfInfluenceDrawn sphere => this with { Spheres = Spheres.SetItem(sphere.Convener, entry) },
        ContextShifted => this with { ContextShifts = ContextShifts.Add(entry) },
        _ => this,
    };
}

/// <summary>An element at a moment.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Mapped">The entry that describes it; null where only its retirement is known by then.</param>
/// <param name="Retired">The entry that retired it; null while it is on the map.</param>
public sealed record ElementState(string Key, Entry? Mapped, Entry? Retired)
{
    /// <summary>Its description, or null.</summary>
    public ElementMapped? Description => Mapped?.Data as ElementMapped;
}

/// <summary>A tie at a moment.</summary>
/// <param name="Key">Its ends and what ties them.</param>
/// <param name="Drawn">The entry that drew it last.</param>
public sealed record TieState(TieKey Key, Entry Drawn);

/// <summary>What names a tie: its ends and what ties them. The ends of a mutual tie are unordered; whether it is one is not part of its name.</summary>
/// <param name="From">One end.</param>
/// <param name="To">The other end.</param>
/// <param name="Relation">What ties them.</param>
public readonly record struct TieKey(string From, string To, Relation Relation) : IComparable<TieKey>
{
    /// <summary>The name of a tie.</summary>
    /// <param name="tie">The tie.</param>
    public static TieKey Of(TieDrawn tie)
    {
        var swapped = tie.Direction == TieDirection.Mutual && string.CompareOrdinal(tie.From, tie.To) > 0;
        return new(swapped ? tie.To : tie.From, swapped ? tie.From : tie.To, tie.Relation ?? Relation.Other);
    }

    /// <inheritdoc/>
    public int CompareTo(TieKey other)
    {
        var order = string.CompareOrdinal(From, other.From);
        if (order == 0)
            order = string.CompareOrdinal(To, other.To);
        return order != 0 ? order : Relation.CompareTo(other.Relation);
    }
}
