using ConveningLedger.Proof;

namespace ConveningLedger.Tests.Proof;

public class GrowingATree
{
    const int Largest = 40;

    // The leaves and roots by which implementations of RFC 6962 are compared.
    static readonly string[] Leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void its_root_is_that_of_rfc_6962(int size, string root)
    {
        var tree = new MerkleTree();
        foreach (var leaf in Leaves.Take(size))
            tree.Add(MerkleTree.Leaf(Convert.FromHexString(leaf)));

        Assert.Equal(root, Convert.ToHexStringLower(tree.Root.ToArray()));
    }

    [Fact]
    public void each_leaf_is_proved_in_each_size_and_no_other_is()
    {
        var tree = Tree(Largest);
        for (var size = 1; size <= Largest; size++)
        {
            for (var index = 0; index < size; index++)
            {
                var path = tree.Inclusion(index, size);
                var root = tree.RootOf(size);
                Assert.True(MerkleProof.Includes(tree.Leaves[index], index, size, path, root));
                Assert.False(MerkleProof.Includes(tree.Leaves[index], index + 1, size, path, root));
                Assert.False(MerkleProof.Includes(Other, index, size, path, root));
                Assert.False(MerkleProof.Includes(tree.Leaves[index], index, size, [.. path, Other], root));
                foreach (var altered in Altered(path))
                    Assert.False(MerkleProof.Includes(tree.Leaves[index], index, size, altered, root));
            }
        }
    }

    [Fact]
    public void each_size_is_proved_to_be_the_beginning_of_each_larger_one_and_no_other_is()
    {
        var tree = Tree(Largest);
        for (var size = 0; size <= Largest; size++)
        {
            for (var before = 0; before <= size; before++)
            {
                var path = tree.Consistency(before, size);
                var (old, root) = (tree.RootOf(before), tree.RootOf(size));
                Assert.True(MerkleProof.IsConsistent(before, old, size, root, path));
                Assert.False(MerkleProof.IsConsistent(before, Other, size, root, path));
                Assert.False(MerkleProof.IsConsistent(before, old, size, root, [.. path, Other]));
                if (before is 0 || before == size)
                    continue;
                Assert.False(MerkleProof.IsConsistent(before, old, size, Other, path));
                foreach (var altered in Altered(path))
                    Assert.False(MerkleProof.IsConsistent(before, old, size, root, altered));
            }
        }
    }

    [Fact]
    public void a_hash_has_one_text()
    {
        var hash = MerkleTree.Leaf("leaf"u8);
        var text = hash.ToString();

        Assert.True(Hash.TryParse(text, out var read));
        Assert.Equal(hash, read);
        // The bits to spare in the last character.
        Assert.False(Hash.TryParse($"{text[..42]}{(char)(text[42] + 1)}=", out _));
        foreach (var wrong in new[] { null, "", text[..43], $"{text}=", $" {text[1..]}" })
            Assert.False(Hash.TryParse(wrong, out _));
    }

    static readonly Hash Other = Hash.Of("other"u8);

    static IEnumerable<Hash[]> Altered(IReadOnlyList<Hash> path)
    {
        for (var index = 0; index < path.Count; index++)
        {
            Hash[] altered = [.. path];
            altered[index] = Other;
            yield return altered;
            yield return [.. path.Where((_, place) => place != index)];
        }
    }

    static MerkleTree Tree(int size)
    {
        var tree = new MerkleTree();
        for (var index = 0; index < size; index++)
            tree.Add(MerkleTree.Leaf([(byte)index]));
        return tree;
    }
}
