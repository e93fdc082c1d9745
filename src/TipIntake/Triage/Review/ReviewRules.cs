using System.Security.Cryptography;
using System.Text;

namespace TipIntake.Triage;

/// <summary>Which decisions a second person has to make again, without seeing the first. Pure.</summary>
internal static class ReviewRules
{
    public const string Share = "share";
    public const string Useful = "useful";
    public const string FirstHand = "first-hand";
    public const string RejectSample = "reject-sample";

    public static bool IsRejection(Decision decision) => decision is Decision.TooCommon or Decision.RuledOut or Decision.NotUseful or Decision.Spam or Decision.Abusive;

    /// <summary>Null when nobody has to. A person in danger waits for no second opinion.</summary>
    /// <param name="percent">The random share of all decisions, in per cent.</param>
    public static string? WhyAsked(string lead, Decision decision, bool isFirstHand, DateTimeOffset at, int percent) => decision switch
    {
        Decision.Safeguarding => null,
        Decision.Useful => Useful,
        _ when IsRejection(decision) && isFirstHand => FirstHand,
        _ when Draw($"{lead} {at.ToUnixTimeMilliseconds()}", 100) < percent => Share,
        _ => null,
    };

    /// <summary>A number from 0 to below <paramref name="sides"/> that nobody chooses: the same for the same words, on every node.</summary>
    public static int Draw(string words, int sides) => (int)(BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(words))) % (ulong)sides);
}

/// <param name="SharePercent">Of all decisions. Setting <c>Triage:Review:SharePercent</c>.</param>
/// <param name="RejectsPerMonth">How many rejected leads are drawn each month. Setting <c>Triage:Review:RejectsPerMonth</c>.</param>
internal sealed record ReviewSettings(int SharePercent, int RejectsPerMonth)
{
    public static ReviewSettings Read(IConfiguration configuration) =>
        new(Number(configuration, "Triage:Review:SharePercent", 10, 100), Number(configuration, "Triage:Review:RejectsPerMonth", 60, 10_000));

    private static int Number(IConfiguration configuration, string setting, int otherwise, int most) => configuration[setting] switch
    {
        null or "" => otherwise,
        var text when int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number <= most => number,
        _ => throw new Platform.SettingException($"{setting} is a whole number from 0 to {most}."),
    };
}
