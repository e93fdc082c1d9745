namespace TipIntake.Platform;

/// <summary>Who asks, and what the public sees.</summary>
internal static class AppealSettings
{
    public static readonly Setting[] All =
    [
        new("Catalogue:PublicUrl", "the public address: posters, QR codes, previews, search engines, feeds. A whole address, `https://…` or `http://…`, without a query. [Needed](#what-the-public-is-owed): behind a proxy the door's own address is of no use to anybody", "for trials and in Development, pages: the address the public door listens on; feeds: the address the caller used"),
        new("Catalogue:Publisher", "who speaks in the feeds", "`Operator:Name`; without one `Police`"),
        new("Catalogue:Demonstration", "fill an empty catalogue with drawn objects; Development only", "`true`", "", ReadBy.Development),
        new("Operator:Name", "the force or unit, as visitors see it. [Needed](#what-the-public-is-owed)", "`TipIntake`"),
        new("Operator:Contact", "how to reach the people who run the service, in one line; stands in our own legal texts. [Needed](#what-the-public-is-owed)", "none"),
        new("Operator:SecurityContact", "whom to tell of a hole in the service, `mailto:…` or `https://…`: `/.well-known/security.txt` (RFC 9116) says so. Its `Expires` moves by itself; `Canonical` is there when `Catalogue:PublicUrl` begins with `https://`", "none, and no such file", "", ReadBy.PublicDoor),
        new("Operator:Trial", "a trial installation, not one for the public: starts outside Development without [what the public is owed](#what-the-public-is-owed)", "`false`"),
        new("Operator:Languages:*", "the languages on offer, the first for callers who name none of them", "all that this version speaks", "list"),
        new("Operator:Logo", "a picture beside the name: plain SVG, PNG or WebP, at most 200 KiB, served by us", "none", "file", ReadBy.PublicDoor),
        new("Operator:Colours:Light:*", "`Accent`, `AccentInk`, `Paper`, `Card`, `Tint`, `Ink`, `Soft`, each as `#0b5563`; text must have a contrast of 4.5 : 1", "ours", "", ReadBy.PublicDoor),
        new("Operator:Colours:Dark:*", "`Accent`, `AccentInk`, `Paper`, `Card`, `Tint`, `Ink`, `Soft`, each as `#0b5563`; text must have a contrast of 4.5 : 1", "ours", "", ReadBy.PublicDoor),
        new("Operator:Texts:Path", "legal texts ([below](#legal-texts))", "our own words", "folder", ReadBy.PublicDoor),
        new("Operator:QuickExit", "where \"leave this page\" leads: something that anybody might look at; `https://` only", "`https://www.wikipedia.org/`", "", ReadBy.PublicDoor),
        new("Operator:OnionAddress", "the same service inside Tor, told to Tor Browser (`Onion-Location`)", "none", "", ReadBy.PublicDoor),
        new("Operator:Help:*", "help lines: `Kind` (`Emergency`, `ReportAbuse`, `ChildHelp`, `VictimSupport`, `OffenderPrevention`), `Name`, `Country` (two letters; none: everywhere), `Phone`, `Link`, `Remark`. `Phone` is one number that can be dialled as it is shown: digits in groups parted by one space, dot or hyphen, perhaps with `+`, `*` or `#` in front; anything else stops the start. Hours, costs and the like go into `Remark`, a second number into a line of its own. An `Emergency` line needs a `Phone`. Without any line, the help page names kinds of help and no number. One `Emergency` line is [needed](#what-the-public-is-owed)", "none", "list"),
    ];
}
