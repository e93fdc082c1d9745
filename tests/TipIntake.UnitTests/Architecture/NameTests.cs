using System.Text.RegularExpressions;

namespace TipIntake.UnitTests.Architecture;

/// <summary>Words that say nothing about what a thing is for.</summary>
public sealed partial class NameTests
{
    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Common", "Core", "Base", "Dto"];

    /// <summary>The police ask about a traced object and the public sends a tip; these two words would mean anything.</summary>
    private static readonly string[] Vague = ["Object", "Item"];

    [Fact]
    public void No_type_file_or_folder_has_a_name_that_says_nothing()
    {
        var files = Repository.Sources.Concat(Repository.Tests).ToArray();
        var names = files.SelectMany(file => Declared().Matches(Repository.Read(file)).Select(declared => declared.Groups["name"].Value))
            .Concat(files.SelectMany(file => file.Split('/', '.')))
            .Distinct(StringComparer.Ordinal)
            .ToArray();

        Assert.Contains(nameof(NameTests), names);
        Assert.DoesNotContain(names, name => Word().Matches(name).Select(word => word.Value).Intersect(EmptyWords, StringComparer.Ordinal).Any());
        Assert.Empty(names.Intersect(Vague, StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\b(class|struct|record|enum|interface)\s+(?<name>[A-Z]\w*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Declared();

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Word();
}
