using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>One tip as triage's pure functions see it: what it says, and nothing that leads to who sent it.</summary>
internal sealed record TipFacts(
    string? Text,
    string? Country,
    string? Place,
    string? Period,
    string? Link,
    Basis? Basis,
    string? Language,
    Lane Lane,
    bool Disclosure,
    DateTimeOffset ReceivedAt,
    bool HasContact)
{
    /// <summary>Privacy: that a contact exists is a fact about the tip; the contact itself stays sealed elsewhere.</summary>
    public static TipFacts Of(Tip tip, bool hasContact = false) => new(
        tip.Text,
        tip.Country,
        tip.Place,
        tip.Period,
        tip.Link,
        tip.Basis,
        tip.Language,
        tip.Lane,
        tip.Disclosure is true,
        tip.ReceivedAt,
        hasContact);
}
