namespace ConveningLedger.Store.Projections;

/// <summary>
/// Keeps the projections from taking the machine from those who record and read: one works at a time, and over time they work a share of
/// it. What is little is done at once; where more comes than the share can take, what came meanwhile is taken in together. While somebody
/// waits for a projection there is no share to keep.
/// </summary>
/// <param name="share">The share of the time, above 0; 1: all of it.</param>
/// <param name="time">The clock; null: the machine's.</param>
public sealed class Pace(double share, TimeProvider? time = null) : IDisposable
{
    static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    readonly SemaphoreSlim turn = new(1);
    readonly TimeProvider time = time ?? TimeProvider.System;
    TimeSpan saved = AtOnce;
    long savedAt = (time ?? TimeProvider.System).GetTimestamp();
    int waiting;

    /// <summary>Does a piece of work when its turn has come.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellation">Stops the waiting, and is told to the work.</param>
    public async Task Take(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        if (share >= 1)
        {
            await work(cancellation);
            return;
        }
        await turn.WaitAsync(cancellation);
        try
        {
            var since = time.GetTimestamp();
            while (Saved() <= TimeSpan.Zero && Volatile.Read(ref waiting) == 0 && time.GetElapsedTime(since) < Longest)
                await Task.Delay(Look, time, cancellation);
            var begun = time.GetTimestamp();
            await work(cancellation);
            saved = Saved() - time.GetElapsedTime(begun);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Lets the projections work as fast as they can until what is returned is disposed of.</summary>
    public IDisposable Hurry()
    {
        Interlocked.Increment(ref waiting);
        return new Ended(this);
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    TimeSpan Saved()
    {
        var now = time.GetTimestamp();
        saved += time.GetElapsedTime(savedAt, now) * share;
        savedAt = now;
        // What was overdrawn once is not owed for ever.
        return saved = saved > AtOnce ? AtOnce : saved < -Longest ? -Longest : saved;
    }

    sealed class Ended(Pace pace) : IDisposable
    {
        Pace? pace = pace;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref pace, null) is { } left)
                Interlocked.Decrement(ref left.waiting);
        }
    }
}
