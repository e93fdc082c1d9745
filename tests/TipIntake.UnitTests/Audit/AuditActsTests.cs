using TipIntake.Audit;
using TipIntake.UnitTests.Architecture;

namespace TipIntake.UnitTests.Audit;

public sealed class AuditActsTests
{
    [Fact]
    public void Every_act_is_explained_and_can_be_asked_for()
    {
        var acts = AuditActs.All;
        var document = Repository.Read("infra/docs/audit.md");

        Assert.NotEmpty(acts);
        Assert.DoesNotContain(acts, act => !document.Contains($"`{act}`", StringComparison.Ordinal));
        Assert.DoesNotContain(acts, act => !AuditQuery.IsAct(act));
    }
}
