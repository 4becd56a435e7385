using System.Text;
using ConveningLedger.GraphQL.Types;
using ConveningLedger.Proof;
using ConveningLedger.Store.Proofs;
using GraphQL;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.GraphQL.Views;

/// <summary>The types of what proves that nothing was rewritten.</summary>
static class ProofTypes
{
    // What has to look at a whole log.
    const int Weight = 100;

    /// <summary>Adds the types.</summary>
    public static void Add(GraphTypes types)
    {
        types.Object<SignedCheckpoint>("Proof",
            "What proves to a circle that what it was shown is not rewritten: an RFC 6962 Merkle tree with a leaf for each entry that the circle was ever shown, in the order in which it came to be, and what is signed of it as it grows. It tells nothing of what the circle may not see.")
            .Field("checkpoint", "Checkpoint!", (checkpoint, _) => new Signed(checkpoint), "What was signed last. Whoever keeps its note sees later that all this is still there.")
            .Field("provedUpTo", "DateTime!", (checkpoint, _) => checkpoint.ReceivedAt, "When the ledger received the last entry that is signed. What is newer is signed within moments.")
            .Waiting("keys", "[String!]!", async (checkpoint, _, context) => (await Book(context).Keys(checkpoint.Origin, context.CancellationToken)).Select(key => key.ToString()), "The keys that sign, or signed, as NAME+ID+KEY; the one that signs now comes first.").Weighing(Weight / 5)
            .Waiting("checkpointFrom", "Checkpoint", async (checkpoint, _, context) => await Book(context).From(checkpoint.Endeavour, checkpoint.Circle, context.GetArgument<int>("size"), context.CancellationToken) is { } found ? new Signed(found) : null,
                "The first checkpoint of at least a size; null where there is none so large.", new Argument("size", "Int!", "How many leaves.")).Weighing(Weight / 5)
            .Waiting("consistency", "[String!]!", Consistency, "Proves that the log as it was at a size is the beginning of that of the last checkpoint: the hashes of RFC 9162, section 2.1.4, as base64. None where nothing came since.",
                new Argument("from", "Int!", "The size of a checkpoint that was kept.")).Weighing(Weight)
            .Waiting("entry", "EntryProof", OfEntry, "Proves that an entry is in the log, as it was first recorded; null where there is none of that id or ref for the circle, or where it is not signed yet.",
                new Argument("id", "String!", "Its id or ref.")).Weighing(Weight);
        AddMembers(types);
        types.Object<Signed>("Checkpoint", "How a log was at a size.")
            .Field("origin", "String!", (signed, _) => signed.Checkpoint.Origin, "Which log, of all there are: that of the circle that asks.")
            .Field("size", "Int!", (signed, _) => signed.Checkpoint.Size, "How many leaves it had.")
            .Field("root", "String!", (signed, _) => signed.Checkpoint.Root.ToString(), "The root of its tree, as base64.")
            .Field("note", "String!", (signed, _) => signed.Checkpoint.Note, "What was signed, with its signatures: a C2SP tlog-checkpoint. To be kept as it stands.")
            .Field("receivedAt", "DateTime!", (signed, _) => signed.Checkpoint.ReceivedAt, "When the ledger received the last of its entries.");
        types.Object<EntryProof>("EntryProof", "That an entry is in a log, as it was first recorded.")
            .Field("index", "Int!", (proof, _) => proof.Index, "The place of its leaf, from 0.")
            .Field("leaf", "String!", (proof, _) => proof.Leaf.ToString(), "The hash of its leaf, as base64.")
            .Field("inclusion", "[String!]!", (proof, _) => proof.Path.Select(hash => hash.ToString()), "The hashes beside its way up to the root, from the leaf on (RFC 9162, section 2.1.3), as base64.")
            .Field("checkpoint", "Checkpoint!", (proof, _) => new Signed(proof.Checkpoint), "The checkpoint that it is proved against: the last one.")
            .Field("line", "String", (proof, _) => proof.Line, "The canonical line that the leaf commits to; null where what was first recorded is not for this circle.")
            .Field("receivedAt", "DateTime!", (proof, _) => proof.Entry.ReceivedAt, "When the ledger received it, which the leaf commits to, too.")
            .Field("salt", "String", (proof, _) => proof.Line is null || proof.Entry.Sealing is not null ? null : proof.Entry.Salt.ToString(), "The salt of the commitments to its members, as base64; null where the line is, and where members were destroyed.")
            .Field("members", "[ProvedMember!]!", (proof, _) => proof.Line is null ? [] : proof.Entry.Sealing?.Members ?? [], "Where members of it were destroyed: what stays of the commitments to all of them, in the order of the line as first recorded.")
            .Field("erasure", "String", (proof, _) => proof.Line is null ? null : proof.Entry.Sealing?.Note, "What the ledger signed when it destroyed them, as a note; null where it destroyed none.")
            .Field("text", "String!", (proof, _) => proof.Text, "All of it as a C2SP tlog-proof, to be kept.");
    }

    /// <summary>Adds what stays of an entry's commitments.</summary>
    static void AddMembers(GraphTypes types) => types.Object<SealedMember>("ProvedMember", "A member of an entry of which members were destroyed.")
        .Field("path", "String!", member => member.Path, "Its path.")
        .Field("salt", "String", (member, _) => member.Salt?.ToString(), "Its own salt, SHA-256 of the entry's salt and the path, as base64; null where it was destroyed, or something in it.")
        .Field("commitment", "String", (member, _) => member.Commitment?.ToString(), "The commitment to it then, as base64.");

    /// <summary>What is proved of an endeavour to the circle that asks; null where nothing is signed yet.</summary>
    public static async Task<object?> Of(History history, Scene scene, IResolveFieldContext context) =>
        Ask.As(scene, context) is { } seen && await Book(context).Last(history.Endeavour, seen.Clearance, context.CancellationToken) is { } last ? new Seen(seen, last) : null;

    static async Task<object?> Consistency(SignedCheckpoint last, Scene scene, IResolveFieldContext context)
    {
        var from = context.GetArgument<int>("from");
        if (from < 0 || from > last.Size)
            throw Ask.Refused(RefusalCode.OutOfRange, $"`from` is {from}, and the log has {last.Size} leaves.", $"a number from 0 to {last.Size}");
        return (await Log(last, context)).Consistency(from, last.Size).Select(hash => hash.ToString());
    }

    static async Task<object?> OfEntry(SignedCheckpoint last, Scene scene, IResolveFieldContext context)
    {
        var edition = scene.Frame.Edition;
        if (edition.Find(context.GetArgument<string>("id")) is not { } shown || scene.History.Find(shown.Id) is not { } entry)
            return null;
        var (log, leaf) = (await Log(last, context), EntryLeaf.Of(entry));
        for (var index = 0; index < last.Size; index++)
        {
            if (log.Leaves[index] == leaf)
                return new EntryProof(entry, edition.AsFirstRecorded(shown) is null ? null : CanonicalLine.Of(entry), index, leaf, log.Inclusion(index, last.Size), last);
        }
        return null;
    }

    static Task<MerkleTree> Log(SignedCheckpoint last, IResolveFieldContext context) => Book(context).Log(last.Endeavour, last.Circle, last.Size, context.CancellationToken);

    static ProofBook Book(IResolveFieldContext context) => context.RequestServices!.GetRequiredService<ProofBook>();

    sealed record Signed(SignedCheckpoint Checkpoint);

    sealed record EntryProof(Entry Entry, string? Line, long Index, Hash Leaf, IReadOnlyList<Hash> Path, SignedCheckpoint Checkpoint)
    {
        public string Text
        {
            get
            {
                var text = new StringBuilder("c2sp.org/tlog-proof@v1\n").Append("index ").Append(Index).Append('\n');
                foreach (var hash in Path)
                    text.Append(hash.ToString()).Append('\n');
                return text.Append('\n').Append(Checkpoint.Note).ToString();
            }
        }
    }
}
