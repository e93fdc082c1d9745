using System.Net;
using System.Net.Http.Json;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults.Clock;

/// <summary>The wall clock of the whole machine jumps, under load: nothing is lost, nothing is erased as too old, and nobody is kept out for longer than a limit lasts.</summary>
public sealed class JumpingClockTests(JumpingClockDeployment deployment) : IClassFixture<JumpingClockDeployment>
{
    private static readonly TimeSpan UntilSeen = TimeSpan.FromSeconds(2);

    public static TheoryData<int> Jumps => [-1, 1, 3_650];

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task Nothing_is_lost_erased_or_locked_out_when_the_clock_jumps_by_days(int days)
    {
        using var sender = await deployment.NewSender();
        await using var load = TipLoad.Start(sender, people: 4);
        await load.HasStored(200);
        await deployment.HasPlaced(200);
        await UseUpTheLimit();

        deployment.Clock.JumpTo(TimeSpan.FromDays(days));
        await Task.Delay(UntilSeen);
        var shown = await deployment.ShownTime();
        var free = await Until.True(async () => await SendFromElsewhere() == HttpStatusCode.Created, JumpingClockDeployment.Window * 2, "a sender who was limited may send again");
        await load.HasStored(load.Stored + 200);
        // Erasing by age looks every second here; after these seconds it has had its chance.
        await Task.Delay(TimeSpan.FromSeconds(5));
        deployment.Clock.JumpTo(TimeSpan.Zero);
        await Task.Delay(UntilSeen);
        await load.HasStored(load.Stored + 100);
        await load.Stop();

        await deployment.ForgetTipsFromElsewhere();
        var report = await deployment.Compare(sender, $"clock jumps by {days} days and back");
        var jumped = Math.Abs((shown - DateTimeOffset.UtcNow - TimeSpan.FromDays(days)).TotalMinutes) < 5;
        FaultReport.Add(
            "D10",
            $"clock of the service and of PostgreSQL {days:+0;-0} days, and back",
            "lost 0, retention erases 0, limits recover within one window",
            $"{report}; erased 0; a limited sender free again after {(free + UntilSeen).TotalSeconds:0.0} s of {JumpingClockDeployment.Window.TotalSeconds:0} s",
            report.Findings.Count == 0 && report.Unknown == 0 && jumped && free + UntilSeen <= JumpingClockDeployment.Window + TimeSpan.FromSeconds(2));

        Assert.True(jumped, $"The clock did not jump: {shown:u}");
        Assert.Empty(report.Findings);
        Assert.Equal(0, report.Unknown);
        Assert.True(sender.Ledger.Answers.All(answer => answer.Status == 201), $"Some were refused: {deployment.Service.LastWords}");
    }

    private async Task UseUpTheLimit()
    {
        await Until.True(async () => await SendFromElsewhere() == HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(20), "the limit is used up");
    }

    private async Task<HttpStatusCode> SendFromElsewhere()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, deployment.TipsAddress) { Content = JsonContent.Create(new { text = JumpingClockDeployment.Elsewhere }) };
        request.Headers.Add("Idempotency-Key", $"key-{Guid.NewGuid():N}");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
