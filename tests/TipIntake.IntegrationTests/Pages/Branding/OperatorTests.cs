using System.Net;
using System.Text.RegularExpressions;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Platform;

namespace TipIntake.IntegrationTests.Pages.Branding;

/// <summary>Two forces, each with a service of its own, at the same time on the same machine.</summary>
public sealed partial class OperatorTests(TipIntakeApp app)
{
    [Fact]
    public async Task Two_deployments_side_by_side_speak_for_two_operators()
    {
        var folder = Directory.CreateTempSubdirectory("operator").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "logo.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h1\"/></svg>");
        await File.WriteAllTextAsync(Path.Combine(folder, "imprint.pt.txt"), "# Quem somos\nPolícia de Exemplo, Rua 1");
        await using var north = await app.Another("tipintake_north", ("Operator:Name", "Police of the North"), ("Operator:Languages:0", "de"), ("Operator:Languages:1", "en"), ("Operator:Colours:Light:Accent", "#7a1f5c"), ("Catalogue:PublicUrl", "https://north.example/"));
        await using var south = await app.Another("tipintake_south", ("Operator:Name", "Polícia do Sul"), ("Operator:Languages:0", "pt"), ("Operator:Logo", Path.Combine(folder, "logo.svg")), ("Operator:Texts:Path", folder), ("Operator:Contact", "Rua 2, Lisboa"));
        var (there, here) = (await north.HasObject(), await south.HasObject());

        var (northern, southern) = (await north.Visitor.Read($"/de/objects/{there}"), await south.Visitor.Read($"/pt/objects/{here}"));

        Assert.Contains("Police of the North", northern, StringComparison.Ordinal);
        Assert.DoesNotContain("Sul", northern, StringComparison.Ordinal);
        Assert.Contains("Polícia do Sul", southern, StringComparison.Ordinal);
        Assert.DoesNotContain("North", southern, StringComparison.Ordinal);
        Assert.Contains($"<link rel=\"canonical\" href=\"https://north.example/de/objects/{there}\">", northern, StringComparison.Ordinal);
        Assert.Contains("--accent:#7a1f5c;", await north.Visitor.Read(OperatorSheet().Match(northern).Value), StringComparison.Ordinal);
        Assert.DoesNotMatch(OperatorSheet(), southern);
        using var logo = await south.Visitor.Visit(Logo().Match(southern).Value);
        Assert.Equal("image/svg+xml", logo.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Polícia de Exemplo, Rua 1", await south.Visitor.Read("/pt/imprint"), StringComparison.Ordinal);
        Assert.Contains("Rua 2, Lisboa", await south.Visitor.Read("/pt/privacy"), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Only_the_operator_s_languages_are_spoken()
    {
        await using var service = await app.Another("tipintake_languages", ("Operator:Languages:0", "de"), ("Operator:Languages:1", "tr"));

        using var home = await service.Visitor.Visit("/", "fr");
        using var french = await service.Visitor.Visit("/fr");
        using var turkish = await service.Visitor.Visit("/", "tr-TR");

        var page = await home.Content.ReadAsStringAsync();
        Assert.Equal("de", Assert.Single(home.Content.Headers.ContentLanguage));
        Assert.Equal(["de", "tr"], Switcher().Matches(page).Select(link => link.Groups["language"].Value));
        Assert.Equal(HttpStatusCode.NotFound, french.StatusCode);
        Assert.Equal("tr", Assert.Single(turkish.Content.Headers.ContentLanguage));
    }

    [Theory]
    [InlineData("Operator:Languages:0", "xx", "Operator:Languages names xx")]
    [InlineData("Operator:Colours:Light:Ink", "#cccccc", "Operator:Colours:Light:Ink (#cccccc) on Operator:Colours:Light:Paper")]
    [InlineData("Operator:Colors:Light:Ink", "#000000", "Colors")]
    [InlineData("Operator:Logo", "/nowhere/logo.svg", "Operator:Logo")]
    [InlineData("Operator:Texts:Path", "/nowhere", "Operator:Texts:Path")]
    public async Task A_setting_that_makes_no_sense_stops_the_start_and_is_named(string key, string value, string named)
    {
        var fault = await Assert.ThrowsAnyAsync<TerminalException>(() => app.Another("tipintake_senseless", (key, value)));

        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("/assets/[^/\"]+/operator.css")]
    private static partial Regex OperatorSheet();

    [GeneratedRegex("/assets/[^/\"]+/logo.svg")]
    private static partial Regex Logo();

    [GeneratedRegex("<li><a href=\"/(?<language>[a-z]{2})\" lang=", RegexOptions.ExplicitCapture)]
    private static partial Regex Switcher();
}
