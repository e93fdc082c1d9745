namespace TipIntake.UnitTests.Tips;

/// <summary>A folder of one test's own, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tipintake-test-");

    public string this[params string[] names] => Path.Combine([folder.FullName, .. names]);

    public void Dispose() => folder.Delete(recursive: true);
}
