namespace TipIntake.Statistics;

/// <summary>The codes of SDMX that our files use.</summary>
internal static class SdmxCodes
{
    public static readonly CodedValue[] Observation =
    [
        new("A", "A", "Normal value"),
        new("P", "P", "Provisional value: its day or period is not over"),
        new("M", "M", "Missing value; it cannot exist"),
    ];

    public static readonly CodedValue[] Confidentiality = [new("N", "N", "Not for publication, restricted for internal use only")];

    /// <summary>As a table: list, code, meaning.</summary>
    public static IEnumerable<string?[]> Rows => Observation.Select(code => Row("CL_OBS_STATUS", code)).Concat(Confidentiality.Select(code => Row("CL_CONF_STATUS", code)));

    public static string[] Header => ["list", "code", "meaning"];

    private static string?[] Row(string list, CodedValue code) => [list, code.Code, code.Name];
}
