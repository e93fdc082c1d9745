using TipIntake.Platform;
using TipIntake.Security.Keys;

namespace TipIntake.Staff;

/// <summary>The force's own provider, as the section <c>Staff:OpenIdConnect</c> describes it.</summary>
/// <param name="Name">What staff read on the button.</param>
/// <param name="Roles">Which roles its claims leave a person; null: all that were approved.</param>
/// <param name="ReturnAddress">Where it sends people back to; null in Development: whichever address they came to.</param>
internal sealed record ProviderSettings(string Name, Uri Authority, string ClientId, string ClientSecretFile, RoleMapping? Roles, Assurance Assurance, string? ReturnAddress)
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public string ReadSecret()
    {
        if (!File.Exists(ClientSecretFile))
        {
            throw new SettingException($"{ProviderSettingsReader.Section}:ClientSecretFile: there is no file {ClientSecretFile}.");
        }

        if (OwnerOnlyFile.GivesOthers(ClientSecretFile, Others))
        {
            throw new SettingException($"{ProviderSettingsReader.Section}:ClientSecretFile is open to others. Allow only its owner: chmod 600 {ClientSecretFile}");
        }

        return File.ReadAllText(ClientSecretFile).Trim() is { Length: > 0 } secret
            ? secret
            : throw new SettingException($"{ProviderSettingsReader.Section}:ClientSecretFile: {ClientSecretFile} is empty.");
    }
}
