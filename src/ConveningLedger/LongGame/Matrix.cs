using System.Collections.Immutable;

namespace ConveningLedger.LongGame;

/// <summary>
/// Seven dimensions by three modes, and a total of each dimension: how many entries, and which was the last. A cell that is not
/// there means that nothing is recorded, not that nothing happened.
/// </summary>
public sealed record Matrix : IView<Matrix>
{
    /// <inheritdoc/>
    public static Matrix Empty { get; } = new();

    /// <summary>The cells that have entries; the total of a dimension stands under no mode.</summary>
    public ImmutableDictionary<(Dimension Dimension, Mode? Mode), MatrixCell> Cells { get; private init; } =
        ImmutableDictionary<(Dimension Dimension, Mode? Mode), MatrixCell>.Empty;

    /// <inheritdoc/>
    public Matrix After(Entry entry)
    {
        if (entry.Dimension is not { } dimension)
            return this;
        var cells = Count(Cells, (dimension, null), entry);
        foreach (var mode in entry.Modes)
            cells = Count(cells, (dimension, mode), entry);
        return this with { Cells = cells };
    }

    static ImmutableDictionary<(Dimension Dimension, Mode? Mode), MatrixCell> Count(
        ImmutableDictionary<(Dimension Dimension, Mode? Mode), MatrixCell> cells, (Dimension, Mode?) place, Entry entry) =>
        cells.SetItem(place, new((cells.GetValueOrDefault(place)?.Count ?? 0) + 1, entry));
}

/// <summary>A cell of the matrix.</summary>
/// <param name="Count">How many entries.</param>
/// <param name="Last">The last of them, in the order of the frame.</param>
public sealed record MatrixCell(int Count, Entry Last);
