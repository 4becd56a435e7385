using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ConveningLedger.Proof;
using ConveningLedger.Store.Interchange;

namespace ConveningLedger.Store.Proofs;

/// <summary>
/// Checks a bundle by itself, without a ledger: whether each entry is the one that was recorded, none is missing, doubled, added or out of
/// its order, whether the log is the one that was signed, by whom, and whether what was signed earlier is still its beginning.
/// </summary>
public static class BundleCheck
{
    const int MostLeaves = 10_000_000;

    // Of what is held in memory whole: keys, hand-overs, the last checkpoint.
    const long MostHeld = 16 << 20;

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Checks a bundle.</summary>
    /// <param name="bundle">The file.</param>
    /// <param name="key">A key that must have signed it; null: whichever did.</param>
    /// <param name="since">Checkpoints that were kept; each must be of a log in the bundle.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidDataException">It is no bundle.</exception>
    public static async Task<CheckReport> RunAsync(Stream bundle, NoteKey? key, IReadOnlyList<string> since, CancellationToken cancellation)
    {
        using var zip = new ZipArchive(bundle, ZipArchiveMode.Read);
        if (zip.GetEntry(Bundle.Entries) is null)
            throw new InvalidDataException($"It is no bundle: it has no {Bundle.Entries}.");
        var findings = new Findings();
        var logs = new Dictionary<string, Log>(StringComparer.Ordinal);
        foreach (var slug in zip.Entries.Where(file => file.FullName.StartsWith(Bundle.Folder, StringComparison.Ordinal)).Select(file => file.FullName.Split('/')[1]).Distinct())
            logs[slug] = await ReadLog(zip, slug, findings, cancellation);
        if (logs.Count == 0)
            findings.Add(new("the bundle", "there is no log in it."));
        await CompareLines(zip, logs, findings, cancellation);
        var handOvers = new List<string>();
        await foreach (var line in Lines(zip, Bundle.HandOvers, "the bundle", findings, cancellation, MostHeld))
            handOvers.Add(Text(line) ?? "");
        var checkedLogs = new List<CheckedLog>();
        var kept = since.ToHashSet(StringComparer.Ordinal);
        foreach (var (slug, log) in logs)
            checkedLogs.Add(await CheckLog(zip, slug, log, key, kept, handOvers, findings, cancellation));
        foreach (var _ in kept)
            findings.Add(new("the bundle", "a checkpoint that was kept is of no log that is in it."));
        return new(checkedLogs, findings.All);
    }

    static async Task<Log> ReadLog(ZipArchive zip, string slug, Findings findings, CancellationToken cancellation)
    {
        var (log, number, name) = (new Log(), 0, $"{Bundle.Folder}{slug}/{Bundle.Leaves}");
        await foreach (var note in Lines(zip, $"{Bundle.Folder}{slug}/{Bundle.Checkpoints}", slug, findings, cancellation))
        {
            log.IsInSequence = Text(note)?.Split('\n')[0].EndsWith($"/{ValueNames.Of(Visibility.Conveners).ToLowerInvariant()}", StringComparison.Ordinal) == true;
            break;
        }
        await foreach (var line in Lines(zip, name, slug, findings, cancellation))
        {
            if (findings.AreEnough || number == MostLeaves)
                throw new InvalidDataException($"{name} cannot be a log: {(findings.AreEnough ? "too many of its lines cannot be read" : $"it has more than {MostLeaves:N0} leaves")}.");
            number++;
            if (Leaf(line) is not { } leaf || !Hash.TryParse(leaf.Leaf, out var hash))
            {
                findings.Add(new(slug, $"leaf {number} cannot be read."));
                log.Tree.Add(Hash.Of([]));
                continue;
            }
            // They may read everything; for the others a hash alone is what was narrowed, or is not theirs to read in its first wording.
            if (leaf.Id is null && log.IsInSequence)
                findings.Add(new(slug, $"leaf {number} has no entry, and conveners may read all of them."));
            if (leaf.Id is { } id && !log.ById.TryAdd(id, new(number - 1, hash, leaf)))
                findings.Add(new(slug, $"entry {id} has two leaves."));
            log.Tree.Add(hash);
        }
        return log;
    }

    static async Task CompareLines(ZipArchive zip, Dictionary<string, Log> logs, Findings findings, CancellationToken cancellation)
    {
        var number = 0;
        await foreach (var line in Lines(zip, Bundle.Entries, Bundle.Entries, findings, cancellation))
        {
            number++;
            if (Named(line) is not var (endeavour, id))
            {
                findings.Add(new(Bundle.Entries, $"line {number} is no entry."));
                continue;
            }
            if (!logs.TryGetValue(endeavour, out var log))
            {
                findings.Add(new(endeavour, $"there is no log for entry {id} (line {number})."));
                continue;
            }
            if (!log.ById.TryGetValue(id, out var place))
            {
                findings.Add(new(endeavour, $"entry {id} (line {number}) is not in the log: it was added."));
                continue;
            }
            if (!log.Met.Add(id))
                findings.Add(new(endeavour, $"entry {id} (line {number}) is there twice."));
            else if (!IsAsRecorded(line, place))
                findings.Add(new(endeavour, $"entry {id} (line {number}) is not as it was recorded: its line, when it was received, or its salt was altered."));
            if (Instant.TryParse(place.Leaf.ReceivedAt, out var receivedAt))
            {
                if (receivedAt < log.Until || (log.IsInSequence && place.Index < log.Index))
                    findings.Add(new(endeavour, $"entry {id} (line {number}) is out of its order."));
                (log.Until, log.Index) = (receivedAt, place.Index);
            }
        }
    }

    static async Task<CheckedLog> CheckLog(ZipArchive zip, string slug, Log log, NoteKey? key, HashSet<string> kept, List<string> handOvers, Findings findings, CancellationToken cancellation)
    {
        foreach (var (id, _) in log.ById.Where(one => !log.Met.Contains(one.Key)).OrderBy(one => one.Value.Index))
            findings.Add(new(slug, $"entry {id} is in the log, and its line is missing."));
        var folder = $"{Bundle.Folder}{slug}/";
        var keys = new List<NoteKey>();
        await foreach (var line in Lines(zip, folder + Bundle.Keys, slug, findings, cancellation, MostHeld))
        {
            if (NoteKey.TryParse(line, out var known))
                keys.Add(known);
            else
                findings.Add(new(slug, $"'{line}' is no key."));
        }
        var check = new CheckpointsCheck(slug, log.Tree, keys, handOvers, findings);
        var last = "";
        await foreach (var line in Lines(zip, folder + Bundle.Checkpoints, slug, findings, cancellation))
            check.Next(last = Text(line) ?? "");
        // What is kept and compared with later.
        var told = new StringBuilder();
        await foreach (var line in Lines(zip, folder + Bundle.Last, slug, findings, cancellation, MostHeld))
            told.Append(line).Append('\n');
        if (told.ToString() != last.Replace("\n\n", "\n", StringComparison.Ordinal))
            findings.Add(new(slug, $"{Bundle.Last} is not the last checkpoint."));
        if (check.Last is null)
            findings.Add(new(slug, "nothing of the log is signed."));
        else if (check.Last.Size < log.Tree.Count)
            findings.Add(new(slug, $"the last {log.Tree.Count - check.Last.Size} leaves are not signed."));
        if (check.Last is { Origin: var origin } && (origin.Split('/') is not [.., var endeavour, _] || endeavour != slug))
            findings.Add(new(slug, $"the log is that of '{origin}'."));
        if (key is not null)
            check.MustLeadFrom(key);
        return new(check.Last?.Origin ?? slug, log.Met.Count, log.Tree.Count, check.Count, log.Met.Count > 0 ? log.Until : null, check.Signers, check.Since(kept));
    }

    static bool IsAsRecorded(string line, Place place)
    {
        if (!Instant.TryParse(place.Leaf.ReceivedAt, out var receivedAt) || receivedAt.ToString() != place.Leaf.ReceivedAt || !Salt.TryParse(place.Leaf.Salt, out var salt))
            return false;
        try
        {
            var bytes = Encoding.UTF8.GetBytes(line);
            return EntryLeaf.IsBare(bytes) && EntryLeaf.Of(receivedAt, EntryLeaf.Commitments(bytes, salt)) == place.Hash;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    static (string Endeavour, Guid Id)? Named(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line, CanonicalJson.Reading);
            return json.RootElement.GetProperty("endeavour").GetString() is { } endeavour && Guid.TryParseExact(json.RootElement.GetProperty("id").GetString(), "D", out var id) ? (endeavour, id) : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    static BundleLeaf? Leaf(string line) => Read(() => JsonSerializer.Deserialize(line, BundleJson.Plain.BundleLeaf));

    static string? Text(string line) => Read(() => JsonSerializer.Deserialize(line, BundleJson.Plain.String));

    static T? Read<T>(Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static async IAsyncEnumerable<string> Lines(ZipArchive zip, string name, string where, Findings findings, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation, long most = long.MaxValue)
    {
        var files = zip.Entries.Where(file => file.FullName == name).ToArray();
        if (files.Length != 1)
        {
            findings.Add(new(where, $"there {(files.Length == 0 ? "is no" : "is more than one")} {name}."));
            yield break;
        }
        await using var reader = new LineReader(await files[0].OpenAsync(cancellation));
        while (await reader.Next(cancellation))
        {
            if (reader.IsTooLong)
                throw new InvalidDataException($"Line {reader.Number} of {name} is longer than {LineReader.Longest:N0} bytes.");
            if ((most -= reader.Line.Length + 1) < 0)
                throw new InvalidDataException($"{name} is longer than {MostHeld >> 20} MiB.");
            yield return Decoded(reader.Line.Span, name, reader.Number);
        }
    }

    static string Decoded(ReadOnlySpan<byte> line, string name, long number)
    {
        try
        {
            return Strict.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException($"Line {number} of {name} is not UTF-8.");
        }
    }

    sealed class Log
    {
        public MerkleTree Tree { get; } = new();
        public Dictionary<Guid, Place> ById { get; } = [];
        public HashSet<Guid> Met { get; } = [];

        /// <summary>Whether its leaves stand in the order of receiving: the conveners see everything at once.</summary>
        public bool IsInSequence { get; set; }

        public Instant Until { get; set; } = Instant.MinValue;
        public long Index { get; set; } = -1;
    }

    sealed record Place(long Index, Hash Hash, BundleLeaf Leaf);
}
