using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Staff;

public sealed class DevelopmentSignInTests(TipIntakeApp app)
{
    [Fact]
    public async Task Many_who_come_in_as_the_same_person_for_the_first_time_all_come_in()
    {
        await using var service = await app.Another("firsttime");

        // Each of them asserts that it was let in.
        var browsers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => StaffBrowser.As("auditor", service)));

        Array.ForEach(browsers, browser => browser.Dispose());
    }
}
