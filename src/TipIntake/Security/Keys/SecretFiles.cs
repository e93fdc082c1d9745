using TipIntake.Platform;

namespace TipIntake.Security.Keys;

/// <summary>
/// Settings as files (setting <c>Secrets:Path</c>, a folder): each file is named like an environment variable (<c>ConnectionStrings__TipIntake</c>) and holds its value,
/// and goes before what stands elsewhere. Unlike the environment a file is not passed on to child processes, nor shown by tools that list them.
/// </summary>
internal static class SecretFiles
{
    // Not the group's right to read: where systemd hands a secret to one account, the mask of its access list looks like that.
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite;

    public static WebApplicationBuilder AddSecretFiles(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["Secrets:Path"] is { Length: > 0 } folder)
        {
            Check(folder);
            builder.Configuration.AddKeyPerFile(Path.GetFullPath(folder));
        }

        return builder;
    }

    private static void Check(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new SettingException($"Secrets:Path: there is no folder {folder}.");
        }

        if (Directory.EnumerateFiles(folder).FirstOrDefault(file => OwnerOnlyFile.GivesOthers(file, Others)) is { } open)
        {
            throw new SettingException($"{open} is open to others, and Secrets:Path says that it is a secret. Allow only its owner: chmod 400 {open}");
        }
    }
}
