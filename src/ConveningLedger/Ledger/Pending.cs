namespace ConveningLedger.Ledger;

/// <summary>What is recorded, and what was accepted since and waits to be recorded with it. Not for use from several threads.</summary>
/// <param name="recorded">What is recorded.</param>
/// <param name="registry">What has been named in it.</param>
public sealed class Pending(IRecorded recorded, Registry registry) : IRecorded
{
    readonly Dictionary<Guid, Entry> byId = [];
    readonly Dictionary<string, Entry> byRef = [];

    /// <summary>What has been named, with what waits.</summary>
    public Registry Registry { get; private set; } = registry;

    /// <summary>What was accepted and waits, in sequence.</summary>
    public List<Entry> Entries { get; } = [];

    /// <summary>Adds what was accepted.</summary>
    /// <param name="entry">The entry, the next in sequence.</param>
    public void Add(Entry entry)
    {
        Entries.Add(entry);
        byId.Add(entry.Id, entry);
        if (entry.Ref is { } name)
            byRef.Add(name, entry);
        Registry = Registry.After(entry);
    }

    /// <inheritdoc/>
    public Entry? Find(Guid id) => byId.GetValueOrDefault(id) ?? recorded.Find(id);

    /// <inheritdoc/>
    public Entry? Find(string name) => byRef.GetValueOrDefault(name) ?? recorded.Find(name);

    /// <inheritdoc/>
    public Several<string> LostBy(Guid id) => recorded.LostBy(id);

    /// <inheritdoc/>
    public Visibility TierOf(Entry entry)
    {
        if (!byId.ContainsKey(entry.Id))
            return recorded.TierOf(entry);
        var tier = entry.Visibility;
        if (entry.Data is IAboutEntry about)
        {
            var target = Guid.TryParseExact(about.Entry, "D", out var id) ? Find(id) : Find(about.Entry);
            var theirs = TierOf(target!);
            tier = entry.Data is Meta.EntryAnnotated or Meta.EntryContested ? Visibilities.NarrowerOf(tier, theirs) : theirs;
        }
        return Tiers.KeysOf(entry).Aggregate(tier, (narrowest, key) => Visibilities.NarrowerOf(narrowest, Registry.TierOfKey(key)));
    }
}
