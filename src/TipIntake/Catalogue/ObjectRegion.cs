using System.Text.RegularExpressions;
using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>Where an object may come from: a country (<c>PT</c>), or a larger region in small letters (<c>western-europe</c>).</summary>
internal static partial class ObjectRegion
{
    public static bool IsValid(string? region) => region is not null && (Country.IsKnown(region) || Larger().IsMatch(region));

    [GeneratedRegex(@"^[a-z]{3,20}(-[a-z]{2,20}){0,3}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Larger();
}
