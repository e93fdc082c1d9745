using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>What the page of referrals says.</summary>
internal static class ReferralWords
{
    public static string Of(ReferralState state) => state switch
    {
        ReferralState.Open => "Somebody may be in danger, and nobody outside has been told yet.",
        ReferralState.HandedOver => "Referred: a contact point has been told.",
        _ => "Referred, and closed.",
    };

    public static string Tag(ReferralState state) => state switch
    {
        ReferralState.Open => "not handed over",
        ReferralState.HandedOver => "handed over",
        _ => "closed",
    };

    public static string Closing(string reason) => reason switch
    {
        "taken-on" => "the contact point deals with it",
        "known-already" => "they knew of it already",
        "could-not-be-followed" => "there was nothing to find the person by",
        _ => "nobody is in danger; the lead comes back to the queue",
    };

    public static string Anchor(string lead) => $"r-{lead.Replace('.', '-')}";
}
