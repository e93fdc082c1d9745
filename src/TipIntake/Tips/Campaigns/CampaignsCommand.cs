using System.CommandLine;
using System.Globalization;
using TipIntake.Platform;

namespace TipIntake.Tips;

/// <summary>The verbs <c>campaigns add</c>, <c>campaigns list</c> and <c>campaigns end</c>.</summary>
internal static class CampaignsCommand
{
    private const string Day = "yyyy-MM-dd";

    public static Command Build(UseService use) =>
        new("campaigns", "Codes for links (…?c=CODE), to count which call to the public brought how many tips.") { Add(use), List(use), End(use) };

    private static Command Add(UseService use)
    {
        var code = Code("One call that many people get: a poster, a broadcast. Never a code for one person or a handful: it must not tell who sent a tip.");
        var name = new Option<string>("--name") { Description = "What it is, for staff.", Required = true };
        var until = new Option<DateOnly?>("--until") { Description = $"Its last day, as {Day} (UTC). Without it: until it is ended." };

        var add = new Command("add", "Makes a campaign. Links with an unknown code work all the same; they are not counted.") { code, name, until };
        add.SetAction((parsed, cancel) => use(
            async (app, stop) =>
            {
                var (made, fault) = await Campaigns(app).Add(parsed.GetRequiredValue(code), parsed.GetRequiredValue(name), parsed.GetValue(until), stop);
                await (made is null
                    ? parsed.InvocationConfiguration.Error.WriteLineAsync(fault)
                    : parsed.InvocationConfiguration.Output.WriteLineAsync($"Made {made.Id}. Links: …/en/objects/REFERENCE?c={made.Id}"));
                return made is null ? 1 : 0;
            },
            cancel));
        return add;
    }

    private static Command List(UseService use)
    {
        var list = new Command("list", "Lists the campaigns, oldest first.");
        list.SetAction((parsed, cancel) => use(
            async (app, stop) =>
            {
                var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
                foreach (var campaign in await Campaigns(app).List(stop))
                {
                    await parsed.InvocationConfiguration.Output.WriteLineAsync($"{campaign.Id,-16}  {State(campaign, now),-16}  {campaign.Name}");
                }

                return 0;
            },
            cancel));
        return list;
    }

    private static Command End(UseService use)
    {
        var code = Code("The campaign that is over.");
        var end = new Command("end", "Ends a campaign: its links go on working, and are no longer counted.") { code };
        end.SetAction((parsed, cancel) => use(
            async (app, stop) =>
            {
                var ended = await Campaigns(app).End(parsed.GetRequiredValue(code), stop);
                await (ended
                    ? parsed.InvocationConfiguration.Output.WriteLineAsync("Ended.")
                    : parsed.InvocationConfiguration.Error.WriteLineAsync("There is no campaign of that code."));
                return ended ? 0 : 1;
            },
            cancel));
        return end;
    }

    private static Argument<string> Code(string description) => new("code") { Description = description };

    private static KeepCampaigns Campaigns(WebApplication app) => app.Services.GetRequiredService<KeepCampaigns>();

    private static string State(Campaign campaign, DateTimeOffset now) => campaign switch
    {
        { EndedAt: { } ended } => $"ended {ended.UtcDateTime.ToString(Day, CultureInfo.InvariantCulture)}",
        { Until: { } until } => $"{(campaign.IsInForce(now) ? "until" : "over")} {until.ToString(Day, CultureInfo.InvariantCulture)}",
        _ => "in force",
    };
}
