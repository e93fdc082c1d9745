using System.Buffers;
using System.Globalization;

namespace TipIntake.Platform;

/// <summary>Overwrites <c>\uXXXX</c> escapes that no database can hold, or that break the parser, with <c>\uFFFD</c>.</summary>
/// <remarks>
/// The parser throws on a lone surrogate and PostgreSQL on U+0000. Both escapes are as long as their replacement, so the bytes
/// stay where they are. What can be written without such an escape (<c>\b</c>, a raw U+0085) is left to <see cref="HostileText"/>.
/// </remarks>
internal static class JsonEscapes
{
    private const int Length = 6;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    public static bool Repair(Span<byte> json)
    {
        var replaced = false;
        var at = 0;
        while (Next(json, at) is var found && found >= 0)
        {
            if (Unit(json, found) is not { } unit)
            {
                at = Math.Min(found + 2, json.Length);
            }
            else if (char.IsHighSurrogate(unit) && Unit(json, found + Length) is { } low && char.IsLowSurrogate(low))
            {
                at = found + 2 * Length;
            }
            else
            {
                if (char.IsSurrogate(unit) || HostileText.IsForbidden(unit) && unit != '\r')
                {
                    "FFFD"u8.CopyTo(json[(found + 2)..]);
                    replaced = true;
                }

                at = found + Length;
            }
        }

        return replaced;
    }

    private static int Next(ReadOnlySpan<byte> json, int from)
    {
        var offset = json[from..].IndexOf((byte)'\\');
        return offset < 0 ? -1 : from + offset;
    }

    /// <summary>The UTF-16 unit that the escape at this place stands for, or null if there is no whole <c>\uXXXX</c>.</summary>
    private static char? Unit(ReadOnlySpan<byte> json, int at) =>
        at + Length <= json.Length
        && json[at] == '\\'
        && json[at + 1] == 'u'
        // The number parser forgives NUL bytes at the end, and repairing those would turn a broken body into a good one.
        && !json.Slice(at + 2, 4).ContainsAnyExcept(HexDigits)
        && ushort.TryParse(json.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
