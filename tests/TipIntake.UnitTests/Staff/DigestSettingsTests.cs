using System.Runtime.Versioning;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using TipIntake.Platform;
using TipIntake.Staff;

namespace TipIntake.UnitTests.Staff;

/// <summary>How the daily mail is configured, and when it is due.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DigestSettingsTests
{
    private static readonly (string Key, string Value)[] Complete =
    [
        ("Staff:Domain", "staff.tips.police.example"), ("Staff:Digest:Host", "mail.police.example"), ("Staff:Digest:From", "tips@police.example"), ("Staff:Digest:Domains:0", "police.example"),
    ];

    [Fact]
    public void Without_a_server_there_is_none() => Assert.Null(Read(("Staff:Domain", "staff.tips.police.example")));

    [Fact]
    public void A_server_an_address_and_a_domain_are_enough()
    {
        var settings = Read(Complete)!;

        Assert.Equal((587, MailTls.StartTls, new TimeOnly(7, 0), "https://staff.tips.police.example/"), (settings.Port, settings.Tls, settings.At, settings.StaffSite));
    }

    [Theory]
    [InlineData("Staff:Domain", "", "Staff:Domain")]
    [InlineData("Staff:Digest:Host", "mail server", "Staff:Digest:Host")]
    [InlineData("Staff:Digest:Port", "0", "Staff:Digest:Port")]
    [InlineData("Staff:Digest:Tls", "perhaps", "Staff:Digest:Tls")]
    [InlineData("Staff:Digest:Tls", "none", "Staff:Digest:Tls")]
    [InlineData("Staff:Digest:User", "tipintake", "Staff:Digest:PasswordFile")]
    [InlineData("Staff:Digest:PasswordFile", "/nowhere/password", "Staff:Digest:User")]
    [InlineData("Staff:Digest:From", "Tips <tips@police.example>", "Staff:Digest:From")]
    [InlineData("Staff:Digest:From", "", "Staff:Digest:From")]
    [InlineData("Staff:Digest:Domains:0", "", "Staff:Digest:Domains")]
    [InlineData("Staff:Digest:At", "7 o'clock", "Staff:Digest:At")]
    [InlineData("Staff:Digest:TimeZone", "Mars/Olympus", "Staff:Digest:TimeZone")]
    [InlineData("Staff:Digest:Hots", "mail.police.example", "Staff:Digest:Hots")]
    public void What_cannot_be_used_is_named(string key, string value, string named)
    {
        var refused = Assert.ThrowsAny<TerminalException>(() => Read([.. Complete.Where(setting => setting.Key != key), (key, value)]));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_that_others_can_read_or_that_is_not_there_is_refused()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("tipintake").FullName, "password");
        (string, string)[] settings = [.. Complete, ("Staff:Digest:User", "tipintake"), ("Staff:Digest:PasswordFile", file)];

        Assert.Contains(file, Assert.Throws<SettingException>(() => Read(settings)).Message, StringComparison.Ordinal);
        File.WriteAllText(file, "a password");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<SettingException>(() => Read(settings)).Message, StringComparison.Ordinal);
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        Assert.Equal("a password", Read(settings)!.ReadPassword());
    }

    // Clocks go forward on 29 March and back on 25 October.
    [Theory]
    [InlineData("2026-03-28T05:59:59Z", null)]
    [InlineData("2026-03-28T06:00:00Z", "2026-03-28")]
    [InlineData("2026-03-29T04:59:59Z", null)]
    [InlineData("2026-03-29T05:00:00Z", "2026-03-29")]
    [InlineData("2026-10-25T05:59:59Z", null)]
    [InlineData("2026-10-25T06:00:00Z", "2026-10-25")]
    [InlineData("2026-10-25T22:59:59Z", "2026-10-25")]
    [InlineData("2026-10-25T23:00:00Z", null)]
    public void It_is_due_from_its_hour_to_midnight_where_the_staff_are(string now, string? day)
    {
        var settings = Read([.. Complete, ("Staff:Digest:TimeZone", "Europe/Berlin")])!;

        Assert.Equal(day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), settings.DueOn(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(1_000, 60)]
    public void A_server_that_fails_is_tried_ever_less_often(int failures, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), SendDigest.PauseAfter(failures));

    [Fact]
    public void Every_mail_of_a_person_is_as_long_as_the_one_before()
    {
        var settings = Read(Complete)!;

        var lengths = Enumerable.Range(0, 400).Select(day => Length(DigestMail.To("ada@police.example", settings, new DateTimeOffset(2026, 1, 1, 7, 0, 0, TimeSpan.Zero).AddDays(day).AddMinutes(day)))).Distinct();

        Assert.Single(lengths);
    }

    private static long Length(MimeKit.MimeMessage mail)
    {
        using var stream = new MemoryStream();
        mail.WriteTo(stream);
        return stream.Length;
    }

    private static DigestSettings? Read(params (string Key, string Value)[] settings) => DigestSettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(),
        new HostingEnvironment { EnvironmentName = Environments.Production });
}
