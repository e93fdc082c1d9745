using System.Globalization;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Retention;

/// <summary>What became of a lead, as far as it matters for how long its tips are kept.</summary>
internal enum RetentionRule
{
    /// <summary>Decided useful, or under an answer that came to something.</summary>
    Useful,

    Plausible,

    /// <summary>Too common, ruled out, not useful.</summary>
    Rejected,

    /// <summary>Spam, or abusive.</summary>
    Spam,

    /// <summary>About a person in danger, and its referral is closed.</summary>
    Safeguarding,

    /// <summary>Nobody has decided about it.</summary>
    Undecided,

    /// <summary>The same, and all of its tips waited in the deferred lane.</summary>
    Deferred,
}

/// <summary>How old a lead is, in days of UTC.</summary>
/// <param name="SettledOn">When the last of its tips came and the last decision was made.</param>
/// <param name="TouchedOn">When anybody last did anything to it, its senders included.</param>
internal sealed record LeadAge(RetentionRule Rule, DateOnly SettledOn, DateOnly TouchedOn);

/// <summary>For how long tips are kept. Section <c>Retention</c>.</summary>
/// <param name="Days">For each rule the days, or null: until somebody orders otherwise.</param>
/// <param name="GraceDays">So long nothing is erased after anything new came to a lead, whatever its rule says.</param>
/// <param name="NoticeDays">So long before it is erased a lead is marked, for everybody to see.</param>
internal sealed record RetentionRules(IReadOnlyDictionary<RetentionRule, int?> Days, int GraceDays, int NoticeDays)
{
    private const string Section = "Retention";
    private const string Keep = "keep";
    private const int FewestDays = 7;
    private const int MostDays = 36_500;

    public static readonly IReadOnlyList<RetentionRule> All = Enum.GetValues<RetentionRule>();

    /// <summary>Whether anything is ever erased by age.</summary>
    public bool Erase => Days.Values.Any(days => days is not null);

    /// <summary>From this day on the lead may go; null: it stays.</summary>
    public DateOnly? DueOn(LeadAge lead) =>
        Days[lead.Rule] is not { } days ? null : Later(lead.SettledOn.AddDays(days), lead.TouchedOn.AddDays(GraceDays));

    public static RetentionRules Read(IConfiguration configuration) => new(
        All.ToDictionary(rule => rule, rule => DaysOf(configuration, rule)),
        Number(configuration[$"{Section}:GraceDays"], 30, 0) ?? throw Wrong("GraceDays", 0, ""),
        Number(configuration[$"{Section}:NoticeDays"], 7, 1) ?? throw Wrong("NoticeDays", 1, ""));

    /// <summary>Outside Development an appeal starts only when somebody has decided how long each kind of tip is kept: the law asks for an answer, and there is none that fits everywhere.</summary>
    public static void Check(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var missing = All.Where(rule => string.IsNullOrWhiteSpace(configuration[Setting(rule)])).Select(Setting).ToArray();
        if (missing.Length > 0 && !builder.Environment.IsDevelopment() && !configuration.GetValue<bool>("Operator:Trial") && StaffDoor.IsOpen(configuration))
        {
            throw new SettingException($"How long are tips kept? These are missing: {string.Join(", ", missing)}. Each is a number of days, or \"{Keep}\".");
        }
    }

    private static string Setting(RetentionRule rule) => $"{Section}:Days:{rule}";

    private static int? DaysOf(IConfiguration configuration, RetentionRule rule) => configuration[Setting(rule)] switch
    {
        null or "" or Keep => null,
        var given => Number(given, 0, FewestDays) ?? throw Wrong($"Days:{rule}", FewestDays, $", or \"{Keep}\""),
    };

    private static int? Number(string? given, int usual, int fewest) =>
        string.IsNullOrWhiteSpace(given) ? usual : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= fewest && number <= MostDays ? number : null;

    private static SettingException Wrong(string name, int fewest, string or) => new(string.Create(CultureInfo.InvariantCulture, $"{Section}:{name} is a number of days from {fewest} to {MostDays}{or}."));

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
