using Microsoft.Extensions.Logging.Abstractions;
using TipIntake.Security.Keys;
using TipIntake.Tips;

namespace TipIntake.UnitTests.Tips;

public sealed class ContactKeyFilesTests : IDisposable
{
    private const string Passphrase = "seven small otters";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly Guid Tip = new("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");

    private readonly TemporaryFolder folder = new();

    private string PublicPath => folder["keys", ContactKeyFiles.PublicName];

    private string PrivatePath => folder["keys", ContactKeyFiles.PrivateName];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(Passphrase)]
    public void What_is_sealed_with_one_file_opens_with_the_other(string? passphrase)
    {
        var id = ContactKeyFiles.Make(PublicPath, PrivatePath, passphrase);
        var seal = new ContactSeal(ContactKeyFiles.ReadPublic(PublicPath), TimeProvider.System, NullLogger<ContactSeal>.Instance);

        using var key = ContactPrivateKeyFile.Read(PrivatePath).Unlock(() => Passphrase);

        Assert.Equal(id, key!.Public.Id);
        Assert.Equal("ada@example.org", ContactSeal.Open(seal.Seal("ada@example.org", Tip), Tip, key).Text);
    }

    [Fact]
    public void Both_files_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no such modes
        }

        ContactKeyFiles.Make(PublicPath, PrivatePath, passphrase: null);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(PublicPath));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(PrivatePath));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(folder["keys"]));
    }

    [Theory]
    [InlineData(ContactKeyFiles.PublicName)]
    [InlineData(ContactKeyFiles.PrivateName)]
    public void An_existing_half_is_never_replaced(string existing)
    {
        Directory.CreateDirectory(folder["keys"]);
        File.WriteAllText(folder["keys", existing], "precious");

        var fault = Assert.Throws<KeyFileException>(() => ContactKeyFiles.Make(PublicPath, PrivatePath, passphrase: null));

        Assert.Contains("exists already", fault.Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(folder["keys", existing]));
        Assert.Single(Directory.GetFiles(folder["keys"]));
    }

    [Fact]
    public void A_wrong_passphrase_unlocks_nothing()
    {
        ContactKeyFiles.Make(PublicPath, PrivatePath, Passphrase);

        Assert.Null(ContactPrivateKeyFile.Read(PrivatePath).Unlock(() => Passphrase + " "));
    }

    [Fact]
    public void The_same_passphrase_typed_with_composed_or_combining_letters_unlocks()
    {
        ContactKeyFiles.Make(PublicPath, PrivatePath, "caf\u00E9 terrace at night");

        using var key = ContactPrivateKeyFile.Read(PrivatePath).Unlock(() => "cafe\u0301 terrace at night");

        Assert.NotNull(key);
    }

    [Fact]
    public void A_locked_file_holds_the_private_key_in_no_readable_form()
    {
        ContactKeyFiles.Make(PublicPath, PrivatePath, Passphrase);
        using var key = ContactPrivateKeyFile.Read(PrivatePath).Unlock(() => Passphrase);

        var text = File.ReadAllText(PrivatePath);

        Assert.StartsWith(ContactKeyText.PrivateTitle, text, StringComparison.Ordinal);
        Assert.Contains("lock: argon2id", text, StringComparison.Ordinal);
        Assert.Contains($"key-id: {key!.Public.Id}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version 1", "version 2")]
    [InlineData("memory-kib: 262144", "memory-kib: 99999999")]
    [InlineData("lock: argon2id", "lock: rot13")]
    [InlineData("salt: ", "salt: AAAA")]
    [InlineData("nonce: ", "other: ")]
    public void A_damaged_or_strange_private_file_is_refused_in_words(string from, string to)
    {
        ContactKeyFiles.Make(PublicPath, PrivatePath, Passphrase);
        File.WriteAllText(PrivatePath, File.ReadAllText(PrivatePath).Replace(from, to, StringComparison.Ordinal));

        var fault = Assert.Throws<KeyFileException>(() => ContactPrivateKeyFile.Read(PrivatePath).Unlock(() => Passphrase));

        Assert.Contains(PrivatePath, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_file_under_another_public_key_is_refused()
    {
        ContactKeyFiles.Make(PublicPath, PrivatePath, passphrase: null);
        using var other = ContactPrivateKey.Make();
        var own = ContactKeyFiles.ReadPublic(PublicPath).Bytes;
        var swapped = File.ReadAllText(PrivatePath)
            .Replace(Convert.ToBase64String(own), Convert.ToBase64String(other.Public.Bytes), StringComparison.Ordinal);
        File.WriteAllText(PrivatePath, swapped);

        Assert.Throws<KeyFileException>(() => ContactPrivateKeyFile.Read(PrivatePath).Unlock(() => ""));
    }

    [Fact]
    public void A_private_file_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no such modes
        }

        ContactKeyFiles.Make(PublicPath, PrivatePath, passphrase: null);
        File.SetUnixFileMode(PrivatePath, OwnerOnly | UnixFileMode.GroupRead);

        var fault = Assert.Throws<KeyFileException>(() => ContactPrivateKeyFile.Read(PrivatePath));

        Assert.Contains("chmod 600", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_file_that_others_can_replace_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no such modes
        }

        ContactKeyFiles.Make(PublicPath, PrivatePath, passphrase: null);

        File.SetUnixFileMode(PublicPath, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Assert.NotNull(ContactKeyFiles.ReadPublic(PublicPath));

        File.SetUnixFileMode(PublicPath, OwnerOnly | UnixFileMode.OtherWrite);
        Assert.Throws<KeyFileException>(() => ContactKeyFiles.ReadPublic(PublicPath));
    }

    [Fact]
    public void A_public_file_with_a_useless_or_mistyped_key_is_refused()
    {
        ContactKeyFiles.Make(PublicPath, PrivatePath, passphrase: null);
        var original = File.ReadAllText(PublicPath);
        var key = ContactKeyFiles.ReadPublic(PublicPath);
        var zeros = new byte[ContactPublicKey.Size];

        File.WriteAllText(PublicPath, original.Replace(Convert.ToBase64String(key.Bytes), Convert.ToBase64String(zeros), StringComparison.Ordinal));
        Assert.Throws<KeyFileException>(() => ContactKeyFiles.ReadPublic(PublicPath));

        File.WriteAllText(PublicPath, File.ReadAllText(PublicPath).Replace(key.Id.ToString(), ContactKeyId.Of(zeros).ToString(), StringComparison.Ordinal));
        Assert.Throws<KeyFileException>(() => ContactKeyFiles.ReadPublic(PublicPath));
    }
}
