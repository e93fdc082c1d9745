using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using TipIntake.Security.Keys;
using TipIntake.Tips;

namespace TipIntake.UnitTests.Tips;

public sealed class ContactKeySettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_service_seals_with_only_the_public_half_on_the_machine()
    {
        ContactKeyFiles.Make(folder["office", ContactKeyFiles.PublicName], folder["office", ContactKeyFiles.PrivateName], passphrase: null);
        Directory.CreateDirectory(folder["server"]);
        File.Move(folder["office", ContactKeyFiles.PublicName], folder["server", "unit.key"]);

        var key = ContactKeySettings.ReadOrMake(Setting(folder["server", "unit.key"]), mayMake: false);
        var outcome = new ContactSeal(key, TimeProvider.System, NullLogger<ContactSeal>.Instance).TrySeal("ada@example.org", Guid.CreateVersion7());

        Assert.False(outcome.IsRefused);
        Assert.Single(Directory.GetFiles(folder["server"]));
    }

    [Fact]
    public void Without_a_key_the_start_stops_and_says_what_to_do()
    {
        var fault = Assert.Throws<KeyFileException>(() => ContactKeySettings.ReadOrMake(Setting(null), mayMake: false));

        Assert.Contains("contacts init", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Contacts:PublicKeyPath", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["keys"]));
    }

    [Fact]
    public void Development_makes_a_pair_once_and_puts_the_private_half_aside()
    {
        var first = ContactKeySettings.ReadOrMake(Setting(null), mayMake: true);
        var second = ContactKeySettings.ReadOrMake(Setting(null), mayMake: true);

        Assert.Equal(first.Id, second.Id);
        Assert.Equal([folder["keys", "contact-public.key"]], Directory.GetFiles(folder["keys"]));
        Assert.True(File.Exists(folder["keys", "not-on-the-server", "contact-private.key"]));
    }

    [Fact]
    public void Development_needs_the_private_half_no_more_than_anybody_else()
    {
        var first = ContactKeySettings.ReadOrMake(Setting(null), mayMake: true);
        File.WriteAllText(folder["keys", "not-on-the-server", "contact-private.key"], "unreadable");

        Assert.Equal(first.Id, ContactKeySettings.ReadOrMake(Setting(null), mayMake: true).Id);
    }

    [Fact]
    public void A_server_with_the_private_half_beside_the_public_one_does_not_start()
    {
        ContactKeyFiles.Make(folder["keys", ContactKeyFiles.PublicName], folder["keys", ContactKeyFiles.PrivateName], passphrase: null);

        var fault = Assert.Throws<KeyFileException>(() => ContactKeySettings.ReadOrMake(Setting(null), mayMake: false));

        Assert.Contains("Move it off this machine", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_given_the_private_half_does_not_start()
    {
        ContactKeyFiles.Make(folder["keys", ContactKeyFiles.PublicName], folder["keys", ContactKeyFiles.PrivateName], passphrase: null);
        File.Move(folder["keys", ContactKeyFiles.PrivateName], folder["wrong.key"]);

        var fault = Assert.Throws<KeyFileException>(() =>
            ContactKeySettings.ReadOrMake(Setting(folder["wrong.key"]), mayMake: false));

        Assert.Contains("is the private half", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_files_that_open_contacts_know_the_private_key()
    {
        string[] allowed = ["ContactKeys.cs", "ContactKeyFiles.cs", "ContactPrivateKeyFile.cs", "ContactSeal.cs", "OpenContact.cs", "ContactsCommand.cs"];
        var source = Path.Combine(Root(), "src", "TipIntake");

        var knowing = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f).Contains("ContactPrivateKey", StringComparison.Ordinal))
            .Select(f => Path.GetFileName(f)!)
            .ToArray();

        Assert.NotEmpty(knowing);
        Assert.Empty(knowing.Except(allowed, StringComparer.Ordinal));
    }

    private IConfiguration Setting(string? path) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("Contacts:PublicKeyPath", path), new("Keys:Path", folder["keys"])])
        .Build();

    private static string Root()
    {
        var place = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(place.FullName, "TipIntake.sln")))
        {
            place = place.Parent ?? throw new DirectoryNotFoundException("TipIntake.sln is in no parent place.");
        }

        return place.FullName;
    }
}
