using ConveningLedger.Proof;

namespace ConveningLedger.Store.Proofs;

/// <summary>Checks the checkpoints of one log, in their order, against its leaves and keys.</summary>
/// <param name="where">How findings name the log.</param>
/// <param name="tree">The log.</param>
/// <param name="keys">The keys that are known of it.</param>
/// <param name="handOvers">From which keys to which it was handed over, in order.</param>
/// <param name="findings">Takes what is wrong.</param>
sealed class CheckpointsCheck(string where, MerkleTree tree, IReadOnlyList<NoteKey> keys, IReadOnlyList<string> handOvers, Findings findings)
{
    readonly List<NoteKey> vouched = [];

    /// <summary>How many were checked.</summary>
    public int Count { get; private set; }

    /// <summary>The last one; null: there was none.</summary>
    public Checkpoint? Last { get; private set; }

    /// <summary>The keys that signed the last one.</summary>
    public IReadOnlyList<NoteKey> Signers { get; private set; } = [];

    /// <summary>Checks the next one.</summary>
    /// <param name="note">The note.</param>
    public void Next(string note)
    {
        Count++;
        if (Read(note, $"checkpoint {Count}") is not var (checkpoint, by))
            return;
        if (Last is { } before && checkpoint.Origin != before.Origin)
            findings.Add(new(where, $"checkpoint {Count} is of another log, {checkpoint.Origin}."));
        if (Last is not null && checkpoint.Size <= Last.Size)
            findings.Add(new(where, $"checkpoint {Count} is of {checkpoint.Size} leaves and comes after one of {Last.Size}."));
        if (Compare(checkpoint) is { } differs)
            findings.Add(new(where, $"checkpoint {Count} {differs}"));
        (Last, Signers) = (checkpoint, by);
    }

    /// <summary>Compares the log with those checkpoints that were kept elsewhere which are of it, and takes them out.</summary>
    /// <param name="kept">The notes that were kept.</param>
    /// <returns>The size of the longest of them; null where none is of this log, or can be read.</returns>
    public long? Since(HashSet<string> kept)
    {
        long? longest = null;
        foreach (var note in kept.ToArray())
        {
            if (Since(note) is not { } size)
                continue;
            longest = Math.Max(longest ?? 0, size);
            kept.Remove(note);
        }
        return longest;
    }

    long? Since(string note)
    {
        if (!SignedNote.TryParse(note, out var kept) || !Checkpoint.TryParse(kept.Text, out var checkpoint) || checkpoint.Origin != Last?.Origin)
            return null;
        if (Read(note, "the checkpoint that was kept") is not var (_, by))
            return checkpoint.Size;
        if (Compare(checkpoint) is { } differs)
            findings.Add(new(where, $"the checkpoint that was kept {differs}"));
        else if (by.Count > 0 && !LeadsToTheLast(by))
            findings.Add(new(where, "whoever signed the checkpoint that was kept did not sign the last one, nor hand over to a key that did."));
        vouched.AddRange(by);
        return checkpoint.Size;
    }

    /// <summary>Finds fault where a key did not sign the last checkpoint, and did not hand over to one that did.</summary>
    /// <param name="key">The key.</param>
    public void MustLeadFrom(NoteKey key)
    {
        vouched.Add(key);
        if (!LeadsToTheLast([key]))
            findings.Add(new(where, $"the last checkpoint is not signed by the key that was given, {key}, nor by one that it handed over to."));
    }

    /// <summary>Whether a note has a text, and is signed by a key that somebody vouches for, or that such a one handed over to; where nobody does, by one that is known.</summary>
    /// <param name="ledger">The ledger's name, in which it is signed.</param>
    /// <param name="text">The text.</param>
    /// <param name="note">The note.</param>
    public bool IsVouchedFor(string ledger, string text, string note)
    {
        if (!SignedNote.TryParse(note, out var read) || read.Text != text)
            return false;
        var trusted = LedTo(vouched.Count > 0 ? vouched : keys);
        return trusted.Any(key => read.Signatures.Any(one => one.Name == ledger && LogKeys.Verify(new(ledger, Convert.FromHexString(key)), text, one.Signature)));
    }

    bool LeadsToTheLast(IReadOnlyList<NoteKey> from)
    {
        var trusted = LedTo(from);
        return Signers.Any(key => trusted.Contains(Convert.ToHexString(key.PublicKey)));
    }

    HashSet<string> LedTo(IReadOnlyList<NoteKey> from)
    {
        var trusted = from.Select(key => Convert.ToHexString(key.PublicKey)).ToHashSet(StringComparer.Ordinal);
        foreach (var text in handOvers)
        {
            // Whoever names the next one has to be known: a signature of the next one beside it is worth nothing.
            if (SignedNote.TryParse(text, out var note) && HandOver.TryParse(note.Text, out var handOver) && trusted.Contains(Convert.ToHexString(handOver.Old))
                && note.Signatures.Any(one => LogKeys.Verify(new(handOver.Ledger, handOver.Old), note.Text, one.Signature)))
            {
                trusted.Add(Convert.ToHexString(handOver.New));
            }
        }
        return trusted;
    }

    string? Compare(Checkpoint checkpoint) => checkpoint.Size > tree.Count
        ? $"is of {checkpoint.Size} leaves, and there are {tree.Count}: the last {checkpoint.Size - tree.Count} are gone."
        : tree.RootOf(checkpoint.Size) != checkpoint.Root ? $"does not fit: the first {checkpoint.Size} leaves are not those that were signed." : null;

    (Checkpoint Checkpoint, IReadOnlyList<NoteKey> Signers)? Read(string text, string what)
    {
        if (!SignedNote.TryParse(text, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint))
        {
            findings.Add(new(where, $"{what} cannot be read as a signed note with a checkpoint."));
            return null;
        }
        var signers = new List<NoteKey>();
        foreach (var signature in note.Signatures)
        {
            // Of keys that are not known nothing is said; of the others each has to be right.
            if (keys.FirstOrDefault(key => key.Name == signature.Name && key.Id == signature.KeyId) is not { } key)
                continue;
            if (LogKeys.Verify(key, note.Text, signature.Signature))
                signers.Add(key);
            else
                findings.Add(new(where, $"{what} has a signature of {key.Name}+{key.Id:x8} that the key did not make."));
        }
        if (signers.Count == 0)
            findings.Add(new(where, $"{what} is signed by none of the keys that are known here: it has {string.Join(", ", note.Signatures.Select(one => $"{one.Name}+{one.KeyId:x8}"))}."));
        return (checkpoint, signers);
    }
}
