namespace ConveningLedger.Store.Interchange;

/// <summary>
/// One endeavour while it is imported: what has been named in its stream and by what was accepted so far, and the entries that were
/// looked up for the lines at hand. Who asks it for an entry that was not looked up yet gets none, and it notes what was asked.
/// </summary>
/// <param name="endeavour">The slug.</param>
/// <param name="number">A number in place of the slug.</param>
sealed class ImportedStream(string endeavour, int number) : IRecorded
{
    readonly Dictionary<Guid, Entry> byId = [];
    readonly Dictionary<string, Entry> byRef = new(StringComparer.Ordinal);
    readonly Dictionary<Guid, long> places = [];
    readonly HashSet<Guid> askedIds = [];
    readonly HashSet<string> askedRefs = new(StringComparer.Ordinal);
    readonly HashSet<Guid> missingIds = [];
    readonly HashSet<string> missingRefs = new(StringComparer.Ordinal);

    public string Endeavour { get; } = endeavour;
    public int Number { get; } = number;

    /// <summary>What has been named, with what was accepted so far.</summary>
    public Registry Registry { get; set; } = Registry.Empty;

    /// <summary>
    /// What had been named at this line when the files are read into the stream without them; null where that is the same.
    /// Entries of the files that an earlier import recorded count in it from their line on.
    /// </summary>
    public Registry? AsWritten { get; set; }

    /// <summary>Where in the files the last line stands whose entry was recorded before this import; before the first where none was.</summary>
    public long LastRecordedPlace { get; set; } = -1;

    /// <summary>The sequence of the last entry recorded before this import, or by it since.</summary>
    public long Head { get; set; }

    /// <summary>When that was received.</summary>
    public Instant LastReceivedAt { get; set; } = Instant.MinValue;

    /// <summary>The paths of the members that were destroyed, by the entries, recorded or not.</summary>
    public Dictionary<Guid, Several<string>> Lost { get; } = [];

    public long Lines { get; set; }
    public long Recorded { get; set; }
    public long AlreadyRecorded { get; set; }
    public long Refused { get; set; }
    public long Accepted { get; private set; }
    public bool IsWithheld { get; set; }

    /// <summary>How many batches what was accepted makes.</summary>
    public int Batches { get; private set; }

    int batchEntries;
    long batchBytes;

    /// <summary>Whether something was asked for that was not looked up.</summary>
    public bool IsMissingSome => missingIds.Count > 0 || missingRefs.Count > 0;

    /// <summary>Forgets the entries that were looked up.</summary>
    public void Forget()
    {
        byId.Clear();
        byRef.Clear();
        places.Clear();
        askedIds.Clear();
        askedRefs.Clear();
    }

    /// <summary>Asks for an entry by id, to be looked up with others.</summary>
    public void Want(Guid id)
    {
        if (!askedIds.Contains(id))
            missingIds.Add(id);
    }

    /// <summary>Asks for an entry by ref, to be looked up with others.</summary>
    public void Want(string name)
    {
        if (!askedRefs.Contains(name))
            missingRefs.Add(name);
    }

    /// <summary>What was asked for and not looked up; from now on it counts as looked up.</summary>
    public (Guid[] Ids, string[] Refs) TakeMissing()
    {
        (Guid[] Ids, string[] Refs) missing = ([.. missingIds], [.. missingRefs]);
        askedIds.UnionWith(missingIds);
        askedRefs.UnionWith(missingRefs);
        missingIds.Clear();
        missingRefs.Clear();
        return missing;
    }

    /// <summary>Takes in an entry that was looked up.</summary>
    public void Found(Entry entry)
    {
        byId[entry.Id] = entry;
        if (entry.Ref is { } name)
            byRef[name] = entry;
    }

    /// <summary>Takes in where in the files an entry stands.</summary>
    public void FoundPlace(Guid id, long place) => places[id] = place;

    /// <summary>Takes in what was accepted.</summary>
    /// <param name="entry">The entry, the next in sequence.</param>
    /// <param name="bytes">About how long it is.</param>
    /// <param name="options">How large a batch may be.</param>
    /// <returns>The batch it is recorded with.</returns>
    public int Accept(Entry entry, int bytes, ImportOptions options)
    {
        Found(entry);
        Registry = Registry.After(entry);
        AsWritten = AsWritten?.After(entry);
        Accepted++;
        if (Batches == 0 || batchEntries == options.BatchEntries || batchBytes >= options.BatchBytes)
        {
            Batches++;
            (batchEntries, batchBytes) = (0, 0);
        }
        batchEntries++;
        batchBytes += bytes;
        return Batches - 1;
    }

    /// <summary>Takes in that a line is of an entry that is recorded.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="place">The place of the line.</param>
    public void Repeat(Entry entry, long place)
    {
        AlreadyRecorded++;
        if (AsWritten is not null && places.TryGetValue(entry.Id, out var first) && first == place && entry.Sequence <= Head)
            AsWritten = AsWritten.After(entry);
    }

    /// <inheritdoc/>
    public Entry? Find(Guid id)
    {
        Want(id);
        return byId.GetValueOrDefault(id);
    }

    /// <inheritdoc/>
    public Entry? Find(string name)
    {
        Want(name);
        return byRef.GetValueOrDefault(name);
    }

    /// <inheritdoc/>
    // A convener sees every tier, and only conveners import.
    public Visibility TierOf(Entry entry) => entry.Visibility;

    /// <inheritdoc/>
    public Several<string> LostBy(Guid id) => Lost.GetValueOrDefault(id) ?? Several<string>.None;

    /// <summary>The entries as <see cref="AsWritten"/> has them at a line.</summary>
    /// <param name="place">The place of the line.</param>
    public IRecorded At(long place) => new Earlier(this, place);

    sealed class Earlier(ImportedStream stream, long place) : IRecorded
    {
        public Entry? Find(Guid id) => IfEarlier(stream.Find(id));

        public Entry? Find(string name) => IfEarlier(stream.Find(name));

        public Visibility TierOf(Entry entry) => stream.TierOf(entry);

        public Several<string> LostBy(Guid id) => stream.LostBy(id);

        Entry? IfEarlier(Entry? entry) =>
            entry is not null && stream.places.TryGetValue(entry.Id, out var first) && first >= place ? null : entry;
    }
}
