using TipIntake.Security.Keys;

namespace TipIntake.UnitTests.Security;

public sealed class KeyFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("keyfile").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_written_is_read_again()
    {
        var set = KeySet.Make(1, DateTimeOffset.UnixEpoch);

        KeyFile.Write(folder, [set]);

        var read = Assert.Single(KeyFile.Read(folder));
        Assert.Equal(set.ReceiptKey, read.ReceiptKey);
        Assert.Equal(set.TipKey, read.TipKey);
        Assert.Equal(set.BodyKey, read.BodyKey);
        Assert.Equal(set.NetworkSeed, read.NetworkSeed);
    }

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        KeyFile.Write(folder, [KeySet.Make(1, DateTimeOffset.UnixEpoch)]);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile.PathIn(folder)));
        }
    }

    [Fact]
    public void A_file_that_others_can_read_is_refused_with_the_remedy()
    {
        KeyFile.Write(folder, [KeySet.Make(1, DateTimeOffset.UnixEpoch)]);

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyFile.PathIn(folder), UnixFileMode.UserRead | UnixFileMode.OtherRead);
            var fault = Assert.Throws<KeyFileException>(() => KeyFile.Read(folder));
            Assert.Contains("chmod 600", fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":[{\"id\":1,\"activeFrom\":\"2026-01-01T00:00:00Z\",\"receiptKey\":\"AAAA\"}]}")]
    public void Half_a_key_ring_is_refused(string content)
    {
        KeyFile.Write(folder, [KeySet.Make(1, DateTimeOffset.UnixEpoch)]);
        File.WriteAllText(KeyFile.PathIn(folder), content);

        Assert.Throws<KeyFileException>(() => KeyFile.Read(folder));
    }
}
