using System.Collections.Immutable;

namespace ConveningLedger.Boundaries;

/// <summary>The boundaries at a moment, and what is done at them. A boundary is neither good nor bad.</summary>
public sealed record BoundaryMap : IView<BoundaryMap>
{
    /// <inheritdoc/>
    public static BoundaryMap Empty { get; } = new();

    /// <summary>The boundaries by key.</summary>
    public ImmutableSortedDictionary<string, BoundaryState> Boundaries { get; private init; } =
        ImmutableSortedDictionary.Create<string, BoundaryState>(StringComparer.Ordinal);

    /// <summary>The encounters, in order.</summary>
    public ImmutableList<Entry> Encounters { get; private init; } = [];

    /// <summary>The latest description of each boundary object, by key.</summary>
    public ImmutableSortedDictionary<string, Entry> Objects { get; private init; } =
        ImmutableSortedDictionary.Create<string, Entry>(StringComparer.Ordinal);

    /// <summary>The learning spaces by key, closed ones too.</summary>
    public ImmutableSortedDictionary<string, SpaceState> Spaces { get; private init; } =
        ImmutableSortedDictionary.Create<string, SpaceState>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public BoundaryMap After(Entry entry) => entry.Data switch
    {
        BoundaryNamed named => With(named.Key, state => state.After(named.Permeability is null ? null : entry) with { Named = entry }),
        BoundaryShifted shifted => With(shifted.Boundary, state => state.After(entry)),
        EncounterHeld => this with { Encounters = Encounters.Add(entry) },
        BoundaryObjectMade made => this with { Objects = Objects.SetItem(made.Key, entry) },
        LearningSpaceOpened opened => this with { Spaces = Spaces.SetItem(opened.Key, new(opened.Key, entry, null)) },
        LearningSpaceClosed closed => this with
        {
            Spaces = Spaces.SetItem(closed.Key, (Spaces.GetValueOrDefault(closed.Key) ?? new(closed.Key, null, null)) with { Closed = entry }),
        },
        _ => this,
    };

    BoundaryMap With(string key, Func<BoundaryState, BoundaryState> change) =>
        this with { Boundaries = Boundaries.SetItem(key, change(Boundaries.GetValueOrDefault(key) ?? new(key))) };
}

/// <summary>A boundary at a moment.</summary>
/// <param name="Key">Its key.</param>
public sealed record BoundaryState(string Key)
{
    /// <summary>The entry that describes it; null where only shifts are known by then.</summary>
    public Entry? Named { get; init; }

    /// <summary>The entries that said how permeable it is, in order.</summary>
    public ImmutableList<Entry> Course { get; private init; } = [];

    /// <summary>Its description, or null.</summary>
    public BoundaryNamed? Description => Named?.Data as BoundaryNamed;

    /// <summary>How easily it is crossed, 0 to 1; null where nobody said.</summary>
    public decimal? Permeability => Course.Count == 0 ? null : PermeabilityIn(Course[^1]);

    /// <summary>The permeability that an entry gives.</summary>
    /// <param name="entry">A naming or a shift.</param>
    public static decimal? PermeabilityIn(Entry entry) => entry.Data switch
    {
        BoundaryNamed named => named.Permeability,
        BoundaryShifted shifted => shifted.Permeability,
        _ => null,
    };

    internal BoundaryState After(Entry? point) => point is null ? this : this with { Course = Course.Add(point) };
}

/// <summary>A learning space at a moment.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Opened">The entry that describes it; null where only its closing is known by then.</param>
/// <param name="Closed">The entry that closed it; null while it is open.</param>
public sealed record SpaceState(string Key, Entry? Opened, Entry? Closed);
