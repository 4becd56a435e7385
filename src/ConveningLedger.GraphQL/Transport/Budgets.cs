using System.Collections.Concurrent;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>
/// What everybody may still ask: a bucket for each one who asks and for each address, from which the cost of a request is taken before it
/// is executed, and into which what it did not cost after all is given back.
/// </summary>
/// <param name="limits">How much a bucket holds, and how fast it fills.</param>
/// <param name="time">The clock.</param>
public sealed class Budgets(Limits limits, TimeProvider time)
{
    const int Crowd = 10_000;

    readonly Limits limits = limits;
    readonly TimeProvider time = time;
    readonly ConcurrentDictionary<string, Bucket> buckets = new(StringComparer.Ordinal);

    /// <summary>Takes the cost of a request.</summary>
    /// <param name="names">Who asks, and from where: what it costs is taken from each.</param>
    /// <param name="cost">What it costs at most.</param>
    /// <returns>What gives back what it did not cost.</returns>
    /// <exception cref="RequestException">One of them has too little left.</exception>
    internal Action<long> Take(string[] names, long cost)
    {
        if (buckets.Count > Crowd)
            Forget();
        for (var index = 0; index < names.Length; index++)
        {
            if (Of(names[index]).Take(cost) is not { } wait)
                continue;
            foreach (var taken in names[..index])
                Of(taken).Give(cost);
            throw new RequestException("RATE_LIMITED",
                $"The cost of this request is {cost}, and less than that is left. Accepted: {limits.CostPerSecond} in a second, {limits.Burst} saved up; ask again in {Math.Ceiling(wait.TotalSeconds)} s.", 429)
            { RetryAfter = wait };
        }
        return actual =>
        {
            foreach (var name in names)
                Of(name).Give(cost - actual);
        };
    }

    Bucket Of(string name) => buckets.GetOrAdd(name, static (_, budgets) => new(budgets.limits, budgets.time), this);

    // A full bucket is as good as none.
    void Forget()
    {
        foreach (var (name, bucket) in buckets)
        {
            if (bucket.IsFull)
                buckets.TryRemove(new(name, bucket));
        }
    }

    sealed class Bucket(Limits limits, TimeProvider time)
    {
        readonly Lock gate = new();
        double left = limits.Burst;
        long filledAt = time.GetTimestamp();

        public bool IsFull
        {
            get
            {
                lock (gate)
                {
                    Fill();
                    return left >= limits.Burst;
                }
            }
        }

        /// <summary>Takes a cost; where there is too little, how long to wait.</summary>
        public TimeSpan? Take(long cost)
        {
            lock (gate)
            {
                Fill();
                if (left < cost)
                    return TimeSpan.FromSeconds((cost - left) / limits.CostPerSecond);
                left -= cost;
                return null;
            }
        }

        public void Give(long cost)
        {
            lock (gate)
                left = Math.Min(limits.Burst, left + cost);
        }

        void Fill()
        {
            var now = time.GetTimestamp();
            left = Math.Min(limits.Burst, left + (time.GetElapsedTime(filledAt, now).TotalSeconds * limits.CostPerSecond));
            filledAt = now;
        }
    }
}
