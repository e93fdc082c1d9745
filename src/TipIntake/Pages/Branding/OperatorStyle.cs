using System.Text;

namespace TipIntake.Pages;

/// <summary>The operator's colours as a style sheet beside ours. On paper everything stays black.</summary>
internal static class OperatorStyle
{
    public const string File = "operator.css";

    public static byte[] Of(OperatorColours colours) => Encoding.ASCII.GetBytes(
        $"@media screen{{:root{{{Set(colours.Light)}}}}}@media screen and (prefers-color-scheme:dark){{:root{{{Set(Palette.OurDark)}{Set(colours.Dark)}}}}}");

    private static string Set(Palette palette) =>
        string.Concat(palette.All.Where(colour => colour.Value is not null).Select(colour => $"{colour.Variable}:{colour.Value};"));
}
