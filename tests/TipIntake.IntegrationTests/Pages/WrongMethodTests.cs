using System.Net;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Pages;

/// <summary>Pages are looked at, and nothing else. Only the form of an object, and that of the receipt, are sent.</summary>
public sealed class WrongMethodTests(TipIntakeApp app)
{
    private static readonly string[] WrongEverywhere = ["OPTIONS", "TRACE", "PUT", "PATCH", "DELETE"];

    [Theory]
    [InlineData("/")]
    [InlineData("/en")]
    [InlineData("/en/results")]
    [InlineData("/en/objects/anything")]
    [InlineData("/en/objects/anything/poster")]
    [InlineData("/en/objects/anything/card")]
    [InlineData("/en/about")]
    [InlineData("/en/privacy")]
    [InlineData("/en/imprint")]
    [InlineData("/en/accessibility")]
    [InlineData("/en/help")]
    [InlineData("/en/receipt")]
    [InlineData("/en/leave")]
    public async Task No_page_is_made_for_a_method_that_it_does_not_know(string path)
    {
        var methods = path is "/en/objects/anything" or "/en/receipt" ? WrongEverywhere : WrongEverywhere.Append("POST");

        var answers = await Task.WhenAll(methods.Select(method => Ask(app.Visitor, method, path)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status));
        Assert.All(answers, answer => Assert.Contains("This page cannot be opened this way", answer.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_method_gives_no_page_away_at_the_staff_door()
    {
        var answers = await Task.WhenAll(WrongEverywhere.Append("POST").Select(method => Ask(app.Service.Staff, method, "/en/results")));

        // Strangers do not even learn there that there is nothing.
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.Status));
    }

    private static Task<Answer> Ask(HttpClient visitor, string method, string path) => visitor.SendForm(path, request =>
    {
        request.Method = new HttpMethod(method);
        request.Content = request.Method == HttpMethod.Post ? request.Content : null;
    });
}
