using System.Collections.Frozen;

namespace TipIntake.Triage;

/// <summary>Why somebody decides so: closed lists, so that reasons can be counted and hold nobody's words.</summary>
internal static class AssessmentReasons
{
    public static readonly FrozenDictionary<string, string[]> Of = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["useful"] = ["first-hand-knowledge", "checkable-detail", "narrows-place", "narrows-time", "names-maker-or-seller", "shows-not-real"],
        ["plausible"] = ["fits-picture", "needs-second-source", "detail-missing"],
        ["too-common"] = ["sold-everywhere", "no-distinguishing-mark"],
        ["ruled-out"] = ["contradicts-picture", "contradicts-known-facts", "checked-and-false"],
        ["not-useful"] = ["no-answer", "guess-without-detail", "off-topic", "unreadable"],
        ["spam"] = ["advertising", "machine-made", "chain-letter"],
        ["abusive"] = ["insult", "threat", "obscene"],
        ["safeguarding"] = ["person-in-danger", "disclosure-of-abuse", "self-harm"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Decision DecisionOf(string name) => Enum.GetValues<Decision>().First(decision => NameOf(decision) == name);

    public static string NameOf(Decision decision) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(decision.ToString());
}
