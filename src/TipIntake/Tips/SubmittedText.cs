using TipIntake.Platform;

namespace TipIntake.Tips;

/// <summary>Every text of a request as it is stored: cleaned, and null instead of empty or unset.</summary>
internal static class SubmittedText
{
    public static (SubmitTipRequest Request, bool Replaced) Clean(SubmitTipRequest sent)
    {
        var replaced = false;

        return (sent with
        {
            Text = Required(sent.Text, ref replaced),
            Country = Optional(sent.Country, ref replaced),
            Place = Optional(sent.Place, ref replaced),
            Period = Optional(sent.Period, ref replaced),
            Link = Optional(sent.Link, ref replaced),
            Basis = Optional(sent.Basis, ref replaced),
            Language = Optional(sent.Language, ref replaced),
            Contact = Optional(sent.Contact, ref replaced),
            Disclosure = sent.Disclosure is true ? true : null,
        }, replaced);
    }

    public static string Required(string? text, ref bool replaced)
    {
        var (clean, changed) = HostileText.Clean(text ?? "");
        replaced |= changed;
        return clean;
    }

    private static string? Optional(string? text, ref bool replaced) =>
        text is null ? null : Required(text, ref replaced) is { Length: > 0 } clean ? clean : null;
}
