using System.Globalization;
using TipIntake.Platform;

namespace TipIntake.Statistics;

/// <summary>Section <c>Statistics:Releases</c>.</summary>
/// <param name="Threshold">Fewer than that are not told.</param>
/// <param name="LagDays">So many days a week has to be over.</param>
internal sealed record ReleaseSettings(int Threshold, int LagDays)
{
    private const string Section = "Statistics:Releases";

    public DisclosureRules Rules => new() { Threshold = Threshold };

    public static ReleaseSettings Read(IConfiguration configuration) => new(Number(configuration, "Threshold", 10, 5, 1_000), Number(configuration, "LagDays", 7, 1, 365));

    private static int Number(IConfiguration configuration, string name, int usual, int least, int most) => configuration[$"{Section}:{name}"] switch
    {
        null or "" => usual,
        var given when int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        _ => throw new SettingException(string.Create(CultureInfo.InvariantCulture, $"{Section}:{name} is a number from {least} to {most}.")),
    };
}
