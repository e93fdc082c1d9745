using TipIntake.Audit;

namespace TipIntake.UnitTests.Audit;

/// <summary>The figures were computed by another program from the description in infra/docs/audit.md.</summary>
public sealed class EntryHashTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero).AddMicroseconds(589_793);

    private static readonly StoredEntry Full = new(
        Guid.Parse("0195944e-5d25-7abc-8def-0123456789ab"), At, "staff:3b1e", "object-closed", "object:OBJ-2026-0007", "identified", """[["café","1"]]""");

    private static readonly StoredEntry Bare = new(Guid.Parse("0195944e-5d25-7abc-8def-0123456789ac"), At, "terminal", "signed-out", "terminal", null, null);

    [Fact]
    public void An_entry_has_the_hash_that_others_compute()
    {
        Assert.Equal("79a75dd19d2d7a243efa7a64995161a32b04c588bba9122eb1c8f3fa8c116782", Convert.ToHexStringLower(EntryHash.Of(Full)));
        Assert.Equal("701cdddc6dad6088cf3d3e8cbb895b9c4362cb0415058e3fa6cecf4127bb9b81", Convert.ToHexStringLower(EntryHash.Of(Bare)));
    }

    [Fact]
    public void So_has_the_chain()
    {
        var chain = ChainHash.Next(ChainHash.Next(ChainHash.Start, EntryHash.Of(Full)), EntryHash.Of(Bare));

        Assert.Equal("af5db3c226d6097610c8f7d2334394e444d57ae5a1b787a216c512b4937b7b5e", Convert.ToHexStringLower(chain));
    }

    [Fact]
    public void So_has_the_tree()
    {
        var tree = new MerkleFrontier();

        tree.Add(EntryHash.Of(Full));
        tree.Add(EntryHash.Of(Bare));

        Assert.Equal("54af64cfe04a50b70e8670c94d5a4d421db166fa324162c1ef1df9b2b90ea404", Convert.ToHexStringLower(tree.Root()));
    }

    [Fact]
    public void Text_cannot_move_from_one_column_to_the_next()
    {
        var moved = Bare with { Actor = "termin", Act = "alsigned-out" };

        Assert.NotEqual(EntryHash.Of(Bare), EntryHash.Of(moved));
        Assert.NotEqual(EntryHash.Of(Bare), EntryHash.Of(Bare with { Reason = "" }));
    }

    [Fact]
    public void An_entry_of_any_length_is_hashed()
    {
        var longer = Bare with { Details = new string('x', 100_000) };

        Assert.NotEqual(EntryHash.Of(longer), EntryHash.Of(longer with { Details = longer.Details + "x" }));
    }
}
