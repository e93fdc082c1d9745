using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using TipIntake.Platform;
using TipIntake.UnitTests.Architecture;

namespace TipIntake.UnitTests.Platform;

public sealed partial class KnownSettingsTests
{
    [Fact]
    public void Every_setting_that_the_code_reads_is_explained()
    {
        string[] read = [.. Repository.Sources.SelectMany(file => Reading().Matches(Repository.Read(file))).Select(found => found.Groups["key"].Value).Distinct(StringComparer.Ordinal)];

        Assert.Contains("Keys:Path", read);
        Assert.DoesNotContain(read, key => !KnownSettings.All.Any(setting => setting.Covers(key)));
    }

    [Fact]
    public void Every_setting_of_the_file_that_is_shipped_is_explained()
    {
        var shipped = new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "src", "TipIntake", "appsettings.json")).Build().AsEnumerable().Where(entry => entry.Value is not null).Select(entry => entry.Key);

        Assert.Empty(KnownSettings.Unknown(shipped));
    }

    [Fact]
    public void The_page_is_what_the_code_says() =>
        Assert.Equal(KnownSettings.Page(), File.ReadAllText(Path.Combine(Repository.Root, "infra", "docs", "settings.md")));

    [Theory]
    [InlineData("Retention:Days:Spamm", "Retention:Days:Spam")]
    [InlineData("keys:pth", "Keys:Path")]
    [InlineData("Operator:Whatever:Is:This", null)]
    public void A_key_that_nobody_reads_is_named_with_what_was_probably_meant(string key, string? meant) => Assert.Equal([(key, meant)], KnownSettings.Unknown([key]));

    [Theory]
    [InlineData("PATH")]
    [InlineData("DOTNET_ROOT")]
    [InlineData("Operator:Help:3:Phone")]
    [InlineData("connectionstrings:tipintake")]
    public void What_is_ours_and_known_or_not_ours_is_not_named(string key) => Assert.Empty(KnownSettings.Unknown([key]));

    [GeneratedRegex("""[cC]onfiguration(?:\.GetValue<[^>]*>\(|\[|\.GetSection\()"(?<key>[A-Z][A-Za-z]+:[A-Za-z:]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Reading();
}
