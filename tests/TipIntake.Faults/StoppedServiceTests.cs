using System.Net;
using TipIntake.Faults.Harness;

namespace TipIntake.Faults;

/// <summary>SIGTERM, as every new version and every reboot sends it.</summary>
public sealed class StoppedServiceTests(ProxiedDeployment deployment) : IClassFixture<ProxiedDeployment>
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task A_stop_answers_every_request_that_was_received_and_loses_nothing()
    {
        using var sender = await deployment.NewSender();
        await using var readiness = new HealthWatch(deployment.ReadyAddress);
        await using var load = TipLoad.Start(sender);
        await load.HasStored(200);

        deployment.Proxy.Hold();
        var waiting = Enumerable.Range(0, 20).Select(_ => sender.Announce(SentTip.Next(Random.Shared))).ToArray();
        await Task.WhenAll(waiting.Select(one => one.Sent));
        var stopped = TimeProvider.System.GetTimestamp();
        deployment.Service.Terminate();
        await readiness.SeesNoLongerOk(LongestStop);
        deployment.Proxy.Release();

        var answers = await Task.WhenAll(waiting.Select(one => one.Answer));
        var exit = await deployment.Service.Exit(LongestStop);
        var took = TimeProvider.System.GetElapsedTime(stopped);
        var looks = readiness.Looks.Where(look => look.AskedAt >= stopped).SkipWhile(look => look.Status == HttpStatusCode.OK).ToArray();
        await deployment.RestartService();
        await deployment.Service.Ready(Deployment.LongestRecovery);
        await load.Stop();

        Assert.NotEmpty(looks);
        Assert.DoesNotContain(looks, look => look.Status == HttpStatusCode.OK);
        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 201, 503 }));
        Assert.Equal(0, exit);
        Assert.InRange(took, TimeSpan.Zero, LongestStop);
        var report = await deployment.Compare(sender, $"stopped under load, gone after {took.TotalSeconds:0.0} s, {answers.Count(answer => answer.Fate == Fate.Stored)} of {answers.Length} waiting requests answered 201");
        Assert.Empty(report.Findings);
        Assert.Equal(0, report.Unknown);
    }
}
