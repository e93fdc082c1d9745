using TipIntake.Security.Keys;

namespace TipIntake.Tips;

/// <summary>Finds the public half (setting <c>Contacts:PublicKeyPath</c>, else beside the key ring): made by itself in Development, asked for elsewhere.</summary>
internal static class ContactKeySettings
{
    /// <summary>Where Development puts the private half, named after the rule for everywhere else.</summary>
    public const string PrivateFolder = "not-on-the-server";

    public static WebApplicationBuilder AddContactSeal(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var mayMake = builder.Environment.IsDevelopment();

        builder.Services.AddSingleton(services =>
            new ContactSeal(ReadOrMake(configuration, mayMake), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<ContactSeal>>()));
        return builder;
    }

    public static ContactPublicKey ReadOrMake(IConfiguration configuration, bool mayMake)
    {
        var path = PublicPath(configuration);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

        if (!File.Exists(path))
        {
            if (!mayMake)
            {
                throw new KeyFileException(
                    $"There is no contact key at {path}. On another machine: TipIntake contacts init FOLDER; then copy {ContactKeyFiles.PublicName} here (setting: Contacts:PublicKeyPath).");
            }

            ContactKeyFiles.Make(path, Path.Combine(folder, PrivateFolder, ContactKeyFiles.PrivateName), passphrase: null);
        }

        // Privacy: looked for, never read. A server that receives contacts must not hold what opens them.
        var beside = Path.Combine(folder, ContactKeyFiles.PrivateName);
        return !mayMake && File.Exists(beside)
            ? throw new KeyFileException($"{beside} is the private half of a contact key. Move it off this machine; the service needs only {ContactKeyFiles.PublicName}.")
            : ContactKeyFiles.ReadPublic(path);
    }

    private static string PublicPath(IConfiguration configuration) => configuration["Contacts:PublicKeyPath"] is { Length: > 0 } path
        ? path
        : Path.Combine(KeySettings.FolderFrom(configuration), ContactKeyFiles.PublicName);
}
