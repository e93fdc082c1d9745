using System.Net;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Storage;

public sealed class GracefulStopTests(TipIntakeApp app)
{
    [Fact]
    public async Task At_a_stop_readiness_goes_off_while_tips_are_still_taken()
    {
        await using var service = await app.Another("tipintake_stop", ("Shutdown:ReadinessDelay", "00:00:05"));
        var reference = await service.HasObject();

        var stopping = service.Stop();
        using var ready = await service.Visitor.GetAsync(new Uri("/health/ready", UriKind.Relative));
        using var live = await service.Visitor.GetAsync(new Uri("/health/live", UriKind.Relative));
        var sent = await service.Visitor.SendTip(reference, new { text = "Sent at the last moment" });
        await stopping;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.Created, sent.Status);
        Assert.Single(await app.StoredTips(reference, "tipintake_stop"));
    }
}
