using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Store.Interchange;

/// <summary>
/// The ids of imported entries that bring none: name-based UUIDs (RFC 9562, version 5) of the endeavour, the canonical line without id,
/// recordedAt and recordedBy, and which of the equal lines of its file it is. The same file gives the same ids, on every ledger.
/// </summary>
static class EntryId
{
    // The namespace of the ids that the ledger makes of names: a constant, and for ever.
    static readonly Guid Ledger = new("5b1d1c4e-6f0a-5d7b-9c55-1f0f6a2f3c01");

    /// <summary>The bytes that an id is made of.</summary>
    /// <param name="draft">The draft.</param>
    public static byte[] Name(Draft draft)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, CanonicalJson.Options);
        CanonicalLine.WriteForId(writer, draft);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The id of the n-th such line.</summary>
    /// <param name="endeavour">The endeavour's slug.</param>
    /// <param name="name">What <see cref="Name"/> gives.</param>
    /// <param name="number">Which one of the lines that are equal in this it is, from 1.</param>
    public static Guid Of(string endeavour, ReadOnlySpan<byte> name, int number) =>
        NameBased(NameBased(Ledger, Encoding.UTF8.GetBytes(endeavour), []), name, Encoding.UTF8.GetBytes($"\n{number}"));

#pragma warning disable CA5350 // SHA-1 is what version 5 is made of; nothing rests on its strength.
    static Guid NameBased(Guid within, ReadOnlySpan<byte> name, ReadOnlySpan<byte> rest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        Span<byte> bytes = stackalloc byte[SHA1.HashSizeInBytes];
        within.TryWriteBytes(bytes, bigEndian: true, out var length);
        hash.AppendData(bytes[..length]);
        hash.AppendData(name);
        hash.AppendData(rest);
        hash.GetHashAndReset(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x50);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new(bytes[..16], bigEndian: true);
    }
#pragma warning restore CA5350
}
