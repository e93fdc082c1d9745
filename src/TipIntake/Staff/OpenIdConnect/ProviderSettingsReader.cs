using System.Globalization;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Security.RateLimits;

namespace TipIntake.Staff;

/// <summary>Reads the section strictly: a misspelt check must not be a check that is missing.</summary>
internal static class ProviderSettingsReader
{
    public const string Section = "Staff:OpenIdConnect";
    public const string ReturnPath = "/sign-in/provider/return";

    private static readonly TimeSpan LongestAge = TimeSpan.FromHours(24);

    /// <summary>Null when no provider is configured.</summary>
    public static ProviderSettings? Read(IConfiguration configuration, IHostEnvironment environment)
    {
        if (string.IsNullOrWhiteSpace(configuration[$"{Section}:Authority"]))
        {
            return null;
        }

        var faults = new List<string>();
        var section = new StrictSection(configuration.GetSection(Section), faults);
        section.Knows("Name", "Authority", "ClientId", "ClientSecretFile", "RoleClaim", "Roles", "RequiredAcr", "RequiredAmr", "LongestAge");
        var settings = new ProviderSettings(
            Needed(section, "Name", "is what staff read on the button, such as the name of the force."),
            Authority(section, environment),
            Needed(section, "ClientId", "is missing: the name under which the provider knows this service."),
            Needed(section, "ClientSecretFile", "is missing: a file with the client's secret that only its owner may read."),
            Roles(section),
            new Assurance(Words(section, "RequiredAcr"), Words(section, "RequiredAmr"), Age(section)),
            ReturnAddress(configuration, environment, faults));
        return faults.Count == 0 ? settings : throw new SettingException(string.Join(Environment.NewLine, faults));
    }

    private static Uri Authority(StrictSection section, IHostEnvironment environment)
    {
        var fits = Uri.TryCreate(section.Text("Authority"), UriKind.Absolute, out var authority)
            && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && environment.IsDevelopment()))
            && authority is { Query: "", Fragment: "", UserInfo: "" };
        if (!fits)
        {
            section.Fault("Authority", "is the issuer's address and begins with https://, such as https://login.police.example/realms/staff.");
        }

        return fits ? authority! : new Uri("https://invalid");
    }

    private static RoleMapping? Roles(StrictSection section)
    {
        var claim = section.Text("RoleClaim");
        var mapped = section.Section("Roles");
        mapped.Knows([.. StaffRoles.All.Select(role => role.Name())]);
        var values = StaffRoles.All.ToDictionary(role => role, role => Words(mapped, role.Name()));
        var isMapped = values.Values.Any(given => given.Length > 0);
        if (claim is null == isMapped)
        {
            section.Fault(claim is null ? "RoleClaim" : "Roles", "is missing: RoleClaim and Roles go together. Without both everybody has the roles that were approved.");
        }

        return claim is null ? null : new RoleMapping(claim, values);
    }

    private static TimeSpan? Age(StrictSection section)
    {
        if (section.Text("LongestAge") is not { } text)
        {
            return null;
        }

        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var age) && age >= TimeSpan.FromMinutes(1) && age <= LongestAge)
        {
            return age;
        }

        section.Fault("LongestAge", "is a time from 00:01:00 to 1.00:00:00.");
        return null;
    }

    private static string? ReturnAddress(IConfiguration configuration, IHostEnvironment environment, List<string> faults)
    {
        if (environment.IsDevelopment())
        {
            return null;
        }

        var domain = configuration["Staff:Domain"];
        if (string.IsNullOrEmpty(domain))
        {
            faults.Add($"Staff:Domain is not set. The provider sends people back to https://NAME{ReturnPath}.");
        }

        return $"https://{domain}{ReturnPath}";
    }

    private static string Needed(StrictSection section, string key, string meaning)
    {
        var text = section.Text(key);
        if (string.IsNullOrWhiteSpace(text))
        {
            section.Fault(key, meaning);
        }

        return text ?? "";
    }

    private static string[] Words(StrictSection section, string key) =>
        [.. section.List(key, text => string.IsNullOrWhiteSpace(text) ? null : text, "a value of the claim, written exactly as the provider does")];
}
