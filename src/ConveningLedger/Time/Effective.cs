using System.Collections;
using System.Collections.Concurrent;

namespace ConveningLedger.Time;

/// <summary>
/// The entries that count, by (earliest, sequence): those of a trunk up to a place, and what comes after them. Editions that differ late
/// share a trunk and what is folded of it, so that neither another entry nor another moment of knowledge folds everything anew.
/// Immutable.
/// </summary>
sealed class Effective : IReadOnlyList<Entry>
{
    // After that many it becomes a trunk of its own: until then to add an entry copies no more than these.
    const int MostAfter = 512;

    readonly Trunk trunk;
    readonly int shared;
    readonly Entry[] rest;
    readonly Folds folds;

    /// <summary>These entries.</summary>
    /// <param name="inOrder">In order.</param>
    public Effective(Entry[] inOrder) : this(new Trunk(inOrder), inOrder.Length, [], new())
    {
    }

    Effective(Trunk trunk, int shared, Entry[] rest, Folds folds) => (this.trunk, this.shared, this.rest, this.folds) = (trunk, shared, rest, folds);

    /// <inheritdoc/>
    public int Count => shared + rest.Length;

    /// <summary>How many of them it does not share with a trunk.</summary>
    public int Own => rest.Length;

    /// <inheritdoc/>
    public Entry this[int index] => index < shared ? trunk.Entries[index] : rest[index - shared];

    /// <summary>The state of a view after the first entries.</summary>
    /// <typeparam name="TView">The view.</typeparam>
    /// <param name="count">How many entries.</param>
    public TView After<TView>(int count) where TView : class, IView<TView> =>
        count <= shared ? trunk.After<TView>(count) : folds.Of(rest, () => trunk.After<TView>(shared)).After(count - shared);

    /// <summary>How many entries come before an entry, whether it is among them or not.</summary>
    public int CountBefore(Entry entry) => CountWhile(other => Edition.Order(other, entry) < 0);

    /// <summary>How many entries there are until an instant, included.</summary>
    public int CountUntil(Instant at) => CountWhile(other => other.OccurredAt.Earliest <= at);

    /// <summary>These and one more.</summary>
    public Effective With(Entry entry)
    {
        var place = CountBefore(entry);
        var kept = Math.Min(place, shared);
        var more = new Entry[Count + 1 - kept];
        for (var index = kept; index < place; index++)
            more[index - kept] = this[index];
        more[place - kept] = entry;
        for (var index = place; index < Count; index++)
            more[index + 1 - kept] = this[index];
        if (more.Length > MostAfter)
        {
            var own = new Trunk([.. trunk.Entries.AsSpan(0, kept), .. more], trunk, kept);
            return new(own, own.Entries.Length, [], new());
        }
        return new(trunk, kept, more, kept == shared ? folds.Onto(more, place - shared) : new());
    }

    /// <summary>The first of these, and others after them.</summary>
    /// <param name="count">How many of these.</param>
    /// <param name="others">The others, in order.</param>
    public Effective Until(int count, Entry[] others) => count <= shared
        ? new(trunk, count, others, new())
        : new(trunk, shared, [.. rest.AsSpan(0, count - shared), .. others], new());

    /// <summary>The first of these.</summary>
    /// <param name="count">How many.</param>
    public IReadOnlyList<Entry> First(int count) => count == Count ? this : new Prefix(this, count);

    /// <inheritdoc/>
    public IEnumerator<Entry> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The condition holds for some of the first and for none after them.
    int CountWhile(Predicate<Entry> holds)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (holds(this[middle]))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Entries, and the views folded of them from nothing.</summary>
    /// <param name="entries">In order.</param>
    /// <param name="folds">What is folded of them already.</param>
    sealed class Trunk(Entry[] entries, Folds folds)
    {
        public Trunk(Entry[] entries) : this(entries, new Folds())
        {
        }

        /// <summary>One whose first entries are another's.</summary>
        public Trunk(Entry[] entries, Trunk other, int same) : this(entries, other.folds.Onto(entries, same))
        {
        }

        readonly Folds folds = folds;

        public Entry[] Entries => entries;

        public TView After<TView>(int count) where TView : class, IView<TView> => folds.Of(entries, static () => TView.Empty).After(count);
    }

    sealed class Prefix(Effective of, int count) : IReadOnlyList<Entry>
    {
        public int Count => count;

        public Entry this[int index] => index < count ? of[index] : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<Entry> GetEnumerator() => of.Take(count).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>The views that are folded of some entries.</summary>
    sealed class Folds
    {
        readonly ConcurrentDictionary<Type, Lazy<IFold>> all = new();

        /// <summary>The fold of a view.</summary>
        /// <param name="entries">The entries.</param>
        /// <param name="before">The view before the first of them.</param>
        public Fold<TView> Of<TView>(Entry[] entries, Func<TView> before) where TView : class, IView<TView> =>
            (Fold<TView>)all.GetOrAdd(typeof(TView), static (_, made) => new(() => new Fold<TView>(made.entries, made.before())), (entries, before)).Value;

        /// <summary>The same views of other entries, of which the first are the same.</summary>
        public Folds Onto(Entry[] entries, int same)
        {
            var onto = new Folds();
            foreach (var (view, fold) in all)
            {
                if (fold.IsValueCreated)
                    onto.all[view] = new(fold.Value.Onto(entries, same));
            }
            return onto;
        }
    }
}
