using TipIntake.Platform;
using TipIntake.Security.Keys;

namespace TipIntake.Staff;

internal enum MailTls
{
    /// <summary>Begins in the clear and is refused unless the server turns to TLS.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Implicit,

    /// <summary>To a server on this machine only.</summary>
    None,
}

/// <summary>Through whom the daily mail goes, and when.</summary>
/// <param name="Domains">Only addresses at these get it.</param>
/// <param name="StaffSite">What the mail leads to.</param>
internal sealed record DigestSettings(
    string Host, int Port, MailTls Tls, string? User, string? PasswordFile, string From, string[] Domains, TimeOnly At, TimeZoneInfo TimeZone, string StaffSite)
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>The day whose mail is due by now; null as long as it is not.</summary>
    public DateOnly? DueOn(DateTimeOffset now)
    {
        var there = TimeZoneInfo.ConvertTime(now, TimeZone);
        return TimeOnly.FromDateTime(there.DateTime) >= At ? DateOnly.FromDateTime(there.DateTime) : null;
    }

    public DateOnly DayAt(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZone).DateTime);

    /// <summary>Read anew for each sending, so that a changed password needs no restart. Null: the server asks for none.</summary>
    public string? ReadPassword()
    {
        if (PasswordFile is null)
        {
            return null;
        }

        if (!File.Exists(PasswordFile))
        {
            throw new SettingException($"{DigestSettingsReader.Section}:PasswordFile: there is no file {PasswordFile}.");
        }

        if (OwnerOnlyFile.GivesOthers(PasswordFile, Others))
        {
            throw new SettingException($"{DigestSettingsReader.Section}:PasswordFile is open to others. Allow only its owner: chmod 600 {PasswordFile}");
        }

        return File.ReadAllText(PasswordFile).Trim() is { Length: > 0 } password
            ? password
            : throw new SettingException($"{DigestSettingsReader.Section}:PasswordFile: {PasswordFile} is empty.");
    }
}
