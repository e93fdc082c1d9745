using System.Text;

namespace TipIntake.UnitTests.Platform;

/// <summary>A second, slower account of what may be stored, to hold the first one against.</summary>
internal static class Storable
{
    /// <summary>What stands for a text whose ends are visible and that has no storm of marks.</summary>
    public static string Form(string text)
    {
        var form = new StringBuilder();
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').EnumerateRunes())
        {
            form.Append(IsControl(rune.Value) ? Rune.ReplacementChar : rune);
        }

        return string.Join('\uFFFE', form.ToString().Split('\uFFFE').Select(p => p.Normalize(NormalizationForm.FormC)));
    }

    public static void Check(string text)
    {
        Assert.DoesNotContain(text, c => IsControl(c));
        Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(text, text.Trim());
    }

    private static bool IsControl(int value) => value is < 0x20 and not (0x09 or 0x0A) or >= 0x7F and <= 0x9F;
}
