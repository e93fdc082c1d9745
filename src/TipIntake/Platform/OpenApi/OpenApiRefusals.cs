namespace TipIntake.Platform;

/// <summary>On an endpoint: the refusals it can answer with, so that the OpenAPI document leaves none out.</summary>
internal sealed record RefusalsMetadata(IReadOnlyList<Refusal> Refusals);

internal static class OpenApiRefusals
{
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoints, params Refusal[] refusals)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Add(builder => builder.Metadata.Add(new RefusalsMetadata(refusals)));
        return endpoints;
    }

    /// <summary>For a handler that reads its body with <see cref="StrictJson"/>.</summary>
    public static RouteHandlerBuilder ReadsStrictly<TRequest>(this RouteHandlerBuilder endpoint)
        where TRequest : notnull =>
        endpoint.Accepts<TRequest>("application/json").Refuses(
            Refusals.JsonMalformed,
            Refusals.JsonNotUtf8,
            Refusals.JsonDuplicateMember,
            Refusals.JsonUnknownMember,
            Refusals.JsonWrongType,
            Refusals.JsonTooDeep,
            Refusals.ValidationFailed,
            Refusals.RequestTimeout,
            Refusals.BodyTooLarge,
            Refusals.ContentTypeUnsupported,
            Refusals.ContentEncodingUnsupported);
}
