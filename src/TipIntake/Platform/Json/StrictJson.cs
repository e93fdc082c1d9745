using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace TipIntake.Platform;

/// <summary>Reads a JSON body from somebody we do not know: one object, exactly our members, or a refusal that says why.</summary>
/// <remarks>
/// The context needs <c>[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = CamelCase, MaxDepth =
/// StrictJson.MostLevels, RespectRequiredConstructorParameters = false)]</c>; a laxer one throws at its first use. Members are
/// nullable, so that the validator can say which is missing.
/// </remarks>
internal static class StrictJson
{
    public const int MostBytes = 65_536;
    public const int MostLevels = 8;

    public static async ValueTask<Outcome<StrictBody<T>>> Read<T>(
        HttpContext context, JsonTypeInfo<T> type, int mostBytes = MostBytes)
        where T : class
    {
        if (StrictHeaders.Check(context, mostBytes) is { } refusal)
        {
            return refusal;
        }

        var reader = context.Request.BodyReader;
        try
        {
            while (true)
            {
                var part = await reader.ReadAsync(context.RequestAborted);
                if (part.Buffer.Length > mostBytes)
                {
                    reader.AdvanceTo(part.Buffer.End);
                    return Refusals.BodyTooLarge;
                }

                if (part.IsCompleted)
                {
                    var outcome = Parse(part.Buffer, type);
                    reader.AdvanceTo(part.Buffer.End);
                    return outcome;
                }

                // Until all of it is here it waits in the server's own buffers; ours is taken for the parsing only.
                reader.AdvanceTo(part.Buffer.Start, part.Buffer.End);
            }
        }
        catch (BadHttpRequestException fault)
        {
            return Refusals.ForStatus(fault.StatusCode) ?? Refusals.RequestMalformed;
        }
    }

    public static Outcome<StrictBody<T>> Parse<T>(in ReadOnlySequence<byte> bytes, JsonTypeInfo<T> type)
        where T : class
    {
        var length = checked((int)bytes.Length);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var body = rented.AsSpan(0, length);
        try
        {
            bytes.CopyTo(body);
            return Parse(body, type);
        }
        finally
        {
            // Privacy: the next reader of this array must not find somebody's tip in it.
            body.Clear();
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Works in place: a character that cannot be kept is overwritten in <paramref name="body"/>.</summary>
    public static Outcome<StrictBody<T>> Parse<T>(Span<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        StrictContext<T>.Demand(type);
        if (!Utf8.IsValid(body))
        {
            return Refusals.JsonNotUtf8;
        }

        if (body.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        var replaced = JsonEscapes.Repair(body);
        try
        {
            return JsonSerializer.Deserialize(body, type) is { } value
                ? new StrictBody<T>(value, replaced)
                : Refusals.JsonWrongType;
        }
        catch (JsonException)
        {
            return JsonFault.Find(body, type);
        }
    }
}
