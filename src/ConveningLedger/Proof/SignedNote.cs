using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ConveningLedger.Proof;

/// <summary>
/// A text and who signed it, in the signed-note format of C2SP: the text, an empty line, and a line for each signature,
/// <c>— NAME base64(key id, signature)</c>.
/// </summary>
/// <param name="Text">The text, with the newline at its end: what is signed.</param>
/// <param name="Signatures">The signatures, at least one.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    const string Dash = "— ";
    const int MostSignatures = 64;

    /// <summary>Reads one.</summary>
    /// <param name="note">The note.</param>
    /// <param name="read">What was read.</param>
    public static bool TryParse(string note, [NotNullWhen(true)] out SignedNote? read)
    {
        read = null;
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end <= 0 || end + 2 == note.Length || !note.EndsWith('\n') || note.Any(character => character < ' ' && character != '\n'))
            return false;
        var signatures = new List<NoteSignature>();
        foreach (var line in note[(end + 2)..^1].Split('\n'))
        {
            if (!line.StartsWith(Dash, StringComparison.Ordinal) || line[Dash.Length..].Split(' ') is not [{ Length: > 0 } name, var signature]
                || !NoteSignature.TryParse(name, signature, out var one) || signatures.Count == MostSignatures)
            {
                return false;
            }
            signatures.Add(one);
        }
        read = new(note[..(end + 1)], signatures);
        return true;
    }

    /// <summary>The note.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(signature => $"{Dash}{signature}\n"))}";
}

/// <summary>A signature of a note.</summary>
/// <param name="Name">The name of the key.</param>
/// <param name="KeyId">The id of the key.</param>
/// <param name="Signature">What the key made of the text.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Signature)
{
    const int IdLength = 4;

    internal static bool TryParse(string name, string base64, [NotNullWhen(true)] out NoteSignature? signature)
    {
        var bytes = new byte[base64.Length];
        signature = Convert.TryFromBase64String(base64, bytes, out var length) && length > IdLength
            ? new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[IdLength..length])
            : null;
        return signature is not null;
    }

    /// <summary>The line, without its dash.</summary>
    public override string ToString()
    {
        var bytes = new byte[IdLength + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.CopyTo(bytes, IdLength);
        return $"{Name} {Convert.ToBase64String(bytes)}";
    }
}

/// <summary>
/// A public key of Ed25519 under a name, written as <c>NAME+ID+KEY</c>: the id in hexadecimal, and the base64 of a byte 1, for Ed25519, and
/// the 32 bytes of the key.
/// </summary>
/// <param name="Name">The name, without spaces and plus.</param>
/// <param name="PublicKey">The 32 bytes of RFC 8032.</param>
public sealed record NoteKey(string Name, byte[] PublicKey)
{
    const byte Ed25519 = 1;
    const int KeyLength = 32;

    /// <summary>Its id: the first four bytes of the SHA-256 of the name, a newline, a byte 1 and the key.</summary>
    public uint Id
    {
        get
        {
            Span<byte> hash = stackalloc byte[Hash.Length];
            Hash.Of([.. Encoding.UTF8.GetBytes(Name), (byte)'\n', Ed25519, .. PublicKey]).CopyTo(hash);
            return BinaryPrimitives.ReadUInt32BigEndian(hash);
        }
    }

    /// <summary>Reads one.</summary>
    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    /// <param name="key">The key.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out NoteKey? key)
    {
        key = null;
        // The base64 may have a plus itself; neither name nor id has.
        if (text.Split('+', 3) is not [{ Length: > 0 } name, var id, var base64] || name.Any(char.IsWhiteSpace))
            return false;
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length != 1 + KeyLength || bytes[0] != Ed25519)
            return false;
        var read = new NoteKey(name, bytes[1..length]);
        if (!uint.TryParse(id, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var number) || number != read.Id)
            return false;
        key = read;
        return true;
    }

    /// <summary>The key as text.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([Ed25519, .. PublicKey])}";

    /// <inheritdoc/>
    public bool Equals(NoteKey? other) => other is not null && Name == other.Name && PublicKey.AsSpan().SequenceEqual(other.PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Id);
}
