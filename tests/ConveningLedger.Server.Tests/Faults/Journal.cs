using System.Collections.Concurrent;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>What clients did in a schedule, and what they were told.</summary>
sealed class Journal
{
    readonly ConcurrentDictionary<Guid, Told> sent = new();
    readonly ConcurrentDictionary<Guid, (Told Told, long? Sequence)> acknowledged = new();
    readonly ConcurrentQueue<string> findings = new();
    long tries;

    /// <summary>What was sent, acknowledged or not.</summary>
    public IReadOnlyDictionary<Guid, Told> Sent => sent;

    /// <summary>What was acknowledged, with the sequence that was told of it, where one was.</summary>
    public IReadOnlyDictionary<Guid, (Told Told, long? Sequence)> Acknowledged => acknowledged;

    /// <summary>What clients saw that must not be.</summary>
    public IReadOnlyCollection<string> Findings => findings;

    /// <summary>How many requests were made.</summary>
    public long Tries => Interlocked.Read(ref tries);

    /// <summary>The endeavours that anything was sent of.</summary>
    public IReadOnlyList<string> Endeavours => [.. sent.Values.Select(told => told.Endeavour).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Something is about to be sent.</summary>
    public void Send(Told told)
    {
        Interlocked.Increment(ref tries);
        sent.TryAdd(told.Id, told);
    }

    /// <summary>Something was acknowledged.</summary>
    /// <param name="told">What.</param>
    /// <param name="sequence">Its place, as far as it was told.</param>
    public void Acknowledge(Told told, long? sequence)
    {
        var known = acknowledged.GetOrAdd(told.Id, (told, sequence));
        if (known.Sequence is { } first && sequence is { } other && first != other)
            Find($"{told.Endeavour}: entry {told.Id} was acknowledged as {first} and as {other}.");
    }

    /// <summary>Something was seen that must not be.</summary>
    public void Find(string what) => findings.Enqueue(what);
}
