using TipIntake.Platform;

namespace TipIntake.Pages;

/// <summary>The ways out and the help lines of the section <c>Operator</c>: a wrong one would send a frightened person somewhere wrong, so it stops the start.</summary>
internal static class HelpRules
{
    public static void Check(Operator given)
    {
        var faults = Faults(given).ToArray();
        if (faults.Length > 0)
        {
            throw new SettingException(string.Join(Environment.NewLine, faults));
        }
    }

    private static IEnumerable<string> Faults(Operator given)
    {
        if (!IsWeb(given.QuickExit, Uri.UriSchemeHttps))
        {
            yield return "Operator:QuickExit takes a whole address that begins with https://.";
        }

        if (given.OnionAddress.Length > 0 && !IsOnion(given.OnionAddress))
        {
            yield return "Operator:OnionAddress takes the address of an onion service without a path, such as http://….onion.";
        }

        if (given.SecurityContact.Length > 0 && !IsContact(given.SecurityContact))
        {
            yield return "Operator:SecurityContact takes mailto: with an address, or a whole address that begins with https://.";
        }

        foreach (var (line, number) in given.Help.Select((line, number) => (line, number)))
        {
            foreach (var fault in Faults(line))
            {
                yield return $"Operator:Help:{number}: {fault}";
            }
        }
    }

    private static IEnumerable<string> Faults(HelpLine line)
    {
        if (string.IsNullOrWhiteSpace(line.Name))
        {
            yield return "a help line needs a Name.";
        }

        if (line.Country.Length > 0 && !Country.IsKnown(line.Country))
        {
            yield return "Country takes two capital letters of ISO 3166-1, or nothing for everywhere.";
        }

        if (line.Link.Length > 0 && !IsWeb(line.Link, Uri.UriSchemeHttps))
        {
            yield return "Link takes a whole address that begins with https://.";
        }

        if (line is { Link: "", Phone: "" })
        {
            yield return "a help line needs a Phone, a Link, or both.";
        }

        if (line is { Kind: HelpKind.Emergency, Phone: "" })
        {
            yield return "a line of the Kind Emergency needs a Phone: nobody in danger looks for a number on another page.";
        }

        if (!line.ShowsWhatItDials)
        {
            yield return "Phone takes one number: digits in groups parted by one space, dot or hyphen, perhaps with +, * or # in front. Words belong in Remark, another number in a line of its own.";
        }
    }

    private static bool IsWeb(string address, string scheme) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == scheme && uri.Host.Length > 0 && uri.UserInfo.Length == 0;

    // A line break would be another line of security.txt.
    private static bool IsContact(string contact) => !contact.Any(char.IsControl)
        && (IsWeb(contact, Uri.UriSchemeHttps) || (Uri.TryCreate(contact, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeMailto && uri.UserInfo.Length > 0 && uri.Host.Length > 0));

    private static bool IsOnion(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.Host.EndsWith(".onion", StringComparison.Ordinal) && uri.PathAndQuery == "/" && uri.Fragment.Length == 0;
}
