using System.Security.Cryptography;
using System.Text;

namespace ConveningLedger.Proof;

/// <summary>
/// What keeps a commitment from being guessed: 16 random bytes that belong to one entry. Each member has a salt of its own, derived from it;
/// whoever has the derived one alone learns nothing of the others.
/// </summary>
public readonly record struct Salt
{
    /// <summary>How many bytes the salt of an entry has.</summary>
    public const int Length = 16;

    const int OnTheStack = 256;

    readonly UInt128 bits;

    Salt(UInt128 bits) => this.bits = bits;

    /// <summary>Whether there is none: the entry was recorded by a version that made none.</summary>
    public bool IsNone => bits == 0;

    /// <summary>A new one.</summary>
    public static Salt New()
    {
        Span<byte> bytes = stackalloc byte[Length];
        RandomNumberGenerator.Fill(bytes);
        return new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>Reads one that is written as base64.</summary>
    /// <param name="text">The text.</param>
    /// <param name="salt">The salt.</param>
    public static bool TryParse(string? text, out Salt salt)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var isSalt = text is { Length: 24 } && Convert.TryFromBase64String(text, bytes, out var written) && written == Length;
        salt = isSalt ? new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes)) : default;
        return isSalt;
    }

    /// <summary>The salt of a member: SHA-256 of the entry's salt and then the member's path.</summary>
    /// <param name="path">The member's path, as in <c>data.text</c>.</param>
    public Hash Of(string path)
    {
        var most = Length + Encoding.UTF8.GetMaxByteCount(path.Length);
        var salted = most <= OnTheStack ? stackalloc byte[OnTheStack] : new byte[most];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(salted, bits);
        return Hash.Of(salted[..(Length + Encoding.UTF8.GetBytes(path, salted[Length..]))]);
    }

    /// <summary>As base64.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        return Convert.ToBase64String(bytes);
    }
}
