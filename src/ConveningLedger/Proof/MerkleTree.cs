using System.Numerics;
using System.Security.Cryptography;

namespace ConveningLedger.Proof;

/// <summary>
/// A Merkle tree over a list that only grows, hashed as RFC 6962, section 2.1 says: SHA-256, a byte 0 before what a leaf holds and a byte 1
/// before two nodes. It keeps the hash of every whole subtree, 64 bytes for a leaf, and so tells the root of any size it ever had and
/// proves, in as many hashes as the tree is high, that a leaf is in it and that it only grew. Proofs are those of RFC 9162, section 2.1.
/// Not to be grown and asked at once.
/// </summary>
public sealed class MerkleTree
{
    readonly List<List<Hash>> levels = [[]];

    /// <summary>How many leaves it has.</summary>
    public long Count => levels[0].Count;

    /// <summary>The hashes of its leaves, in order.</summary>
    public IReadOnlyList<Hash> Leaves => levels[0];

    /// <summary>The hash of all of it.</summary>
    public Hash Root => RootOf(Count);

    /// <summary>The hash of what a leaf holds.</summary>
    /// <param name="leaf">What it holds.</param>
    public static Hash Leaf(ReadOnlySpan<byte> leaf)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(leaf);
        return new(hash.GetHashAndReset());
    }

    /// <summary>The hash of two nodes beside each other.</summary>
    /// <param name="left">The left one.</param>
    /// <param name="right">The right one.</param>
    public static Hash Node(Hash left, Hash right)
    {
        Span<byte> both = stackalloc byte[1 + 2 * Hash.Length];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + Hash.Length)..]);
        return Hash.Of(both);
    }

    /// <summary>Adds a leaf at the end.</summary>
    /// <param name="leaf">Its hash.</param>
    public void Add(Hash leaf)
    {
        levels[0].Add(leaf);
        // Each second node of a level completes one above.
        for (var level = 0; levels[level].Count % 2 == 0; level++)
        {
            if (level + 1 == levels.Count)
                levels.Add([]);
            levels[level + 1].Add(Node(levels[level][^2], levels[level][^1]));
        }
    }

    /// <summary>The hash of its first leaves.</summary>
    /// <param name="size">How many; at most all.</param>
    public Hash RootOf(long size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Count);
        return size == 0 ? Hash.Of([]) : Subtree(0, size);
    }

    /// <summary>Proves that a leaf is among the first: the hashes beside its way up, from the leaf to the root.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="size">Of how many leaves; more than the place, at most all.</param>
    public IReadOnlyList<Hash> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<Hash>();
        var (from, to) = (0L, size);
        while (to - from > 1)
        {
            var middle = from + Half(to - from);
            if (index < middle)
            {
                path.Add(Subtree(middle, to));
                to = middle;
            }
            else
            {
                path.Add(Subtree(from, middle));
                from = middle;
            }
        }
        path.Reverse();
        return path;
    }

    /// <summary>Proves that its first leaves are the beginning of more of them.</summary>
    /// <param name="before">How many there were.</param>
    /// <param name="size">How many there are; at least as many, at most all.</param>
    /// <returns>The hashes; none where there is nothing to prove: from none, or to as many.</returns>
    public IReadOnlyList<Hash> Consistency(long before, long size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(before, size);
        var path = new List<Hash>();
        if (before == 0 || before == size)
            return path;
        var (from, to, isWhole) = (0L, size, true);
        while (before < to)
        {
            var middle = from + Half(to - from);
            if (before <= middle)
            {
                path.Add(Subtree(middle, to));
                to = middle;
            }
            else
            {
                path.Add(Subtree(from, middle));
                from = middle;
                isWhole = false;
            }
        }
        // The old root itself is known to whoever asks.
        if (!isWhole)
            path.Add(Subtree(from, to));
        path.Reverse();
        return path;
    }

    Hash Subtree(long from, long to)
    {
        var size = to - from;
        if (BitOperations.IsPow2(size))
            return levels[BitOperations.Log2((ulong)size)][(int)(from / size)];
        var middle = from + Half(size);
        return Node(Subtree(from, middle), Subtree(middle, to));
    }

    // The greatest power of two below a size.
    static long Half(long size) => 1L << BitOperations.Log2((ulong)(size - 1));
}
