using TipIntake.Platform;

namespace TipIntake.IntegrationTests.Pages.Branding;

/// <summary>A public installation says who runs it and whom to ring, or it does not start.</summary>
public sealed class OperatorStartTests
{
    private static readonly string[] Complete =
    [
        "--Operator:Name=Police of the North", "--Operator:Contact=Station 1", "--Operator:Help:0:Kind=Emergency", "--Operator:Help:0:Name=Police", "--Operator:Help:0:Phone=112",
        "--Catalogue:PublicUrl=https://appeal.example", "--Triage:Safeguarding:ContactPoints:0:Code=desk", "--Triage:Safeguarding:ContactPoints:0:Name=Child protection", "--Triage:Safeguarding:ContactPoints:0:Reach=0000",
        .. TipIntake.Retention.RetentionRules.All.Select(rule => $"--Retention:Days:{rule}=keep"),
    ];

    [Theory]
    [InlineData("Operator:Name")]
    [InlineData("Operator:Contact")]
    [InlineData("Operator:Help")]
    [InlineData("Catalogue:PublicUrl")]
    public async Task What_the_public_would_miss_stops_the_start_and_is_named(string setting)
    {
        var fault = await Start([.. Complete.Where(argument => !argument.StartsWith("--" + setting, StringComparison.Ordinal))]);

        Assert.Contains(setting, fault, StringComparison.Ordinal);
        Assert.Contains("Operator:Trial", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("appeal.example")]
    [InlineData("/appeal")]
    [InlineData("ftp://appeal.example")]
    [InlineData("https://")]
    [InlineData("https://appeal.example/?a=1")]
    public async Task A_public_address_that_nobody_can_open_stops_the_start(string address)
    {
        var fault = await Start([.. Complete.Where(argument => !argument.StartsWith("--Catalogue", StringComparison.Ordinal)), $"--Catalogue:PublicUrl={address}"]);

        Assert.Contains("Catalogue:PublicUrl", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_help_line_of_another_kind_is_no_emergency_line()
    {
        var fault = await Start([.. Complete.Select(argument => argument.Replace("Emergency", "ChildHelp", StringComparison.Ordinal))]);

        Assert.Contains("Operator:Help", fault, StringComparison.Ordinal);
    }

    // They get as far as the next thing that is missing here: a database.
    [Theory]
    [InlineData("--Operator:Trial=true")]
    [InlineData("--Surfaces:Public:Url=")]
    public async Task A_trial_or_a_node_without_the_public_needs_none_of_it(string argument)
    {
        var fault = await Start([argument, .. Complete.Where(given => given.StartsWith("--Triage", StringComparison.Ordinal) || given.StartsWith("--Retention", StringComparison.Ordinal))]);

        Assert.Contains("ConnectionStrings:TipIntake", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_all_of_it_the_start_goes_on()
    {
        var fault = await Start(Complete);

        Assert.Contains("ConnectionStrings:TipIntake", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_staff_read_tips_somebody_has_decided_how_long_they_are_kept()
    {
        var without = Complete.Where(argument => !argument.StartsWith("--Retention:Days:Spam", StringComparison.Ordinal)).ToArray();

        Assert.Contains("Retention:Days:Spam", await Start(without), StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:TipIntake", await Start([.. without, "--Surfaces:Staff:Url="]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_staff_read_tips_somebody_is_named_to_tell_of_a_person_in_danger()
    {
        var without = Complete.Where(argument => !argument.StartsWith("--Triage", StringComparison.Ordinal)).ToArray();

        Assert.Contains("Triage:Safeguarding:ContactPoints", await Start(without), StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:TipIntake", await Start([.. without, "--Surfaces:Staff:Url="]), StringComparison.Ordinal);
    }

    private static async Task<string> Start(string[] arguments) => (await Assert.ThrowsAnyAsync<TerminalException>(
        () => Serving.Run(["--environment=Production", $"--Data:Path={Path.GetTempPath()}", .. arguments], CancellationToken.None))).Message;
}
