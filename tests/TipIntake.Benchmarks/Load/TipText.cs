using System.Text.Encodings.Web;
using System.Text.Json;

namespace TipIntake.Benchmarks.Load;

/// <summary>Sentences that look like tips: different words, lengths and optional fields, and one place for a number.</summary>
internal static class TipText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Openings =
        ["I think I have seen this", "My aunt owned one of these", "This was sold in our shop", "We had the same in a rented flat", "It looks like the one from the market", "Gesehen habe ich das", "J'en ai vu un pareil", "Vi uno igual"];

    private static readonly string[] Things = ["bag", "curtain", "shampoo bottle", "duvet cover", "wall tile", "school jumper", "key ring", "lamp", "toy box", "carpet"];

    private static readonly string[] Makers = ["a discount chain", "a hotel supplier", "a small factory", "a catalogue company", "a football club shop", "a travel fair", "a petrol station", "a bank as a gift"];

    private static readonly string[] Towns = ["Braga", "Lyon", "Gdańsk", "Graz", "Malmö", "Cork", "Bari", "Leuven", "Ostrava", "Tartu"];

    private static readonly string[] Countries = ["PT", "FR", "PL", "AT", "SE", "IE", "IT", "BE", "CZ", "EE"];

    private static readonly string[] Bases = ["owns-it", "sold-or-made-it", "lived-or-worked-there", "seen-in-person", "found-online", "guess"];

    public static string Body(Random random, string hole)
    {
        var place = random.Next(Towns.Length);
        var year = random.Next(1998, 2022);
        var text = $"{Pick(random, Openings)}: a {Pick(random, Things)} from {Pick(random, Makers)} near {Towns[place]}, about {year}. The colour faded, the seam was blue and the label said lot {hole}.";
        if (random.NextDouble() < 0.7)
        {
            text += $" Perhaps {Pick(random, Makers)} still sells the {Pick(random, Things)}.";
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = text };
        Maybe("country", Countries[place], 0.7);
        Maybe("place", Towns[place], 0.5);
        Maybe("period", $"{year}-{year + 2}", 0.4);
        Maybe("link", $"https://shop.example/{Pick(random, Things).Replace(' ', '-')}/{random.Next(99_999)}", 0.15);
        Maybe("basis", Pick(random, Bases), 0.8);
        Maybe("language", "en", 0.5);
        Maybe("contact", $"someone{random.Next(99_999)}@mail.example", 0.03);
        return JsonSerializer.Serialize(fields, Plain);

        void Maybe(string name, string value, double share)
        {
            if (random.NextDouble() < share)
            {
                fields[name] = value;
            }
        }
    }

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];
}
