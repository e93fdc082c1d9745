using Microsoft.Extensions.Configuration;
using TipIntake.Platform;
using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

public sealed class ContactPointsTests
{
    [Fact]
    public void They_are_read_in_their_order()
    {
        var points = ContactPoints.Read(Settings(("0:Code", "desk"), ("0:Name", "Child protection"), ("0:Reach", "+49 30 000"), ("1:Code", "room-2"), ("1:Name", "Control room"), ("1:Reach", "110")));

        Assert.Equal([new ContactPoint("desk", "Child protection", "+49 30 000"), new ContactPoint("room-2", "Control room", "110")], points.All);
        Assert.Equal("Control room", points.Find("room-2")!.Name);
    }

    [Theory]
    [InlineData("0:Code", "Desk 1")]
    [InlineData("0:Code", "")]
    [InlineData("0:Name", " ")]
    [InlineData("0:Name", "two\nlines")]
    [InlineData("0:Reach", "")]
    [InlineData("0:Phone", "110")]
    public void Half_a_contact_point_stops_the_start_and_the_message_names_the_setting(string key, string value)
    {
        var fault = Assert.Throws<SettingException>(() => ContactPoints.Read(Settings(("0:Code", "desk"), ("0:Name", "Child protection"), ("0:Reach", "+49 30 000"), (key, value))));

        Assert.Contains(ContactPoints.Section, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_stands_for_one_of_them() =>
        Assert.Throws<SettingException>(() => ContactPoints.Read(Settings(("0:Code", "desk"), ("0:Name", "A"), ("0:Reach", "1"), ("1:Code", "desk"), ("1:Name", "B"), ("1:Reach", "2"))));

    [Fact]
    public void What_nobody_was_told_comes_first_then_who_is_in_danger_now_then_the_oldest()
    {
        var told = Of("person-in-danger", 1) with { HandedOver = new ReferralHandedOver("desk", null, "staff:1", DateTimeOffset.UnixEpoch) };
        var (later, danger, earlier) = (Of("disclosure-of-abuse", 9), Of("person-in-danger", 8), Of("disclosure-of-abuse", 2));

        Assert.Equal([danger, earlier, later, told], new[] { told, later, danger, earlier }.OrderBy(referral => referral.Place()));
    }

    private static Referral Of(string reason, int day) => new(reason, "staff:1", DateTimeOffset.UnixEpoch.AddDays(day), 1);

    private static IConfiguration Settings(params (string Key, string Value)[] values)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal);
        Array.ForEach(values, pair => all[$"{ContactPoints.Section}:{pair.Key}"] = pair.Value);
        return new ConfigurationBuilder().AddInMemoryCollection(all).Build();
    }
}
