namespace ConveningLedger.Proof;

/// <summary>Checks proofs of Merkle trees by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2.</summary>
public static class MerkleProof
{
    /// <summary>Whether a leaf is in a tree.</summary>
    /// <param name="leaf">The leaf's hash.</param>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="size">How many leaves the tree has.</param>
    /// <param name="path">The proof.</param>
    /// <param name="root">The tree's hash.</param>
    public static bool Includes(Hash leaf, long index, long size, IReadOnlyList<Hash> path, Hash root)
    {
        if (index < 0 || index >= size)
            return false;
        var (place, last, hash) = (index, size - 1, leaf);
        foreach (var beside in path)
        {
            if (last == 0)
                return false;
            if (place % 2 == 1 || place == last)
            {
                hash = MerkleTree.Node(beside, hash);
                while (place % 2 == 0 && place != 0)
                    (place, last) = (place / 2, last / 2);
            }
            else
            {
                hash = MerkleTree.Node(hash, beside);
            }
            (place, last) = (place / 2, last / 2);
        }
        return last == 0 && hash == root;
    }

    /// <summary>Whether a tree is the beginning of another one.</summary>
    /// <param name="before">How many leaves it has.</param>
    /// <param name="rootBefore">Its hash.</param>
    /// <param name="size">How many leaves the other one has.</param>
    /// <param name="root">The hash of the other one.</param>
    /// <param name="path">The proof.</param>
    public static bool IsConsistent(long before, Hash rootBefore, long size, Hash root, IReadOnlyList<Hash> path)
    {
        if (before < 0 || before > size)
            return false;
        if (before == size)
            return path.Count == 0 && rootBefore == root;
        if (before == 0)
            return path.Count == 0 && rootBefore == Hash.Of([]);
        // A tree that is whole is a node of the other one by itself.
        var isWhole = (before & (before - 1)) == 0;
        if (!isWhole && path.Count == 0)
            return false;
        var (place, last) = (before - 1, size - 1);
        while (place % 2 == 1)
            (place, last) = (place / 2, last / 2);
        var old = isWhole ? rootBefore : path[0];
        var now = old;
        foreach (var beside in isWhole ? path : path.Skip(1))
        {
            if (last == 0)
                return false;
            if (place % 2 == 1 || place == last)
            {
                old = MerkleTree.Node(beside, old);
                now = MerkleTree.Node(beside, now);
                while (place % 2 == 0 && place != 0)
                    (place, last) = (place / 2, last / 2);
            }
            else
            {
                now = MerkleTree.Node(now, beside);
            }
            (place, last) = (place / 2, last / 2);
        }
        return last == 0 && old == rootBefore && now == root;
    }
}
