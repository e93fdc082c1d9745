using System.Text;
using Microsoft.Extensions.Configuration;
using TipIntake.Pages;
using TipIntake.UnitTests.Architecture;

namespace TipIntake.UnitTests.Pages;

/// <summary>The example in operations.md is one that people copy.</summary>
public sealed class OperatorExampleTests
{
    [Fact]
    public void The_worked_example_can_be_copied()
    {
        var example = Repository.Read("infra/docs/operations.md").Split("```json\n").Select(block => block.Split("```")[0]).Single(block => block.Contains("Polizei Beispielland", StringComparison.Ordinal));
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(example));
        var settings = new ConfigurationBuilder().AddJsonStream(json).Build();

        var given = OperatorReader.Read(settings);

        Assert.Equal("Polizei Beispielland", given.Name);
        Assert.Equal(["110", "112", "08000000000"], given.Help.Select(line => line.Dial));
        Assert.Equal("https://hinweise.polizei.example/", PublicAddress.Read(settings)?.AbsoluteUri);
    }
}
