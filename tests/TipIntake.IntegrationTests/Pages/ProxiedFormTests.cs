using System.Net;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Pages;

/// <summary>Behind a proxy that puts another name into <c>Host</c>, a browser without Sec-Fetch-Site names the public address.</summary>
public sealed class ProxiedFormTests(TipIntakeApp app)
{
    [Theory]
    [InlineData("https://tips.example", HttpStatusCode.OK)]
    [InlineData("https://TIPS.example:443", HttpStatusCode.OK)]
    [InlineData("http://tips.example", HttpStatusCode.Forbidden)]
    [InlineData("https://tips.example.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    public async Task A_form_from_the_public_address_is_ours(string origin, HttpStatusCode status)
    {
        await using var service = await app.Another("tipintake", ("Catalogue:PublicUrl", "https://tips.example/"));
        var reference = await service.HasObject();

        var answer = await service.Visitor.SendForm($"/en/objects/{reference}", request => Come(request, origin), ("key", TipRequests.NewKey()), ("text", "A bag"));

        Assert.Equal(status, answer.Status);
    }

    private static void Come(HttpRequestMessage request, string origin)
    {
        request.Headers.Remove("Sec-Fetch-Site");
        request.Headers.Host = "backend.internal:8080";
        request.Headers.TryAddWithoutValidation("Origin", origin);
    }
}
