using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation;

namespace TipIntake.Audit;

/// <summary>The forms that both lists of the trail take in their address.</summary>
internal static partial class AuditQuery
{
    public const int UsualLimit = 50;
    public const int LargestLimit = 200;

    public const string ActorForm = "^(terminal|(staff|token|worker):[A-Za-z0-9._-]{1,80})$";
    public const string ActForm = "^[a-z][a-z0-9-]{1,63}$";
    public const string SubjectForm = "^[a-z][a-z-]{0,31}(:[A-Za-z0-9._-]{1,80})?$";

    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK"];

    public static bool IsActor(string? text) => Fits(Actor(), text);

    public static bool IsAct(string? text) => Fits(Act(), text);

    public static bool IsSubject(string? text) => Fits(Subject(), text);

    /// <summary>An instant with its offset, so that nobody has to guess whose midnight is meant.</summary>
    public static DateTimeOffset? Time(string? text) =>
        text is [.., 'Z'] or [.., '+' or '-', _, _, ':', _, _] && DateTimeOffset.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    public static long? Cursor(string? text) =>
        text is [>= '1' and <= '9', ..] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;

    public static int? Limit(string? text) =>
        text is null ? UsualLimit
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= LargestLimit ? limit
        : null;

    public static void IsCursor<T>(this IRuleBuilder<T, string?> rule) => rule.Must(text => text is null || Cursor(text) is not null).WithErrorCode("cursor-malformed");

    public static void IsLimit<T>(this IRuleBuilder<T, string?> rule) => rule.Must(text => Limit(text) is not null).WithErrorCode("value-not-acceptable");

    /// <summary>A filter with a slip in its name would show everything, and look as if it had worked.</summary>
    public static bool HasStrangers(IQueryCollection query, params ReadOnlySpan<string> known)
    {
        foreach (var name in query.Keys)
        {
            if (name != "lang" && !known.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    // The whole of it: in these forms $ would let a line feed follow.
    private static bool Fits(Regex form, string? text) => text is null || form.Match(text).Length == text.Length;

    [GeneratedRegex(ActorForm, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Actor();

    [GeneratedRegex(ActForm, RegexOptions.NonBacktracking)]
    private static partial Regex Act();

    [GeneratedRegex(SubjectForm, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Subject();
}
