using TipIntake.Platform;
using TipIntake.Tips;

namespace TipIntake.Pages.Public;

/// <summary>What stands in the form: what the visitor typed, what is wrong with it, and why it was not taken.</summary>
internal sealed record TipForm(string Reference, string Key)
{
    public string? Text { get; init; }

    public string? Country { get; init; }

    public string? Place { get; init; }

    public string? Period { get; init; }

    public string? Link { get; init; }

    public string? Basis { get; init; }

    public string? Contact { get; init; }

    public bool Disclosure { get; init; }

    /// <summary>The code of the call that led here, from the address of the page (<c>?c=</c>).</summary>
    public string? Campaign { get; init; }

    /// <summary>The work that the visitor's device has done, or the waiting that it was asked for; empty while nothing is asked for.</summary>
    public string? Proof { get; init; }

    /// <summary>Sentences by field.</summary>
    public IReadOnlyDictionary<string, string[]> Faults { get; init; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    /// <summary>Under this name are the words for what happened; null when the form is new.</summary>
    public string? Notice { get; init; }

    /// <summary>False when the object takes no tips (any more): then what was typed is only shown, to be copied.</summary>
    public bool MaySend { get; init; } = true;

    /// <summary>Somebody behind the same address has sent so much that nothing more was taken; work of this device can change that.</summary>
    public bool IsRefused => Notice == "form.notice.too-many-requests";

    public bool IsEmpty => !Disclosure && Array.TrueForAll([Text, Country, Place, Period, Link, Basis, Contact], value => value is null);

    /// <summary>Whoever filled in one of the further questions gets to see it again.</summary>
    public bool ShowsMore => Country is not null || Place is not null || Period is not null || Link is not null || Basis is not null || Faults.Keys.Any(name => name is not ("text" or "contact"));

    public static TipForm Empty(string reference) => new(reference, FreshKey.Mark) { Campaign = CampaignMarks.Value };

    public static TipForm From(string reference, FormFields typed) => new(reference, typed["key"] ?? "")
    {
        Text = typed["text"],
        Country = typed["country"],
        Place = typed["place"],
        Period = typed["period"],
        Link = typed["link"],
        Basis = typed["basis"],
        Contact = typed["contact"],
        Disclosure = typed["disclosure"] is not null,
        Campaign = typed["campaign"],
        Proof = typed["proof"],
    };

    public SubmitTipRequest Request(string? language) =>
        new(Text, Country, Place, Period, Link, Basis, language, Contact, Campaign, Disclosure ? true : null);

    /// <summary>The same form after a "no". A key stays as long as sending again must not store a second tip.</summary>
    public TipForm After(Refusal refusal)
    {
        if (refusal.Code == Refusals.TipTakenBack.Code)
        {
            // Privacy: whoever sends the old page again by mistake must not find the words in the form, ready to be sent.
            return new TipForm(Reference, FreshKey.Make()) { Notice = FormNotice.Of(refusal) };
        }

        var key = FreshKey.After(refusal, Key);
        return this with
        {
            Key = key,

            // It was used up with the old key.
            Proof = key == Key ? Proof : null,
            Faults = refusal.Errors ?? Faults,
            Notice = FormNotice.Of(refusal),
            MaySend = refusal.Code != Refusals.ObjectUnknown.Code && refusal.Code != Refusals.ObjectPaused.Code && refusal.Code != Refusals.ObjectClosed.Code,
        };
    }
}

/// <summary>Which words tell the sender what happened, and what to do now.</summary>
internal static class FormNotice
{
    private static readonly string[] Named =
    [
        "validation-failed", "idempotency-key-malformed", "idempotency-key-reused", "too-many-requests", "inbox-full", "contact-not-sealed", "outcome-unknown",
        "object-unknown", "object-paused", "object-closed", "messages-full", "tip-taken-back",
    ];

    public static string Of(Refusal refusal) =>
        $"form.notice.{Array.Find(Named, code => code == refusal.Code) ?? (refusal.Status is 503 or 504 ? "storage-unavailable" : "unexpected")}";

    /// <summary>Whoever only looks, or takes a tip back, has typed nothing but the code and has no Send to press.</summary>
    public static string Of(Refusal refusal, ReceiptStep step) => (refusal.Code, step) switch
    {
        ("receipt-unknown" or "validation-failed", _) => $"form.notice.{refusal.Code}",
        ("idempotency-key-reused", ReceiptStep.Add) => "form.notice.message-sent-before",
        (_, ReceiptStep.Add) => Of(refusal),
        _ => $"refused.{RefusedPage.Of(refusal).Name}",
    };
}
