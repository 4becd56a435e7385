using System.Security.Cryptography;
using System.Text;

namespace ConveningLedger.Store.Projections;

/// <summary>Something that a projection keeps: a row, a document.</summary>
/// <param name="Key">What names it.</param>
/// <param name="Text">All of it.</param>
/// <param name="Values">Of a row, for each written column its value as PostgreSQL reads it; null: it is a document.</param>
public readonly record struct Piece(string Key, string Text, string?[]? Values = null);

/// <summary>
/// What a projection has written of an endeavour, as far as it is remembered: of each part a hash for each piece, by a hash of what names it. It is
/// sure only as long as what is written in the database is as far as it is.
/// </summary>
/// <param name="sequence">The sequence of the last entry that is in it.</param>
/// <param name="lastErasure">The number of the last erasure that is.</param>
sealed class Kept(int sequence, long lastErasure)
{
    readonly Dictionary<(Visibility Clearance, int Part), Dictionary<ulong, ulong>> parts = [];

    /// <summary>The sequence of the last entry that is in it.</summary>
    public int Sequence => sequence;

    /// <summary>The number of the last erasure that is in it.</summary>
    public long LastErasure => lastErasure;

    /// <summary>How many pieces it is of.</summary>
    public int Count => parts.Values.Sum(part => part.Count);

    /// <summary>When it was last of use.</summary>
    public long LastUse { get; set; }

    /// <summary>Remembers what is written of a part.</summary>
    /// <param name="clearance">The circle.</param>
    /// <param name="part">The part.</param>
    /// <param name="pieces">All of it.</param>
    /// <param name="before">What was remembered before it; null: nothing.</param>
    /// <returns>The pieces that differ; null where it is not known: then all of it has to be written.</returns>
    public IReadOnlyList<Piece>? Take(Visibility clearance, int part, IReadOnlyList<Piece> pieces, Kept? before)
    {
        var known = before?.parts.GetValueOrDefault((clearance, part));
        var hashes = new Dictionary<ulong, ulong>(pieces.Count);
        var changed = new List<Piece>();
        var met = 0;
        foreach (var piece in pieces)
        {
            var (key, text) = (Hash(piece.Key), Hash(piece.Text));
            hashes[key] = text;
            if (known is null)
                continue;
            if (!known.TryGetValue(key, out var old))
            {
                changed.Add(piece);
                continue;
            }
            met++;
            if (old != text)
                changed.Add(piece);
        }
        parts[(clearance, part)] = hashes;
        // What is gone is found where all is compared. Two keys of one hash are told apart there, too.
        return known is null || met < known.Count || hashes.Count < pieces.Count ? null : changed;
    }

    static ulong Hash(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BitConverter.ToUInt64(hash);
    }
}
