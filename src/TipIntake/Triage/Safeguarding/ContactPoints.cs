using System.Text.RegularExpressions;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <summary>Whom the operator turns to when a tip is about a person in danger.</summary>
/// <param name="Code">What stands in events and in the trail; it is not changed later.</param>
/// <param name="Reach">How to reach it, in one line.</param>
internal sealed record ContactPoint(string Code = "", string Name = "", string Reach = "");

/// <summary>The setting <c>Triage:Safeguarding:ContactPoints</c>. Outside Development a node with a staff door does not start without one: whoever reads of a child in danger must not have to look for a number.</summary>
internal sealed partial record ContactPoints(IReadOnlyList<ContactPoint> All)
{
    public const string Section = "Triage:Safeguarding:ContactPoints";

    private const int LongestName = 100;
    private const int LongestReach = 300;

    public ContactPoint? Find(string code) => All.FirstOrDefault(point => point.Code == code);

    /// <summary>Stops the start where nobody could be told.</summary>
    public static void Check(WebApplicationBuilder builder)
    {
        var isTrial = builder.Configuration.GetValue<bool>("Operator:Trial");
        if (!builder.Environment.IsDevelopment() && !isTrial && StaffDoor.IsOpen(builder.Configuration) && Read(builder.Configuration).All.Count == 0)
        {
            throw new SettingException($"{Section} names nobody. Reviewers need to know whom to tell when a tip is about a person in danger: Code, Name and Reach of one contact point at least.");
        }
    }

    public static ContactPoints Read(IConfiguration configuration)
    {
        var points = Bind(configuration).Where(point => point != new ContactPoint()).ToArray();
        foreach (var (number, point) in points.Index())
        {
            if (FaultOf(point) is { } fault)
            {
                throw new SettingException($"{Section}:{number}: {fault}");
            }
        }

        return points.DistinctBy(point => point.Code, StringComparer.Ordinal).Count() == points.Length ? new ContactPoints(points) : throw new SettingException($"{Section}: each Code stands for one contact point.");
    }

    private static ContactPoint[] Bind(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection(Section).Get<ContactPoint[]>(o => o.ErrorOnUnknownConfiguration = true) ?? [];
        }
        catch (InvalidOperationException fault)
        {
            throw new SettingException($"The section {Section} cannot be read: {fault.Message}");
        }
    }

    private static string? FaultOf(ContactPoint point) => point switch
    {
        _ when !CodeShape().IsMatch(point.Code) => "Code takes lower-case letters, digits and hyphens, at most 40.",
        _ when !IsLine(point.Name, LongestName) => $"Name takes one line of at most {LongestName} characters.",
        _ when !IsLine(point.Reach, LongestReach) => $"Reach takes one line of at most {LongestReach} characters, such as a number and its hours.",
        _ => null,
    };

    private static bool IsLine(string text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Any(char.IsControl);

    [GeneratedRegex("^[a-z0-9-]{1,40}$", RegexOptions.NonBacktracking)]
    private static partial Regex CodeShape();
}
