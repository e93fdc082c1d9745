using System.Text;
using TipIntake.Audit;
using TipIntake.Security.Keys;

namespace TipIntake.UnitTests.Audit;

public sealed class CheckpointTests
{
    private static readonly Checkpoint Sample = new(1_000, Filled(1), Filled(2), new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero).AddMicroseconds(5), Filled(0), "0011223344556677");

    [Fact]
    public void It_is_read_as_it_was_written()
    {
        var signature = Enumerable.Repeat((byte)9, 64).ToArray();

        var read = Checkpoint.Parse(Sample.Text(signature));

        Assert.NotNull(read);
        Assert.Equal(Sample.SignedText, read.Value.Checkpoint.SignedText);
        Assert.Equal(signature, read.Value.Signature);
    }

    [Theory]
    [InlineData("size: 1000", "size: 01000")]
    [InlineData("size: 1000", "size: -1")]
    [InlineData("version 1", "version 2")]
    [InlineData("root: 01", "root: 1")]
    [InlineData("time: 2026", "time: 26")]
    [InlineData("key: ", "key:")]
    [InlineData("==\n", "==\n\n")]
    [InlineData("\n", "\r\n")]
    public void Anything_else_is_not_one(string part, string instead)
    {
        var text = Sample.Text(new byte[64]).Replace(part, instead, StringComparison.Ordinal);

        Assert.Null(Checkpoint.Parse(text));
    }

    [Fact]
    public void A_file_under_the_name_of_another_size_is_not_one()
    {
        Assert.NotNull(CheckpointFile.Of(CheckpointFile.NameOf(1_000), Sample.Text(new byte[64])).Checkpoint);
        Assert.Null(CheckpointFile.Of(CheckpointFile.NameOf(2_000), Sample.Text(new byte[64])).Checkpoint);
    }

    [Fact]
    public void Only_the_other_half_of_the_key_says_that_it_was_signed()
    {
        using var key = CheckpointKey.Make();
        using var other = CheckpointKey.Make();

        var signature = key.Sign(Sample);

        Assert.True(key.Public.Signed(Sample, signature));
        Assert.False(other.Public.Signed(Sample, signature));
        Assert.False(key.Public.Signed(Sample with { Size = 1_001 }, signature));
    }

    [Fact]
    public void Both_halves_come_back_from_their_files_and_are_never_replaced()
    {
        var folder = Directory.CreateTempSubdirectory("tipintake").FullName;

        var id = CheckpointKeyFiles.Make(folder);

        using var signing = CheckpointKeyFiles.ReadOrMake(folder, mayMake: false);
        var shown = CheckpointKeyFiles.ReadPublic(Path.Combine(folder, CheckpointKeyFiles.PublicName));
        Assert.Equal((id, id), (signing.Public.Id, shown.Id));
        Assert.True(shown.Signed(Sample, signing.Sign(Sample)));
        Assert.Throws<KeyFileException>(() => CheckpointKeyFiles.Make(folder));
    }

    [Fact]
    public void A_signing_key_that_is_missing_open_or_damaged_is_refused_with_words()
    {
        var folder = Directory.CreateTempSubdirectory("tipintake").FullName;
        var path = Path.Combine(folder, CheckpointKeyFiles.SigningName);

        Assert.Contains("audit keys init", Assert.Throws<KeyFileException>(() => CheckpointKeyFiles.ReadOrMake(folder, mayMake: false)).Message, StringComparison.Ordinal);
        CheckpointKeyFiles.Make(folder);
        Chmod(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<KeyFileException>(() => CheckpointKeyFiles.ReadOrMake(folder, mayMake: true)).Message, StringComparison.Ordinal);
        Chmod(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllBytes(path, Encoding.ASCII.GetBytes("-----BEGIN PRIVATE KEY-----\n"));
        Assert.Contains("damaged", Assert.Throws<KeyFileException>(() => CheckpointKeyFiles.ReadOrMake(folder, mayMake: true)).Message, StringComparison.Ordinal);
    }

    private static void Chmod(string path, UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static byte[] Filled(byte value) => [.. Enumerable.Repeat(value, EntryHash.Size)];
}
