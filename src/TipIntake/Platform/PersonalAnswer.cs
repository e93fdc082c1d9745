using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TipIntake.Platform;

/// <summary>An answer about one person's tip. Privacy: no cache, on the way or on the device, may keep it.</summary>
internal sealed class PersonalAnswer : IResult
{
    private readonly byte[] body;
    private readonly int status;

    private PersonalAnswer(byte[] body, int status) => (this.body, this.status) = (body, status);

    public static PersonalAnswer Json<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, type), status);

    public static PersonalAnswer Empty() => new([], StatusCodes.Status204NoContent);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";

        if (body.Length == 0)
        {
            return Task.CompletedTask;
        }

        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
