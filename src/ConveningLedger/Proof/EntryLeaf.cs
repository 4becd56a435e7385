using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Proof;

/// <summary>
/// What a leaf holds of an entry: a version, when the entry was received, and for each member of its canonical line, as first recorded, a
/// commitment: SHA-256 of the member's salt and then its JSON. The leaf so commits to every byte of the line and tells none; a member can be
/// destroyed, with its salt, and the leaf still be checked by the commitment that stays in its place. Lines are
/// <c>path commitment</c>, in the order of the line, each ended by a newline.
/// </summary>
public static class EntryLeaf
{
    /// <summary>The first line. Another way of writing leaves would have another one, so that no leaf can be read in two ways.</summary>
    public const string Version = "convening-ledger/entry@v1";

    /// <summary>The member that tells which members were destroyed. It comes with the first erasure, so that no leaf commits to it but those of entries that were recorded with it.</summary>
    internal const string Erased = "erased";

    const int OnTheStack = 512;
    const string Data = "data";
    const string DataPrefix = "data.";

    /// <summary>The hash of the leaf of an entry.</summary>
    /// <param name="entry">The entry as first recorded, with its salt, or sealed. Where what is left of a sealed one does not fit, no leaf has the hash.</param>
    public static Hash Of(Entry entry)
    {
        if (entry.Sealing is { } sealing)
            return Of(entry.ReceivedAt, CanonicalLine.Bytes(entry).WrittenSpan, sealing.Members) ?? Hash.Of([]);
        if (entry.Salt.IsNone)
            throw new InvalidOperationException($"Entry {entry.Sequence} of '{entry.Endeavour}' has no salt.");
        return Of(entry.ReceivedAt, Commitments(CanonicalLine.Bytes(entry).WrittenSpan, entry.Salt));
    }

    /// <summary>The hash of a leaf.</summary>
    /// <param name="receivedAt">When the ledger received the entry.</param>
    /// <param name="commitments">A commitment for each member, with its path, in the order of the line.</param>
    public static Hash Of(Instant receivedAt, IEnumerable<(string Path, Hash Commitment)> commitments)
    {
        var text = new StringBuilder(1024).Append(Version).Append('\n').Append("receivedAt ").Append(receivedAt.ToString()).Append('\n');
        foreach (var (path, commitment) in commitments)
            text.Append(path).Append(' ').Append(commitment.ToString()).Append('\n');
        return MerkleTree.Leaf(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>The hash of the leaf of an entry of which members were destroyed; null where what is left does not fit.</summary>
    /// <param name="receivedAt">When the ledger received the entry.</param>
    /// <param name="line">The line as it stands.</param>
    /// <param name="members">The members of the line as first recorded, in its order.</param>
    public static Hash? Of(Instant receivedAt, ReadOnlySpan<byte> line, IReadOnlyCollection<SealedMember> members)
    {
        var there = Members(line).ToDictionary(member => member.Path, member => (member.From, member.Length));
        var told = there.TryGetValue(Erased, out var list) ? JsonSerializer.Deserialize<string[]>(line.Slice(list.From, list.Length))! : [];
        var commitments = new List<(string, Hash)>(members.Count);
        foreach (var member in members)
        {
            var isThere = there.Remove(member.Path, out var at);
            // What is gone is told to be, and is not there; of a correction's data something may be left, and the list of what is gone grows.
            if (member is { Salt: null, Commitment: { } commitment } && (member.Path == Erased || (isThere ? IsGoneInPart(member.Path) : IsGone(member.Path))))
                commitments.Add((member.Path, commitment));
            else if (member is { Salt: { } salt, Commitment: null } && isThere)
                commitments.Add((member.Path, Commitment(salt, line.Slice(at.From, at.Length))));
            else
                return null;
        }
        there.Remove(Erased);
        // An object of which nothing is left.
        there.Remove(Data);
        return there.Count == 0 ? Of(receivedAt, commitments) : null;

        bool IsGone(string path) => told.Contains(path);
        bool IsGoneInPart(string path) => !IsGone(path) && told.Any(one => one.StartsWith($"{path}.", StringComparison.Ordinal));
    }

    /// <summary>The commitments to the members of a canonical line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="salt">The entry's salt.</param>
    public static List<(string Path, Hash Commitment)> Commitments(ReadOnlySpan<byte> line, Salt salt)
    {
        var commitments = new List<(string, Hash)>();
        foreach (var (path, from, length) in Members(line))
            commitments.Add((path, Commitment(salt.Of(path), line.Slice(from, length))));
        return commitments;
    }

    /// <summary>Whether a line is nothing but its members: no byte of it could be another one and its leaf the same.</summary>
    /// <param name="line">The line.</param>
    public static bool IsBare(ReadOnlySpan<byte> line)
    {
        const int around = 2;
        const int beside = 3;
        var (length, inData) = (around, false);
        foreach (var (path, _, bytes) in Members(line))
        {
            var isData = path.StartsWith(DataPrefix, StringComparison.Ordinal);
            if (isData && !inData)
                length += Data.Length + beside + around + 1;
            // Each has a comma before it, but for the first of its object.
            length += Encoding.UTF8.GetByteCount(path) - (isData ? DataPrefix.Length : 0) + beside + bytes + (isData && !inData ? 0 : 1);
            inData = isData;
        }
        return length - 1 == line.Length;
    }

    /// <summary>The commitment to a member.</summary>
    /// <param name="salt">The member's salt.</param>
    /// <param name="json">The member's JSON, as it stands in the line.</param>
    public static Hash Commitment(Hash salt, ReadOnlySpan<byte> json)
    {
        var length = Hash.Length + json.Length;
        var rented = length > OnTheStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var salted = rented ?? stackalloc byte[OnTheStack];
        salt.CopyTo(salted);
        json.CopyTo(salted[Hash.Length..]);
        var commitment = Hash.Of(salted[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return commitment;
    }

    /// <summary>The members of a canonical line, and where their JSON stands in it; those of <c>data</c> each by itself.</summary>
    /// <param name="line">The line.</param>
    /// <exception cref="JsonException">It is no object.</exception>
    public static List<(string Path, int From, int Length)> Members(ReadOnlySpan<byte> line)
    {
        var members = new List<(string, int, int)>();
        var reader = new Utf8JsonReader(line);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("It is no object.");
        ReadMembers(ref reader, "", members);
        if (reader.Read())
            throw new JsonException("Something comes after the object.");
        return members;
    }

    static void ReadMembers(ref Utf8JsonReader reader, string under, List<(string, int, int)> members)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var path = under + reader.GetString();
            // Else it could pass for a member of `data`.
            if (under.Length == 0 && path.Contains('.', StringComparison.Ordinal))
                throw new JsonException("The name of a member has a dot in it.");
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            if (path == Data && reader.TokenType == JsonTokenType.StartObject)
            {
                var before = members.Count;
                ReadMembers(ref reader, DataPrefix, members);
                if (members.Count == before)
                    members.Add((path, from, (int)reader.BytesConsumed - from));
                continue;
            }
            reader.Skip();
            members.Add((path, from, (int)reader.BytesConsumed - from));
        }
    }
}
