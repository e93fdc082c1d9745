using System.Security.Cryptography;
using System.Text;

namespace TipIntake.Statistics;

/// <summary>What stands in a release. Stored once, never changed.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Csv">What is given out, to the byte.</param>
/// <param name="Tables">The same to reckon with, when the week is released again.</param>
internal sealed record ReleaseContent(string Id, string Csv, ReleasedTables Tables)
{
    public static ReleaseContent Of(string number, ReleasePeriod period, ReleasedTables tables) => new(number, Encoding.UTF8.GetString(ReleaseCsv.Write(number, period.Name, tables)), tables);

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(Csv);

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
