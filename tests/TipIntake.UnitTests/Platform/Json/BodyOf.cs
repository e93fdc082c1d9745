using System.Globalization;
using System.Text;

namespace TipIntake.UnitTests.Platform;

/// <summary>Writes a text as the body of a tip in the two ways that JSON has, halves of characters included.</summary>
internal static class BodyOf
{
    /// <summary>Every UTF-16 unit as <c>\uXXXX</c>.</summary>
    public static byte[] Escaped(string text) =>
        Encoding.ASCII.GetBytes($$"""{"text":"{{string.Concat(text.Select(Escape))}}"}""");

    /// <summary>As few escapes as the grammar allows: quotes, backslashes, C0 controls, halves.</summary>
    public static byte[] Plain(string text)
    {
        var json = new StringBuilder("{\"text\":\"");
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text, i))
            {
                json.Append(text, i++, 2);
            }
            else
            {
                json.Append(text[i] is < ' ' or '"' or '\\' || char.IsSurrogate(text[i]) ? Escape(text[i]) : text[i]);
            }
        }

        return Encoding.UTF8.GetBytes(json.Append("\"}").ToString());
    }

    private static string Escape(char unit) => "\\u" + ((int)unit).ToString("x4", CultureInfo.InvariantCulture);
}
