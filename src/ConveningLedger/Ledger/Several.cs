using System.Collections;
using System.Runtime.CompilerServices;

namespace ConveningLedger.Ledger;

/// <summary>An immutable list that equals another one with equal items in the same order.</summary>
/// <typeparam name="T">What it lists.</typeparam>
[CollectionBuilder(typeof(Several), nameof(Several.Of))]
public sealed class Several<T> : IReadOnlyList<T>, IEquatable<Several<T>>
{
    readonly T[] items;

    internal Several(T[] items) => this.items = items;

    /// <summary>The list without items.</summary>
    public static Several<T> None { get; } = new([]);

    /// <summary>How many items there are.</summary>
    public int Count => items.Length;

    /// <summary>The item at a position, from 0.</summary>
    /// <param name="index">The position.</param>
    public T this[int index] => items[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Several<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Several<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", items)}]";
}

/// <summary>Makes <see cref="Several{T}"/>.</summary>
public static class Several
{
    /// <summary>The list of these items, copied.</summary>
    /// <param name="items">The items, in order.</param>
    /// <typeparam name="T">What it lists.</typeparam>
    public static Several<T> Of<T>(ReadOnlySpan<T> items) => items.IsEmpty ? Several<T>.None : new(items.ToArray());

    /// <summary>The list itself, or the empty one where it is absent.</summary>
    /// <param name="items">An optional list.</param>
    /// <typeparam name="T">What it lists.</typeparam>
    public static Several<T> OrNone<T>(this Several<T>? items) => items ?? Several<T>.None;
}
