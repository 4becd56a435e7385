using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ConveningLedger.Proof;
using ConveningLedger.Store.Interchange;

namespace ConveningLedger.Store.Proofs;

/// <summary>
/// Writes what somebody takes along of endeavours and can check without the ledger: the entries that a circle may read, as canonical lines,
/// and beside them the logs and checkpoints that prove that nothing in them was rewritten. <see cref="BundleCheck"/> reads it.
/// </summary>
/// <param name="histories">The histories.</param>
/// <param name="proofs">What is proved.</param>
/// <param name="checkpointing">Signs what is not signed yet.</param>
public sealed class Bundle(Histories histories, ProofBook proofs, Checkpointing checkpointing)
{
    /// <summary>The name of the file with the canonical lines.</summary>
    public const string Entries = "entries.jsonl";

    /// <summary>The folder that has one of each endeavour in it.</summary>
    public const string Folder = "proofs/";

    /// <summary>Beside each other in the folder of an endeavour: a line for each leaf of the log, in its order.</summary>
    public const string Leaves = "leaves.jsonl";

    /// <summary>The checkpoints of the log, by size, a JSON text on each line.</summary>
    public const string Checkpoints = "checkpoints.jsonl";

    /// <summary>The last of them, as it is kept and compared with later.</summary>
    public const string Last = "checkpoint.txt";

    /// <summary>The keys that signed them.</summary>
    public const string Keys = "keys.txt";

    /// <summary>By what keys handed over to others, a JSON text of a note on each line.</summary>
    public const string HandOvers = "hand-overs.jsonl";

    const string About = "README.txt";

    /// <summary>Writes a bundle.</summary>
    /// <param name="endeavours">The slugs of endeavours that exist for the circle.</param>
    /// <param name="circle">The circle it is for.</param>
    /// <param name="to">Takes it; is left open.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many entries it has.</returns>
    public async Task<long> WriteAsync(IReadOnlyCollection<string> endeavours, Visibility circle, Stream to, CancellationToken cancellation)
    {
        await checkpointing.CatchUp(cancellation);
        var written = 0L;
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellation);
        await Write(zip, About, Words(circle), cancellation);
        await Write(zip, HandOvers, string.Concat((await proofs.HandOvers(cancellation)).Select(note => JsonSerializer.Serialize(note, BundleJson.Plain.String) + "\n")), cancellation);
        var logs = new List<SignedCheckpoint>();
        await using (var lines = await Open(zip, Entries, cancellation))
        {
            foreach (var endeavour in endeavours.Order(StringComparer.Ordinal))
            {
                // Before the history: what is signed meanwhile has its turn with the next bundle.
                var checkpoint = await proofs.Last(endeavour, circle, cancellation) ?? throw new InvalidDataException($"Nothing is signed of '{endeavour}'; `verify` says why.");
                logs.Add(checkpoint);
                foreach (var (_, entry) in await Whole(checkpoint, cancellation))
                {
                    await lines.WriteAsync(Encoding.UTF8.GetBytes(CanonicalLine.Of(entry) + "\n"), cancellation);
                    written++;
                }
            }
        }
        foreach (var checkpoint in logs)
            await WriteLog(zip, checkpoint, cancellation);
        return written;
    }

    /// <summary>Writes a bundle to a file, which is there whole or not at all.</summary>
    /// <param name="endeavours">The slugs of endeavours that exist for the circle.</param>
    /// <param name="circle">The circle it is for.</param>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many entries it has.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<long> WriteFileAsync(IReadOnlyCollection<string> endeavours, Visibility circle, string path, CancellationToken cancellation)
    {
        var written = 0L;
        await WholeFile.WriteAsync(path, async file =>
        {
            written = await WriteAsync(endeavours, circle, file, cancellation);
            return true;
        }, cancellation);
        return written;
    }

    /// <summary>The entries of a log of which its circle may read all that was first recorded, with their leaves, in sequence.</summary>
    async Task<List<(Hash Leaf, Entry Entry)>> Whole(SignedCheckpoint checkpoint, CancellationToken cancellation)
    {
        var leaves = (await proofs.Log(checkpoint.Endeavour, checkpoint.Circle, checkpoint.Size, cancellation)).Leaves.Take((int)checkpoint.Size).ToHashSet();
        return [.. CircleLog.Whole(await histories.Current(checkpoint.Endeavour, cancellation), checkpoint.Circle).Select(entry => (Leaf: EntryLeaf.Of(entry), entry)).Where(one => leaves.Contains(one.Leaf))];
    }

    async Task WriteLog(ZipArchive zip, SignedCheckpoint last, CancellationToken cancellation)
    {
        var folder = $"{Folder}{last.Endeavour}/";
        var byLeaf = (await Whole(last, cancellation)).ToDictionary(one => one.Leaf, one => one.Entry);
        var tree = await proofs.Log(last.Endeavour, last.Circle, last.Size, cancellation);
        await using (var leaves = new StreamWriter(await Open(zip, folder + Leaves, cancellation)))
        {
            foreach (var leaf in tree.Leaves.Take((int)last.Size))
            {
                var line = byLeaf.TryGetValue(leaf, out var entry)
                    ? new BundleLeaf(leaf.ToString(), entry.Id, entry.ReceivedAt.ToString(), entry.Sealing is null ? entry.Salt.ToString() : null, BundleMember.Of(entry.Sealing), entry.Sealing?.Note)
                    : new BundleLeaf(leaf.ToString(), null, null, null, null, null);
                await leaves.WriteAsync(JsonSerializer.Serialize(line, BundleJson.Plain.BundleLeaf) + "\n");
            }
        }
        var all = (await proofs.All(last.Endeavour, last.Circle, cancellation)).Where(checkpoint => checkpoint.Size <= last.Size).ToArray();
        await Write(zip, folder + Checkpoints, string.Concat(all.Select(checkpoint => JsonSerializer.Serialize(checkpoint.Note, BundleJson.Plain.String) + "\n")), cancellation);
        await Write(zip, folder + Last, last.Note, cancellation);
        await Write(zip, folder + Keys, string.Concat((await proofs.Keys(last.Origin, cancellation)).Select(key => $"{key}\n")), cancellation);
    }

    static async Task Write(ZipArchive zip, string name, string text, CancellationToken cancellation)
    {
        await using var file = await Open(zip, name, cancellation);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
    }

    static Task<Stream> Open(ZipArchive zip, string name, CancellationToken cancellation) => zip.CreateEntry(name).OpenAsync(cancellation);

    static string WordsOf(Visibility circle) => circle switch
    {
        Visibility.Conveners => "the conveners",
        Visibility.Team => "the team",
        Visibility.Evaluators => "evaluators",
        _ => "everybody",
    };

    static string Words(Visibility circle) =>
        $"""
        Entries of convening endeavours, as {WordsOf(circle)} may read them, and what proves that none of them was rewritten.

        {Entries}: the entries as they were first recorded, a canonical line each; `import` reads it.
        {Folder}SLUG/{Leaves}: the log of the endeavour for this circle. A line for each entry that the circle was ever shown, in the order
          in which it came to be: the hash of its leaf, its id, when the ledger received it, and the salt of its commitments. Where there is
          only a hash, the circle may not read what was first recorded (any more). Where members of an entry were destroyed, its line lists them as
          `erased`, and here stands for each member of the line, in its order, its own salt, or the commitment that stays in its place, and what the
          ledger signed when it destroyed them.
        {Folder}SLUG/{Checkpoints}: what was signed of it as it grew (C2SP tlog-checkpoint), by the keys in {Keys}.
        {Folder}SLUG/{Last}: the last of them. Keep it: with it, whoever gets another bundle later sees that all this is still there.
        {HandOvers}: notes by which a key that was replaced says which one comes after it.

        To check it, without the ledger and without a network: `ledger verify BUNDLE`, or with what was kept: `ledger verify BUNDLE --since {Last}`.
        A leaf is hashed as RFC 6962 says, over the lines `{EntryLeaf.Version}`, `receivedAt TIME`, and `PATH COMMITMENT` for each member of
        the line, in its order, those of `data` as `data.NAME`; a commitment is the base64 of SHA-256(SHA-256(salt + PATH) + JSON of the member); a member's own salt is that SHA-256(salt + PATH).

        """;
}

/// <summary>A leaf of a log in a bundle.</summary>
/// <param name="Leaf">Its hash, as base64.</param>
/// <param name="Id">The id of its entry; null where the entry is not in the bundle.</param>
/// <param name="ReceivedAt">When the ledger received it.</param>
/// <param name="Salt">The salt of its commitments, as base64; null where members of it were destroyed.</param>
/// <param name="Members">Its members then, in the order of the line as first recorded.</param>
/// <param name="Erasure">What was signed of that, as a note.</param>
sealed record BundleLeaf(string Leaf, Guid? Id, string? ReceivedAt, string? Salt, IReadOnlyList<BundleMember>? Members, string? Erasure);

/// <summary>A member of an entry of which members were destroyed.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Salt">Its own salt, as base64; null where it was destroyed, or something in it.</param>
/// <param name="Commitment">The commitment to it then, as base64.</param>
sealed record BundleMember(string Path, string? Salt, string? Commitment)
{
    /// <summary>The members of an entry; null where none was destroyed.</summary>
    public static IReadOnlyList<BundleMember>? Of(Sealing? sealing) =>
        sealing is null ? null : [.. sealing.Members.Select(member => new BundleMember(member.Path, member.Salt?.ToString(), member.Commitment?.ToString()))];

    /// <summary>The member; null where it cannot be read.</summary>
    public SealedMember? Read() => this switch
    {
        { Path: not null, Salt: { } text, Commitment: null } when Hash.TryParse(text, out var salt) => new(Path, salt, null),
        { Path: not null, Salt: null, Commitment: { } text } when Hash.TryParse(text, out var commitment) => new(Path, null, commitment),
        _ => null,
    };
}

[JsonSerializable(typeof(BundleLeaf))]
[JsonSerializable(typeof(string))]
sealed partial class BundleJson : JsonSerializerContext
{
    /// <summary>With nothing escaped that need not be: hashes are to be read.</summary>
    public static BundleJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
