using System.Globalization;
using System.Text;

namespace TipIntake.Evaluation;

/// <summary>Useful tips found against leads opened, as a picture.</summary>
internal static class EffortPicture
{
    private const int Width = 640;
    private const int Height = 400;
    private const int Margin = 50;

    public static string Draw(Played all, Played text)
    {
        var picture = new StringBuilder();
        picture.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width + (2 * Margin)} {Height + (2 * Margin)}\" font-family=\"sans-serif\" font-size=\"13\">\n");
        picture.Append(CultureInfo.InvariantCulture, $"<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><rect x=\"{Margin}\" y=\"{Margin}\" width=\"{Width}\" height=\"{Height}\" fill=\"none\" stroke=\"#999\"/>\n");
        picture.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin}\" y=\"30\">Useful tips found (up) when so many leads are opened (right)</text>\n");
        Line(picture, all, "#1a5fb4", "all fields", 0);
        Line(picture, text, "#c64600", "text only", 1);
        return picture.Append("</svg>\n").ToString();
    }

    private static void Line(StringBuilder picture, Played played, string colour, string name, int number)
    {
        var useful = played.Tips.Where(tip => tip.Tip.IsUseful).CountBy(tip => tip.Lead).ToDictionary(StringComparer.Ordinal);
        var (all, found) = (Math.Max(1, useful.Values.Sum()), 0);
        picture.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{Margin},{Margin + Height}");
        foreach (var (index, lead) in played.Queue.Index())
        {
            found += useful.GetValueOrDefault(lead);
            picture.Append(CultureInfo.InvariantCulture, $" {Margin + ((index + 1) * (double)Width / played.Queue.Count):0.#},{Margin + Height - (found * (double)Height / all):0.#}");
        }

        picture.Append(CultureInfo.InvariantCulture, $"\"/><text x=\"{Margin + Width - 110}\" y=\"{Margin + Height - 40 + (20 * number)}\" fill=\"{colour}\">{name}</text>\n");
    }
}
