using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Platform;

namespace TipIntake.IntegrationTests.Pages.Discovery;

/// <summary>Files that are asked for by a fixed name.</summary>
public sealed partial class WellKnownTests(TipIntakeApp app)
{
    [Fact]
    public async Task Browsers_that_ask_for_an_icon_by_its_old_name_get_one()
    {
        using var icon = await app.Visitor.Visit("/favicon.ico");

        var bytes = await icon.Content.ReadAsByteArrayAsync();
        Assert.Equal("image/x-icon", icon.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0, 0, 1, 0], bytes[..4]);
        Assert.InRange(bytes.Length, 100, 4_000);
        Assert.True(icon.Headers.CacheControl!.MaxAge >= TimeSpan.FromDays(7));
        Assert.NotNull(icon.Headers.ETag);
    }

    [Fact]
    public async Task Without_somebody_to_tell_there_is_no_security_txt()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visitor.Open("/.well-known/security.txt")).Status);
    }

    [Fact]
    public async Task Whoever_finds_a_hole_is_told_where_to_say_so()
    {
        await using var service = await app.Another("tipintake", ("Operator:SecurityContact", "mailto:security@police.example"), ("Catalogue:PublicUrl", "https://tips.example/"));

        using var file = await service.Visitor.Visit("/.well-known/security.txt");
        using var stranger = await service.Staff.Visit("/.well-known/security.txt");
        using var colleague = await StaffBrowser.As("reviewer", service);
        using var staff = await colleague.Get("/.well-known/security.txt");

        var text = await file.Content.ReadAsStringAsync();
        Assert.Equal("text/plain; charset=utf-8", file.Content.Headers.ContentType!.ToString());
        Assert.Contains("Contact: mailto:security@police.example\n", text, StringComparison.Ordinal);
        Assert.Contains("Canonical: https://tips.example/.well-known/security.txt\n", text, StringComparison.Ordinal);
        var expires = DateTimeOffset.Parse(Assert.Single(Expires().Matches(text)).Groups["at"].Value, CultureInfo.InvariantCulture);
        Assert.InRange(expires, DateTimeOffset.UtcNow.AddMonths(10), DateTimeOffset.UtcNow.AddYears(1));
        Assert.Equal((1, TimeSpan.Zero), (expires.Day, expires.TimeOfDay));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NotFound), (stranger.StatusCode, staff.StatusCode));
    }

    [Theory]
    [InlineData("security@police.example")]
    [InlineData("http://police.example/security")]
    [InlineData("javascript:alert(1)")]
    [InlineData("mailto:")]
    [InlineData("https://police.example/\nContact: mailto:else@where.example")]
    public async Task A_security_contact_that_nobody_could_use_stops_the_start(string value)
    {
        var fault = await Assert.ThrowsAnyAsync<TerminalException>(() => app.Another("tipintake", ("Operator:SecurityContact", value)));

        Assert.Contains("Operator:SecurityContact", fault.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("^Expires: (?<at>[0-9TZ:-]+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Expires();
}
