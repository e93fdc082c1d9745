using TipIntake.Retention;
using TipIntake.Tips;

namespace TipIntake.UnitTests.Retention;

public sealed class JournalFilesTests : IDisposable
{
    private readonly JournalFiles files = new(Path.Combine(Path.GetTempPath(), $"tipintake-journal-{Guid.NewGuid():N}"), IsOwn: true);

    public void Dispose() => Directory.Delete(files.Folder, recursive: true);

    [Fact]
    public void What_was_added_is_read_again_oldest_first_whatever_a_crash_has_torn()
    {
        var (one, two, three) = (Made(ErasureCause.Withdrawn), Made(ErasureCause.Aged), Made(ErasureCause.Ordered));
        files.Add([one], new DateOnly(2026, 11, 22));
        files.Add([two], new DateOnly(2026, 11, 23));
        File.AppendAllText(Path.Combine(files.Folder, "erasures-2026-11-23.txt"), three.Line[..20]);

        Assert.Equal(two, files.Last());
        files.Add([three], new DateOnly(2026, 11, 23));

        Assert.Equal([one, two, three], files.Read());
        Assert.Equal(three, files.Last());
    }

    [Fact]
    public void Where_there_is_no_journal_nothing_was_erased()
    {
        Directory.CreateDirectory(files.Folder);

        Assert.Null(files.Last());
        Assert.Empty(files.Read());
    }

    private static Erasure Made(ErasureCause cause) => new(Guid.NewGuid(), new DateTimeOffset(2026, 11, 23, 1, 2, 3, 456, TimeSpan.Zero), cause);
}
