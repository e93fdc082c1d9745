using System.Globalization;
using System.Text;
using TipIntake.Catalogue;
using TipIntake.Platform;

namespace TipIntake.Pages;

/// <summary>RFC 9116: whom to tell of a hole in the service. There, once the operator has named somebody (<c>Operator:SecurityContact</c>).</summary>
internal static class SecurityTxt
{
    public const string Path = "/.well-known/security.txt";

    public static IResult Handle(Operator branding, PublicAddress address, TimeProvider clock)
    {
        if (branding.SecurityContact is not { Length: > 0 } contact)
        {
            return Refusals.NotFound.ToProblem();
        }

        var bytes = Encoding.UTF8.GetBytes(Write(new Uri(contact), address.Configured, clock.GetUtcNow()));
        return new CachedAnswer(bytes, RenderedJson.TagOf(bytes), "text/plain; charset=utf-8", CachedAnswer.AMoment);
    }

    internal static string Write(Uri contact, Uri? publicAddress, DateTimeOffset now)
    {
        // Somebody reads the settings at least once a year; a file that has run out says that nobody does.
        var expires = new DateTimeOffset(now.UtcDateTime.Year + 1, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var text = new StringBuilder();
        text.Append("Contact: ").Append(contact.AbsoluteUri).Append('\n');
        text.Append("Expires: ").Append(expires.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)).Append('\n');
        if (publicAddress?.Scheme == Uri.UriSchemeHttps)
        {
            text.Append("Canonical: ").Append(publicAddress.GetLeftPart(UriPartial.Authority)).Append(Path).Append('\n');
        }

        return text.ToString();
    }
}
