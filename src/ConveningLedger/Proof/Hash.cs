using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ConveningLedger.Proof;

/// <summary>A hash of SHA-256, kept in place.</summary>
public readonly record struct Hash
{
    /// <summary>How many bytes it has.</summary>
    public const int Length = 32;

    readonly ulong first;
    readonly ulong second;
    readonly ulong third;
    readonly ulong fourth;

    /// <summary>The hash of these bytes.</summary>
    /// <param name="bytes">32 bytes.</param>
    /// <exception cref="ArgumentException">They are not 32.</exception>
    public Hash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException($"A hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The hash of some bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public static Hash Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(bytes, hash);
        return new(hash);
    }

    /// <summary>Reads one that is written as base64.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hash">The hash.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out Hash hash)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var isHash = text is { Length: 44 } && Convert.TryFromBase64String(text, bytes, out var written) && written == Length;
        hash = isHash ? new(bytes) : default;
        // The last character has bits to spare; one hash has one text.
        return isHash && hash.ToString() == text;
    }

    /// <summary>Writes its bytes.</summary>
    /// <param name="to">Room for 32 bytes.</param>
    public void CopyTo(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt64BigEndian(to, first);
        BinaryPrimitives.WriteUInt64BigEndian(to[8..], second);
        BinaryPrimitives.WriteUInt64BigEndian(to[16..], third);
        BinaryPrimitives.WriteUInt64BigEndian(to[24..], fourth);
    }

    /// <summary>Its bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>As base64.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        return Convert.ToBase64String(bytes);
    }
}
