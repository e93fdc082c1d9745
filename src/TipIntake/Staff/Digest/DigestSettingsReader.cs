using System.Globalization;
using System.Net;
using MimeKit;
using TipIntake.Platform;
using TipIntake.Security;
using TipIntake.Security.RateLimits;

namespace TipIntake.Staff;

/// <summary>Reads the section strictly: mail that goes another way than somebody meant is worse than none.</summary>
internal static class DigestSettingsReader
{
    public const string Section = "Staff:Digest";

    private const int SubmissionPort = 587;
    private const int ImplicitPort = 465;

    private static readonly Dictionary<string, MailTls> TlsModes = new(StringComparer.OrdinalIgnoreCase) { ["starttls"] = MailTls.StartTls, ["implicit"] = MailTls.Implicit, ["none"] = MailTls.None };

    /// <summary>Null when no server is named: then nothing of it exists.</summary>
    public static DigestSettings? Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var faults = new List<string>();
        var section = new StrictSection(configuration.GetSection(Section), faults);
        section.Knows("Host", "Port", "Tls", "User", "PasswordFile", "From", "Domains", "At", "TimeZone");
        var settings = section.Text("Host") is { } host ? ReadAll(section, host, StaffSite(configuration, environment, faults)) : null;
        if (faults.Count > 0)
        {
            throw new SettingException(string.Join(Environment.NewLine, faults));
        }

        // A file that cannot be used is said now, not at night.
        settings?.ReadPassword();
        return settings;
    }

    private static DigestSettings ReadAll(StrictSection section, string host, string site)
    {
        var tls = Tls(section, host);
        var (user, password) = (section.Text("User"), section.Text("PasswordFile"));
        if (user is null != password is null)
        {
            section.Fault(user is null ? "User" : "PasswordFile", "is missing: User and PasswordFile go together; the file holds the password and is its owner's alone.");
        }

        return new DigestSettings(
            Host(section, host), section.Number("Port", tls == MailTls.Implicit ? ImplicitPort : SubmissionPort, 1, ushort.MaxValue), tls, user, password, From(section), Domains(section), At(section), Zone(section), site);
    }

    private static string Host(StrictSection section, string host)
    {
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            section.Fault("Host", "is the name or address of the mail server, such as mail.police.example.");
        }

        return host;
    }

    private static MailTls Tls(StrictSection section, string host)
    {
        if (!TlsModes.TryGetValue(section.Text("Tls") ?? "starttls", out var tls))
        {
            section.Fault("Tls", "is starttls, implicit or none.");
        }
        else if (tls == MailTls.None && host != "localhost" && !(IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)))
        {
            section.Fault("Tls", "may be none only for a mail server on this machine: addresses of staff would travel in the clear.");
        }

        return tls;
    }

    private static string From(StrictSection section)
    {
        var from = section.Text("From") ?? "";
        if (!MailAddress.IsAcceptable(from))
        {
            section.Fault("From", "is the address that the mail comes from, such as tips@police.example.");
        }

        return from;
    }

    private static string[] Domains(StrictSection section)
    {
        string[] domains = [.. section.List("Domains", text => Uri.CheckHostName(text) == UriHostNameType.Dns ? text : null, "a domain of staff addresses, such as police.example")];
        if (domains.Length == 0)
        {
            section.Fault("Domains", "is missing: only addresses at these domains get the mail, such as police.example.");
        }

        return domains;
    }

    private static TimeOnly At(StrictSection section)
    {
        if (TimeOnly.TryParseExact(section.Text("At") ?? "07:00", "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            return at;
        }

        section.Fault("At", "is a time of day such as 07:00.");
        return default;
    }

    private static TimeZoneInfo Zone(StrictSection section)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(section.Text("TimeZone") ?? "UTC", out var zone))
        {
            return zone;
        }

        section.Fault("TimeZone", "is a time zone that this machine knows, such as Europe/Berlin.");
        return TimeZoneInfo.Utc;
    }

    private static string StaffSite(IConfiguration configuration, IHostEnvironment environment, List<string> faults)
    {
        if (configuration["Staff:Domain"] is { Length: > 0 } domain)
        {
            return $"https://{domain}/";
        }

        if (!environment.IsDevelopment())
        {
            faults.Add("Staff:Domain is not set. The daily mail leads to https://NAME/.");
        }

        return SurfaceListeners.UrlOf(configuration, Surface.Staff);
    }
}

/// <summary>Plain addresses only: no display names, no groups, no letters that look like others.</summary>
internal static class MailAddress
{
    public const int Longest = 254;

    public static bool IsAcceptable(string text) =>
        text.Length is > 0 and <= Longest && text.All(letter => char.IsAsciiLetterOrDigit(letter) || ".@-_+".Contains(letter, StringComparison.Ordinal))
        && MailboxAddress.TryParse(text, out var parsed) && parsed.Address == text && Uri.CheckHostName(DomainOf(text)) == UriHostNameType.Dns;

    public static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];
}
