using TipIntake.Faults.Harness;

namespace TipIntake.Faults.Outages;

/// <summary>Every answer of PostgreSQL is so late that no tip can be stored in time.</summary>
public sealed class SlowDatabaseTests(ProxiedDeployment deployment) : IClassFixture<ProxiedDeployment>
{
    [Fact]
    public Task A_PostgreSQL_that_answers_two_seconds_late_makes_nobody_wait_and_costs_nothing() =>
        new Outage(deployment, "every answer of PostgreSQL 2 s late").Outlast(() => Answer(TimeSpan.FromSeconds(2)), () => Answer(TimeSpan.Zero), isNoticed: false);

    private Task Answer(TimeSpan late)
    {
        deployment.Proxy.Delay = late;
        return Task.CompletedTask;
    }
}
