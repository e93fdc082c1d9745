using Microsoft.Extensions.Configuration;
using TipIntake.Pages;
using TipIntake.Triage;
using TipIntake.UnitTests.Architecture;

namespace TipIntake.UnitTests.Pages;

/// <summary>infra/container/example.env is copied, and later filled in by taking the <c>#</c> away.</summary>
public sealed class ContainerExampleTests
{
    private static readonly string[] Lines = Repository.Lines("infra/container/example.env");

    [Fact]
    public void As_it_is_it_names_a_trial_and_nothing_that_a_service_would_not_know()
    {
        var given = OperatorReader.Read(Settings(Lines));

        Assert.True(given.Trial);
        Assert.Equal(Operator.UnnamedOperator, given.Name);
    }

    [Fact]
    public void Filled_in_it_says_what_the_public_is_owed_and_whom_reviewers_tell()
    {
        var settings = Settings(Lines.Where(line => !line.StartsWith("Operator__Trial", StringComparison.Ordinal)).Select(line => line is ['#', not ' ', ..] ? line[1..] : line));

        var given = OperatorReader.Read(settings);

        Assert.False(given.Trial);
        Assert.NotEqual(Operator.UnnamedOperator, given.Name);
        Assert.NotNull(given.Contact);
        Assert.Contains(given.Help, line => line.Kind == HelpKind.Emergency);
        Assert.NotEmpty(ContactPoints.Read(settings).All);
    }

    [Fact]
    public void It_names_every_setting_that_the_compose_file_asks_for()
    {
        var asked = Repository.Read("docker-compose.yml").Split("${").Skip(1).Select(rest => rest.Split(":-")[0]).Distinct(StringComparer.Ordinal).ToArray();
        var named = Lines.Where(line => line.Contains('=', StringComparison.Ordinal)).Select(line => line.TrimStart('#').Split('=')[0]).ToArray();

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(named, StringComparer.Ordinal));
    }

    private static IConfigurationRoot Settings(IEnumerable<string> lines) =>
        new ConfigurationBuilder().AddInMemoryCollection(lines.Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0].Replace("__", ":", StringComparison.Ordinal), (string?)pair[1]))).Build();
}
