using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace ConveningLedger.Time;

/// <summary>
/// Everything that is recorded of one endeavour, up to a sequence. Immutable: what is recorded later makes a longer history, which
/// shares what it can with this one. All answers are folds of it.
/// </summary>
public sealed class History : IRecorded
{
    readonly RecordedEntries recorded;
    readonly FrozenDictionary<Guid, Several<string>> lost;
    readonly Visibility[] tiers;
    readonly ConcurrentDictionary<Visibility, Lazy<Prospect>> prospects = new();
    readonly ConcurrentDictionary<Visibility, Prospect> before;
    readonly ConcurrentDictionary<(int Later, int Index, Visibility Clearance), Visibility> tiersAround = new();
    readonly int lastReclassification;

    History(string endeavour, IReadOnlyList<ErasedEntry> erasures, FrozenDictionary<Guid, Several<string>> lost, RecordedEntries recorded, Visibility[] tiers, int lastReclassification, int count, Registry registry, ConcurrentDictionary<Visibility, Prospect> before)
    {
        (Endeavour, Erasures, this.lost, this.recorded, this.tiers, Count, Registry, this.before) = (endeavour, erasures, lost, recorded, tiers, count, registry, before);
        this.lastReclassification = lastReclassification;
    }

    /// <summary>The endeavour's slug.</summary>
    public string Endeavour { get; }

    /// <summary>The entries of which members were destroyed, each once, in the order in which they were last.</summary>
    public IReadOnlyList<ErasedEntry> Erasures { get; }

    /// <summary>The number of the last erasure that is in it; 0: there is none.</summary>
    public long LastErasure => Erasures is [.., var last] ? last.Number : 0;

    /// <summary>How many entries it has: the sequence of the last one.</summary>
    public int Count { get; }

    /// <summary>What has been named so far.</summary>
    public Registry Registry { get; }

    /// <summary>About how many bytes it takes in memory: its entries, and what was folded of them for each circle and moment of knowledge.</summary>
    public long Bytes => recorded.Bytes + prospects.Values.Where(prospect => prospect.IsValueCreated).Select(prospect => prospect.Value).Concat(before.Values).Sum(prospect => prospect.Bytes);

    /// <summary>Lets go what was folded; it is folded again when it is asked for.</summary>
    public void ForgetFolds()
    {
        prospects.Clear();
        before.Clear();
    }

    /// <summary>The history of which nothing is recorded.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="erasures">The entries of which members were destroyed; null: none.</param>
    public static History Empty(string endeavour, IReadOnlyList<ErasedEntry>? erasures = null) =>
        new(endeavour, erasures ?? [], (erasures ?? []).ToFrozenDictionary(erased => erased.Id, erased => erased.Paths), new(), [], -1, 0, Registry.Empty, new());

    /// <summary>The entries as first recorded, in sequence.</summary>
    public IEnumerable<Entry> Entries => Enumerable.Range(0, Count).Select(index => recorded[index]);

    /// <summary>The entry at a place, as first recorded.</summary>
    /// <param name="sequence">Its sequence, from 1.</param>
    public Entry this[int sequence] => sequence <= Count ? recorded[sequence - 1] : throw new ArgumentOutOfRangeException(nameof(sequence));

    /// <summary>This history and what was recorded next.</summary>
    /// <param name="more">The next entries, in sequence.</param>
    /// <param name="bytes">About how many bytes they take.</param>
    public History After(IReadOnlyList<Entry> more, long bytes = 0)
    {
        if (more.Count == 0)
            return this;
        // Only the longest history of a stream may write at its end; a shorter one that goes on otherwise takes a copy.
        lock (recorded)
        {
            if (recorded.Count == Count)
                return Grow(recorded, more, bytes);
        }
        var copy = new RecordedEntries();
        for (var index = 0; index < Count; index++)
            copy.Add(recorded[index], 0);
        return Grow(copy, more, bytes);
    }

    /// <inheritdoc/>
    public Entry? Find(Guid id) => recorded.IndexOf(id, Count) is { } index ? recorded[index] : null;

    /// <inheritdoc/>
    public Entry? Find(string name) => recorded.IndexOf(name, Count) is { } index ? recorded[index] : null;

    /// <inheritdoc/>
    public Visibility TierOf(Entry entry) => tiers[(int)entry.Sequence - 1];

    /// <inheritdoc/>
    public Several<string> LostBy(Guid id) => lost.GetValueOrDefault(id) ?? Several<string>.None;

    /// <summary>Whether a viewer may know that the endeavour exists.</summary>
    /// <param name="clearance">The viewer's circle.</param>
    public bool ExistsFor(Visibility clearance) => Count > 0 && tiers[0].Admits(clearance);

    /// <summary>The history as a circle may see it.</summary>
    /// <param name="clearance">The circle.</param>
    public Prospect For(Visibility clearance) =>
        prospects.GetOrAdd(clearance, static (clearance, history) => new(() => history.Look(clearance)), this).Value;

    /// <summary>The frame of a moment.</summary>
    /// <param name="at">The instant in the world.</param>
    /// <param name="knownAt">By when it had to be recorded.</param>
    /// <param name="clearance">For which circle.</param>
    public Frame At(Instant at, Instant knownAt, Visibility clearance) => For(clearance).KnownAt(knownAt).At(at, knownAt);

    internal RecordedEntries Recorded => recorded;

    internal Visibility TierAt(int index) => tiers[index];

    /// <summary>
    /// The narrower of the tiers that an entry had just before another one was recorded and just after, by the meta entries that a
    /// circle may see today.
    /// </summary>
    internal Visibility TierAround(int later, int index, Visibility clearance) =>
        // Only reclassifications widen: where none came since, who is admitted today was admitted then.
        later > lastReclassification ? tiers[index] : tiersAround.GetOrAdd((later, index, clearance), static (key, history) =>
        {
            Visibility After(int count) => Tiers.Of(history.recorded, count, meta => history.tiers[meta].Admits(key.Clearance))[key.Index];
            return Visibilities.NarrowerOf(After(key.Later), After(key.Later + 1));
        }, this);

    // What was folded of a shorter history is gone on with, and let go.
    Prospect Look(Visibility clearance) => (before.TryRemove(clearance, out var shorter) ? shorter.In(this) : null) ?? new(this, clearance);

    History Grow(RecordedEntries onto, IReadOnlyList<Entry> more, long bytes)
    {
        var registry = Registry;
        var (mustRecount, reclassification) = (false, lastReclassification);
        foreach (var entry in more)
        {
            onto.Add(entry, (int)(bytes / more.Count));
            registry = registry.After(entry);
            mustRecount |= Tiers.HasTargetsTier(entry);
            // Taking a reclassification, or the taking back of one, back can widen as well.
            if (entry.Data is Meta.EntryReclassified
                || (entry.Data is Meta.EntryRetracted && Tiers.HasTargetsTier(onto[onto.TargetOf((int)entry.Sequence - 1)])))
            {
                reclassification = (int)entry.Sequence - 1;
            }
        }
        return new(Endeavour, Erasures, lost, onto, mustRecount ? Tiers.Of(onto, onto.Count) : MoreTiers(onto), reclassification, onto.Count, registry, more.Any(entry => entry.Kind.IsMeta) ? new() : Looks());
    }

    ConcurrentDictionary<Visibility, Prospect> Looks()
    {
        // One that is too far back to be gone on with is let go.
        var looks = new ConcurrentDictionary<Visibility, Prospect>(before.Where(look => look.Value.IsNear(Count)));
        foreach (var (clearance, prospect) in prospects)
        {
            if (prospect.IsValueCreated)
                looks[clearance] = prospect.Value;
        }
        return looks;
    }

    // Only ever written beyond the end of every history that shares them.
    Visibility[] MoreTiers(RecordedEntries onto)
    {
        var more = tiers;
        if (onto != recorded || more.Length < onto.Count)
        {
            more = new Visibility[Math.Max(onto.Count, tiers.Length * 2)];
            tiers.AsSpan(0, Count).CopyTo(more);
        }
        for (var index = Count; index < onto.Count; index++)
            more[index] = Tiers.OfNext(onto, more, index);
        return more;
    }
}

/// <summary>That members of an entry were destroyed.</summary>
/// <param name="Id">The entry's id.</param>
/// <param name="Number">The number of the last erasure of it; numbers of an endeavour only grow.</param>
/// <param name="At">When that was.</param>
/// <param name="Paths">The paths of the members.</param>
public readonly record struct ErasedEntry(Guid Id, long Number, Instant At, Several<string> Paths);
