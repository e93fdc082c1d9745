using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.UnitTests.Staff;

/// <summary>A provider that is half described stops the start, and the message says what to write.</summary>
public sealed class ProviderSettingsTests
{
    private const string Section = "Staff:OpenIdConnect:";

    private static readonly Dictionary<string, string?> Whole = new(StringComparer.Ordinal)
    {
        [Section + "Name"] = "the Force",
        [Section + "Authority"] = "https://login.force.example/realms/staff",
        [Section + "ClientId"] = "tipintake",
        [Section + "ClientSecretFile"] = "/etc/tipintake/client-secret",
    };

    [Fact]
    public void Whoever_describes_a_provider_whole_gets_it()
    {
        var settings = Read(("RoleClaim", "groups"), ("Roles:editor:0", "g1"), ("RequiredAcr:0", "high"), ("RequiredAmr:0", "hwk"), ("LongestAge", "08:00:00"))!;

        Assert.Equal(("the Force", "https://staff.force.example/sign-in/provider/return"), (settings.Name, settings.ReturnAddress));
        Assert.Equal(["high", "hwk"], settings.Assurance.Acr.Concat(settings.Assurance.Amr));
        Assert.Equal(TimeSpan.FromHours(8), settings.Assurance.LongestAge);
        Assert.Equal(["g1"], settings.Roles!.Values[StaffRole.Editor]);
    }

    [Fact]
    public void Without_an_authority_there_is_no_provider()
    {
        Assert.Null(Read(("Authority", "")));
    }

    [Theory]
    [InlineData("Name", "", "Name")]
    [InlineData("ClientId", "", "ClientId")]
    [InlineData("ClientSecretFile", "", "ClientSecretFile")]
    [InlineData("Authority", "http://login.force.example", "Authority")]
    [InlineData("Authority", "login.force.example", "Authority")]
    [InlineData("Authority", "https://login.force.example/?tenant=1", "Authority")]
    [InlineData("Authority", "https://somebody@login.force.example/", "Authority")]
    [InlineData("RequiredAcr", "high", "RequiredAcr")]
    [InlineData("RequiredAcr:0", " ", "RequiredAcr:0")]
    [InlineData("RequiredAcrs:0", "high", "RequiredAcrs")]
    [InlineData("LongestAge", "8 hours", "LongestAge")]
    [InlineData("LongestAge", "60", "LongestAge")]
    [InlineData("RoleClaim", "groups", "Roles")]
    [InlineData("Roles:editor:0", "g1", "RoleClaim")]
    [InlineData("Roles:boss:0", "g1", "Roles:boss")]
    public void What_is_missing_misspelt_or_not_understood_is_named(string key, string value, string named)
    {
        var fault = Assert.Throws<SettingException>(() => Read((key, value)));

        Assert.Contains(Section + named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_Development_the_way_back_needs_a_name()
    {
        var fault = Assert.Throws<SettingException>(() => ProviderSettingsReader.Read(Configuration(""), new Place("Production")));

        Assert.Contains("Staff:Domain", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_Development_a_provider_may_speak_without_TLS()
    {
        var settings = ProviderSettingsReader.Read(Configuration("", ("Authority", "http://localhost:3000")), new Place("Development"));

        Assert.Equal((new Uri("http://localhost:3000"), null), (settings!.Authority, settings.ReturnAddress));
    }

    [Fact]
    public void The_secret_is_read_from_a_file_that_only_its_owner_may_read()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("tipintake").FullName, "secret");
        var settings = Read(("ClientSecretFile", path))!;
        var missing = Assert.Throws<SettingException>(settings.ReadSecret);
        File.WriteAllText(path, "a secret\n");
        OpenTo(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var open = Assert.Throws<SettingException>(settings.ReadSecret);

        OpenTo(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Equal("a secret", settings.ReadSecret());
        Assert.Contains("ClientSecretFile: there is no file", missing.Message, StringComparison.Ordinal);
        Assert.Contains("chmod 600", open.Message, StringComparison.Ordinal);
    }

    private static void OpenTo(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static ProviderSettings? Read(params (string Key, string Value)[] changes) =>
        ProviderSettingsReader.Read(Configuration("staff.force.example", changes), new Place("Production"));

    private static IConfiguration Configuration(string domain, params (string Key, string Value)[] changes)
    {
        var all = new Dictionary<string, string?>(Whole, StringComparer.Ordinal) { ["Staff:Domain"] = domain };
        foreach (var (key, value) in changes)
        {
            all[Section + key] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(all).Build();
    }

    private sealed class Place(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "TipIntake";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
