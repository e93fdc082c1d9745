using TipIntake.Platform;

namespace TipIntake.UnitTests.Platform;

public sealed class JsonCasesTests
{
    private static readonly Dictionary<string, JsonCase> Tips = JsonCases.Tips.ToDictionary(c => c.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, JsonCase> Values = JsonCases.Values.ToDictionary(c => c.Name, StringComparer.Ordinal);

    public static TheoryData<string> TipNames => [.. Tips.Keys];

    public static TheoryData<string> ValueNames => [.. Values.Keys];

    [Fact]
    public void There_are_many_cases_of_both_kinds()
    {
        Assert.InRange(JsonCases.All.Count(c => c.IsAccepted), 60, int.MaxValue);
        Assert.InRange(JsonCases.All.Count(c => !c.IsAccepted), 180, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(TipNames))]
    public void A_body_in_the_shape_of_a_tip_meets_its_fate(string name)
    {
        var outcome = StrictJson.Parse([.. Tips[name].Body], SampleJson.Default.SampleTip);

        Assert.Equal(Tips[name].Code, outcome.Refusal?.Code);
    }

    [Theory]
    [MemberData(nameof(ValueNames))]
    public void A_body_with_any_value_meets_its_fate(string name)
    {
        var outcome = StrictJson.Parse([.. Values[name].Body], SampleJson.Default.SampleValue);

        Assert.Equal(Values[name].Code, outcome.Refusal?.Code);
    }

    [Theory]
    [MemberData(nameof(ValueNames))]
    public void No_value_gets_in_where_it_does_not_belong(string name)
    {
        var outcome = StrictJson.Parse([.. Values[name].Body], SampleJson.Default.SampleTip);

        Assert.True(outcome.IsRefused);
        Assert.Equal(400, outcome.Refusal.Status);
    }
}
