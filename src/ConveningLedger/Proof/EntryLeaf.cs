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

    const int OnTheStack = 512;
    const string Data = "data";
    const string DataPrefix = "data.";

    /// <summary>The hash of the leaf of an entry.</summary>
    /// <param name="entry">The entry as first recorded, with its salt.</param>
    public static Hash Of(Entry entry)
    {
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
            if (path == Data && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadMembers(ref reader, DataPrefix, members);
                continue;
            }
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            members.Add((path, from, (int)reader.BytesConsumed - from));
        }
    }
}
