using TipIntake.Storage;

namespace TipIntake.UnitTests.Storage;

public sealed class DurabilitySettingsTests
{
    [Theory]
    [InlineData("on", "on", "on", "")]
    [InlineData("on", "on", "remote_apply", "standby")]
    [InlineData("on", "on", "local", "")]
    [InlineData("on", "on", "remote_write", "")]
    public void A_flushed_commit_is_safe(string fsync, string fullPageWrites, string synchronousCommit, string standbys) =>
        Assert.Null(DurabilitySettings.FindUnsafe(fsync, fullPageWrites, synchronousCommit, standbys, inRecovery: false, requiresStandby: false));

    [Theory]
    [InlineData("off", "on", "on", "", "fsync")]
    [InlineData("on", "off", "on", "", "full_page_writes")]
    [InlineData("on", "on", "off", "", "synchronous_commit")]
    [InlineData("on", "on", "local", "standby", "synchronous_commit")]
    [InlineData("on", "on", "remote_write", "standby", "synchronous_commit")]
    [InlineData("on", "on", "something new", "", "synchronous_commit")]
    public void A_setting_that_can_lose_tips_is_named(string fsync, string fullPageWrites, string synchronousCommit, string standbys, string named) =>
        Assert.Contains(named, DurabilitySettings.FindUnsafe(fsync, fullPageWrites, synchronousCommit, standbys, inRecovery: false, requiresStandby: false), StringComparison.Ordinal);

    [Fact]
    public void A_standby_stores_nothing() =>
        Assert.NotNull(DurabilitySettings.FindUnsafe("on", "on", "on", "", inRecovery: true, requiresStandby: false));

    [Fact]
    public void Where_a_standby_belongs_to_it_commits_must_wait_for_one()
    {
        Assert.Contains("synchronous_standby_names", DurabilitySettings.FindUnsafe("on", "on", "on", "", inRecovery: false, requiresStandby: true), StringComparison.Ordinal);
        Assert.Null(DurabilitySettings.FindUnsafe("on", "on", "on", "*", inRecovery: false, requiresStandby: true));
    }
}
