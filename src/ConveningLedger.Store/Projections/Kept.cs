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
    readonly Dictionary<int, Hashed> last = [];

    /// <summary>The sequence of the last entry that is in it.</summary>
    public int Sequence => sequence;

    /// <summary>The number of the last erasure that is in it.</summary>
    public long LastErasure => lastErasure;

    /// <summary>How many pieces it remembers.</summary>
    public int Count { get; private set; }

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
        // A circle that sees no less than the one before it has the very same pieces.
        if (!last.TryGetValue(part, out var hashed) || hashed.Pieces != pieces)
        {
            last[part] = hashed = new(pieces);
            Count += hashed.ByKey.Count;
        }
        parts[(clearance, part)] = hashed.ByKey;
        var changed = new List<Piece>();
        var met = 0;
        for (var index = 0; known is not null && index < pieces.Count; index++)
        {
            var isKnown = known.TryGetValue(hashed.Keys[index], out var text);
            met += isKnown ? 1 : 0;
            if (!isKnown || text != hashed.ByKey[hashed.Keys[index]])
                changed.Add(pieces[index]);
        }
        // What is gone is found where all is compared. Two keys of one hash are told apart there, too.
        return known is null || met < known.Count || hashed.ByKey.Count < pieces.Count ? null : changed;
    }

    /// <summary>Lets go of the pieces themselves, once all are taken.</summary>
    public void Settle() => last.Clear();

    static ulong Hash(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BitConverter.ToUInt64(hash);
    }

    /// <summary>Pieces, with hashes of what names them, and by these of all of them.</summary>
    sealed class Hashed
    {
        public Hashed(IReadOnlyList<Piece> pieces)
        {
            (Pieces, Keys, ByKey) = (pieces, new ulong[pieces.Count], new(pieces.Count));
            for (var index = 0; index < pieces.Count; index++)
                ByKey[Keys[index] = Hash(pieces[index].Key)] = Hash(pieces[index].Text);
        }

        public IReadOnlyList<Piece> Pieces { get; }

        public ulong[] Keys { get; }

        public Dictionary<ulong, ulong> ByKey { get; }
    }
}
