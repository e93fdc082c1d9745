using System.Security.Cryptography;
using CsCheck;
using TipIntake.Audit;

namespace TipIntake.UnitTests.Audit;

public sealed class MerkleFrontierTests
{
    /// <summary>The roots of one to eight leaves that implementations of RFC 6962 agree on.</summary>
    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_roots_are_those_of_the_standard(int leaves, string root)
    {
        string[] data = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        var tree = new MerkleFrontier();

        Array.ForEach(data[..leaves], leaf => tree.Add(SHA256.HashData([0, .. Convert.FromHexString(leaf)])));

        Assert.Equal(root, Convert.ToHexStringLower(tree.Root()));
    }

    [Fact]
    public void It_agrees_with_the_definition_and_goes_on_from_what_was_stored() =>
        Gen.Select(Gen.Byte.Array[32].Array[1, 70], Gen.Int[0, 69]).Sample(
            (leaves, stop) =>
            {
                var tree = new MerkleFrontier();
                foreach (var (index, leaf) in leaves.Index())
                {
                    tree.Add(leaf);
                    tree = index == stop ? MerkleFrontier.From(tree.Size, tree.ToBytes()) : tree;
                }

                return tree.Root().SequenceEqual(Defined(leaves)) && tree.ToBytes().Length <= 32 * 7;
            },
            iter: 2_000);

    // Section 2.1 of RFC 6962, word for word.
    private static byte[] Defined(byte[][] leaves)
    {
        if (leaves.Length == 1)
        {
            return leaves[0];
        }

        var left = 1;
        while (left * 2 < leaves.Length)
        {
            left *= 2;
        }

        return SHA256.HashData([1, .. Defined(leaves[..left]), .. Defined(leaves[left..])]);
    }
}
