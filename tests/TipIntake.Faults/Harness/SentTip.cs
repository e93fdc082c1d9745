using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TipIntake.Faults.Harness;

/// <summary>One tip as it leaves the sender. Its mark travels in the place, so that it is found again whatever id it was given.</summary>
internal sealed record SentTip(string Key, string Mark, string Json, string Fingerprint, bool HasContact)
{
    private static readonly string[] Words =
    [
        "the shop by the harbour sold it", "väskan kom från Göteborg", "эту сумку продавали на рынке", "الحقيبة من سوق المدينة", "この鞄は駅前の店で買った",
        "blue label, 2013", "👜🧵", "ça vient d'un marché à Liège", "\"quoted\" \\ and <b>not bold</b>", "שקית מהסופר", "line one\nline two", "0123456789",
    ];

    private static readonly string[] Bases = ["owns-it", "sold-or-made-it", "lived-or-worked-there", "seen-in-person", "found-online", "guess"];

    /// <summary>No two are alike, in key or in words.</summary>
    public static SentTip Next(Random random) => Next(random, withContact: random.Next(2) == 0);

    public static SentTip Next(Random random, bool withContact)
    {
        var mark = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var words = Enumerable.Range(0, random.Next(1, 30)).Select(_ => Words[random.Next(Words.Length)]);
        var body = new JsonObject
        {
            ["text"] = $"{mark}: {string.Join(", ", words)}",
            ["place"] = mark,
        };

        AddSometimes(random, body, "country", "PT");
        AddSometimes(random, body, "period", "summer 2013, perhaps 2014");
        AddSometimes(random, body, "link", $"https://shop.example/{mark}?colour=blå");
        AddSometimes(random, body, "basis", Bases[random.Next(Bases.Length)]);
        AddSometimes(random, body, "language", "sv");

        if (withContact)
        {
            body["contact"] = "+00 000 000, evenings";
        }

        return new SentTip($"key-{mark}", mark, body.ToJsonString(), FingerprintOf(body), withContact);
    }

    /// <summary>The same person sends the same words under a key of their own: what a client does that lost its key.</summary>
    public SentTip UnderAnotherKey() => this with { Key = $"key-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}" };

    /// <summary>SHA-256 over what a person said, field by field, for the request and for the stored document alike.</summary>
    public static string FingerprintOf(JsonObject tip)
    {
        var said = new StringBuilder();

        foreach (var field in (string[])["text", "country", "place", "period", "link", "basis", "language"])
        {
            var value = tip[field]?.ToString();
            said.Append(field).Append('=').Append(value?.Length ?? -1).Append(':').Append(value).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said.ToString())));
    }

    private static void AddSometimes(Random random, JsonObject body, string field, string value)
    {
        if (random.Next(2) == 0)
        {
            body[field] = value;
        }
    }
}
