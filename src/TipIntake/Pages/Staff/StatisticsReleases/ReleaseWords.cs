using TipIntake.Statistics;

namespace TipIntake.Pages.Staff;

/// <summary>How a release stands, in words.</summary>
internal static class ReleaseWords
{
    public static string State(ReleaseView release) => release.State switch
    {
        "proposed" => "waits for a second person",
        "approved" => "out",
        "refused" => "declined",
        _ => "replaced",
    };

    public static string Reason(string? code) => code switch
    {
        "assessed-since" => "more was assessed since",
        "assessed-otherwise" => "something was assessed otherwise",
        "counted-wrong" => "it was counted wrong",
        "withdrawn-since" => "tips were withdrawn since",
        "figures-implausible" => "the figures cannot be right",
        "tells-too-much" => "it tells too much",
        "wrong-time" => "this is not the time",
        "taken-back" => "taken back by whoever proposed it",
        _ => "",
    };

    /// <summary>What stands where there is no number (SDMX, CL_CONF_STATUS).</summary>
    public static string Confidential(string code) => code switch
    {
        "C" => "too few to tell",
        "D" => "left out so that others cannot be reckoned",
        "N" => "not told",
        _ => "",
    };
}
