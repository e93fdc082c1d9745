using System.Net.Http.Headers;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Catalogue;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>What visitors of the pages do, and what happens to the objects that they look at.</summary>
internal static class VisitedPages
{
    public static async Task<HttpResponseMessage> Visit(this HttpClient visitor, string path, string? language = null, Action<HttpRequestMessage>? adjust = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (language is not null)
        {
            request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        }

        adjust?.Invoke(request);
        return await visitor.SendAsync(request);
    }

    public static Task<string> Read(this HttpClient visitor, string path) => visitor.GetStringAsync(new Uri(path, UriKind.Relative));

    public static Task<string> HasObject(this RunningService service, string title, string category, string region, params object[] later) =>
        service.HasObject([new ObjectTextsChanged(new ObjectTexts("en", In(title), In("Where was it sold?"), category, [region])), .. later]);

    public static async Task Happens(this RunningService service, string reference, params object[] events)
    {
        await using (var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.Events.Append(reference, events);
            await session.SaveChangesAsync();
        }

        await service.Services.GetRequiredService<PublishedCatalogue>().Refresh(CancellationToken.None);
    }

    public static Dictionary<string, string> In(string english) => new(StringComparer.Ordinal) { ["en"] = english };
}
