namespace ConveningLedger.Time;

/// <summary>
/// One view of a frame: an immutable state and the fold that makes it. The same fold serves frames, stored projections and tests.
/// </summary>
/// <typeparam name="TSelf">The view itself.</typeparam>
public interface IView<TSelf> where TSelf : IView<TSelf>
{
    /// <summary>The view before anything happened.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>The view after one more entry, in the order of the frame; the same object where the entry does not concern it.</summary>
    /// <param name="entry">An effective entry, corrected as far as is known.</param>
    TSelf After(Entry entry);
}

/// <summary>A fold of whatever view.</summary>
interface IFold
{
    /// <summary>The fold of other entries, of which the first are the same.</summary>
    /// <param name="entries">The other entries.</param>
    /// <param name="same">How many are the same.</param>
    IFold Onto(Entry[] entries, int same);
}

/// <summary>A view folded over entries, with a checkpoint every few entries so that any prefix is near one.</summary>
sealed class Fold<TView> : IFold where TView : class, IView<TView>
{
    const int Stride = 64;

    readonly Entry[] entries;
    readonly TView[] checkpoints;
    int made;

    /// <summary>The fold of some entries.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="before">The view before the first of them.</param>
    public Fold(Entry[] entries, TView before)
    {
        this.entries = entries;
        checkpoints = new TView[entries.Length / Stride + 1];
        checkpoints[0] = before;
        made = 1;
    }

    /// <inheritdoc/>
    public IFold Onto(Entry[] entries, int same)
    {
        var onto = new Fold<TView>(entries, checkpoints[0]);
        onto.made = Math.Min(Volatile.Read(ref made), (same / Stride) + 1);
        Array.Copy(checkpoints, onto.checkpoints, onto.made);
        return onto;
    }

    /// <summary>The state after the first entries.</summary>
    public TView After(int count)
    {
        var place = count / Stride;
        if (place >= Volatile.Read(ref made))
            MakeUpTo(place);
        return Apply(checkpoints[place], place * Stride, count);
    }

    void MakeUpTo(int place)
    {
        lock (checkpoints)
        {
            for (var next = made; next <= place; next++)
            {
                checkpoints[next] = Apply(checkpoints[next - 1], (next - 1) * Stride, next * Stride);
                Volatile.Write(ref made, next + 1);
            }
        }
    }

    TView Apply(TView view, int from, int to)
    {
        for (var index = from; index < to; index++)
            view = view.After(entries[index]);
        return view;
    }
}
