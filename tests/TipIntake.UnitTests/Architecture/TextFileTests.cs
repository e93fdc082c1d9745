using System.Text.RegularExpressions;

namespace TipIntake.UnitTests.Architecture;

/// <summary>A checkout reads the same on every machine.</summary>
public sealed partial class TextFileTests
{
    /// <summary>Looks like somebody's home, is where an installer puts PostgreSQL on every machine.</summary>
    private static readonly string[] SharedPlaces = ["/ho" + "me/linuxbrew/"];

    private static readonly (string Path, byte[] Bytes)[] TextFiles =
        [.. Repository.Files().Select(path => (path, File.ReadAllBytes(Path.Combine(Repository.Root, path)))).Where(file => !file.Item2.Contains((byte)0))];

    [Fact]
    public void Every_text_file_ends_its_lines_with_a_line_feed_alone()
    {
        var pictures = new[] { ".jpg", ".jpeg", ".png", ".webp", ".ico" };
        var files = TextFiles.Where(file => !pictures.Contains(Path.GetExtension(file.Path), StringComparer.Ordinal)).ToArray();

        Assert.Contains(files, file => file.Path == "README.md");
        Assert.Empty(from file in files where file.Bytes.Contains((byte)'\r') select file.Path);
        Assert.Empty(from file in files where file.Bytes is not ([] or [.., (byte)'\n']) && !IsWrittenByRestore(file.Path) select file.Path);
    }

    [Fact]
    public void No_text_file_names_a_folder_of_one_machine()
    {
        var found = (from file in TextFiles
                     let text = SharedPlaces.Aggregate(System.Text.Encoding.UTF8.GetString(file.Bytes), (left, place) => left.Replace(place, "", StringComparison.Ordinal))
                     from match in OneMachine().Matches(text)
                     select $"{file.Path}: {match.Value}").ToArray();

        Assert.NotEmpty(TextFiles);
        Assert.Matches(OneMachine(), "see /ho" + "me/ada/notes");
        Assert.Empty(found);
    }

    private static bool IsWrittenByRestore(string path) => Path.GetFileName(path) == "packages.lock.json";

    [GeneratedRegex(@"(?<![\w.*/-])(/ho[m]e/\w|/ro[o]t/\w|/wo[r]k/\w|/Us[e]rs/\w|[A-Z]:\\Us[e]rs\\)", RegexOptions.ExplicitCapture)]
    private static partial Regex OneMachine();
}
