namespace TipIntake.UnitTests.Architecture;

/// <summary>Where a file or folder has to be taken apart. What to do earlier is in infra/docs/contributing.md.</summary>
public sealed class SizeTests
{
    private const int SourceLines = 250;
    private const int ProgramLines = 80;
    private const int TestLines = 400;
    private const int FilesInFolder = 16;
    private const int Levels = 3;

    [Fact]
    public void No_source_file_is_longer_than_250_lines()
    {
        Assert.NotEmpty(Repository.Sources);
        Assert.Empty(LongerThan(SourceLines, Repository.Sources));
    }

    [Fact]
    public void The_start_of_the_program_is_no_longer_than_80_lines() =>
        Assert.InRange(Repository.Lines("src/TipIntake/Program.cs").Length, 1, ProgramLines);

    [Fact]
    public void No_test_file_is_longer_than_400_lines()
    {
        Assert.NotEmpty(Repository.Tests);
        Assert.Empty(LongerThan(TestLines, Repository.Tests));
    }

    [Fact]
    public void No_folder_holds_more_than_16_source_files()
    {
        var folders = Repository.Sources.Concat(Repository.Tests).CountBy(file => Path.GetDirectoryName(file)!, StringComparer.Ordinal).ToArray();

        Assert.NotEmpty(folders);
        Assert.DoesNotContain(folders, folder => folder.Value > FilesInFolder);
    }

    [Fact]
    public void Folders_are_at_most_3_levels_deep()
    {
        var folders = Repository.FoldersBelow("src/TipIntake");

        Assert.NotEmpty(folders);
        Assert.DoesNotContain(folders, folder => folder.Split('/').Length - 2 > Levels);
    }

    private static IEnumerable<string> LongerThan(int most, IEnumerable<string> files) =>
        from file in files
        let lines = Repository.Lines(file).Length
        where lines > most
        select $"{file}: {lines} lines";
}
