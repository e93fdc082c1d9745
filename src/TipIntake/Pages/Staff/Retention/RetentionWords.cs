using System.Globalization;
using TipIntake.Retention;

namespace TipIntake.Pages.Staff;

/// <summary>Codes of retention, in words.</summary>
internal static class RetentionWords
{
    public static string Rule(string rule) => rule switch
    {
        "useful" => "Useful, or under an answer that came to something",
        "plausible" => "Plausible",
        "rejected" => "Too common, ruled out, not useful",
        "spam" => "Spam and abuse",
        "safeguarding" => "About somebody in danger, once the referral is closed",
        "undecided" => "Nobody has decided",
        "deferred" => "Nobody has decided, and all came in a flood",
        _ => rule,
    };

    public static string Days(int? days) => days is { } given ? string.Create(CultureInfo.InvariantCulture, $"{given:N0} days") : "until somebody orders otherwise";

    public static string Reason(string reason) => reason switch
    {
        "court" => "a court",
        "investigation" => "an investigation that goes on",
        "complaint" => "a complaint",
        "data-protection-authority" => "a data protection authority",
        "person-concerned" => "a person it is about",
        "other-law" => "another law",
        _ => reason,
    };

    public static string State(OrderState state) => state switch
    {
        OrderState.Proposed => "waits",
        OrderState.CarriedOut => "carried out",
        _ => "declined",
    };
}
