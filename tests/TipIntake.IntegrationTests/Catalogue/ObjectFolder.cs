using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TipIntake.IntegrationTests.Catalogue;

/// <summary>A folder as <c>objects import</c> reads it, with references that no other test uses.</summary>
internal sealed class ObjectFolder : IDisposable
{
    private static int next = 1_000;

    private readonly JsonArray entries = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("objects").FullName;

    public string Add(string title = "A bag", string file = "photo.jpg", byte[]? photo = null, JsonObject? closed = null)
    {
        var reference = string.Create(CultureInfo.InvariantCulture, $"OBJ-2101-{Interlocked.Increment(ref next):D4}");
        Put(reference, title, file, photo, closed);
        return reference;
    }

    public void Put(string reference, string title, string file = "photo.jpg", byte[]? photo = null, JsonObject? closed = null)
    {
        var entry = new JsonObject
        {
            ["reference"] = reference,
            ["defaultLanguage"] = "en",
            ["title"] = new JsonObject { ["en"] = title, ["de"] = "Auf Deutsch: " + title },
            ["question"] = new JsonObject { ["en"] = "Where was it sold?" },
            ["category"] = "bag",
            ["regions"] = new JsonArray("PT"),
            ["photos"] = new JsonArray(new JsonObject { ["file"] = file, ["alternativeText"] = new JsonObject { ["en"] = "It lies on a table" } }),
        };
        if (closed is not null)
        {
            entry["closed"] = closed;
        }

        entries.Add(entry);
        if (photo is not null)
        {
            File.WriteAllBytes(System.IO.Path.Combine(Path, file), photo);
        }

        File.WriteAllText(System.IO.Path.Combine(Path, "objects.json"), JsonSerializer.Serialize(entries));
    }

    public void Clear() => entries.Clear();

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
