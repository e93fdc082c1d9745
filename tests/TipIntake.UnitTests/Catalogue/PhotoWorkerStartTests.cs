using TipIntake.Catalogue;

namespace TipIntake.UnitTests.Catalogue;

public sealed class PhotoWorkerStartTests
{
    [Fact]
    public void The_child_is_given_no_secret_of_ours()
    {
        Environment.SetEnvironmentVariable("ConnectionStrings__Canary", "Host=secret");

        var start = PhotoWorkerStart.For(PhotoWorkerLimits.Default);

        Assert.All(start.Environment.Keys, name => Assert.Matches("^(DOTNET_|MALLOC_ARENA_MAX$|SystemRoot$)", name));
        Assert.Equal(Path.GetPathRoot(start.WorkingDirectory), start.WorkingDirectory);
    }
}
