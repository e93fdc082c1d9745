using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TipIntake.Platform;

/// <summary>Finds out why a body was refused, without reading the parser's messages, which change and quote the body.</summary>
internal static class JsonFault
{
    public static Refusal Find(ReadOnlySpan<byte> body, JsonTypeInfo type)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = StrictJson.MostBytes });
        var open = new Stack<Level>();
        var fault = Refusals.JsonWrongType;
        try
        {
            while (reader.Read())
            {
                if (Walk(ref reader, open, type) is not { } found)
                {
                    continue;
                }

                if (found == Refusals.JsonTooDeep)
                {
                    return found;
                }

                fault = fault == Refusals.JsonWrongType ? found : fault;
            }
        }
        catch (JsonException)
        {
            return Refusals.JsonMalformed;
        }

        return fault;
    }

    private static Refusal? Walk(ref Utf8JsonReader reader, Stack<Level> open, JsonTypeInfo root)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                open.Push(new Level(open.TryPeek(out var outer) ? outer.Inner() : root));
                return open.Count > StrictJson.MostLevels ? Refusals.JsonTooDeep : null;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                open.Pop();
                return null;
            case JsonTokenType.PropertyName:
                return open.Peek().Enter(reader.GetString()!);
            default:
                return null;
        }
    }

    private sealed class Level(JsonTypeInfo? type)
    {
        private readonly HashSet<string> names = new(StringComparer.Ordinal);
        private JsonPropertyInfo? current;

        /// <summary>The type of what stands inside; null where any member is fine or the type is not known.</summary>
        public JsonTypeInfo? Inner()
        {
            var inner = type?.Kind == JsonTypeInfoKind.Object ? current?.PropertyType : type?.ElementType;
            return inner is not null && type!.Options.TryGetTypeInfo(inner, out var found) ? found : null;
        }

        public Refusal? Enter(string name)
        {
            if (!names.Add(name))
            {
                return Refusals.JsonDuplicateMember;
            }

            if (type?.Kind != JsonTypeInfoKind.Object)
            {
                return null;
            }

            current = type.Properties.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal));
            return current is null ? Refusals.JsonUnknownMember : null;
        }
    }
}
