using System.Text.RegularExpressions;

namespace TipIntake.UnitTests.Architecture;

/// <summary>What the documents list is what there is.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void The_map_names_exactly_the_folders_that_exist()
    {
        var map = FirstColumn("src/README.md", "Map").ToArray();
        var folders = Repository.FoldersBelow("src").Select(folder => folder["src/".Length..] + "/").Order(StringComparer.Ordinal).ToArray();

        Assert.NotEmpty(map);
        Assert.Equal(folders, map.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_event_is_in_the_list_of_events()
    {
        var events = EventTypes().Select(type => type.Name).Order(StringComparer.Ordinal).ToArray();
        var listed = FirstColumn("infra/docs/events.md", "Events").Order(StringComparer.Ordinal).ToArray();

        Assert.NotEmpty(events);
        Assert.Equal(events, listed);
    }

    [Fact]
    public void Every_line_that_protects_a_person_is_in_the_threat_model()
    {
        var marked = Repository.Files("src/TipIntake", ".cs").Concat(Repository.Files("src/TipIntake", ".cshtml")).Order(StringComparer.Ordinal).Where(file => Repository.Read(file).Contains("Privacy:", StringComparison.Ordinal)).ToArray();
        var listed = FirstColumn("infra/docs/threat-model.md", "Lines that protect a person").Select(file => "src/TipIntake/" + file).ToArray();

        Assert.NotEmpty(marked);
        Assert.Equal(marked, listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_decision_says_its_state_its_day_why_and_what()
    {
        var records = Repository.Files("infra/docs/decisions", ".md");

        Assert.NotEmpty(records);
        Assert.All(records, record =>
        {
            var text = Repository.Read(record);
            Assert.Matches(@"^infra/docs/decisions/\d{4}-[a-z0-9-]+\.md$", record);
            Assert.Matches($@"\A# 0*{Path.GetFileName(record)[..4].TrimStart('0')}\.? \w", text);
            Assert.Matches(@"(?m)^Status: (proposed|accepted|superseded by \d{4}) · \d{4}-\d{2}-\d{2}$", text);
            Assert.Matches("(?m)^## Context$", text);
            Assert.Matches("(?m)^## Decision$", text);
        });
    }

    [Fact]
    public void No_two_decisions_have_the_same_number()
    {
        var numbers = Repository.Files("infra/docs/decisions", ".md").Select(record => Path.GetFileName(record)[..4]).ToArray();

        Assert.NotEmpty(numbers);
        Assert.Distinct(numbers, StringComparer.Ordinal);
    }

    [Fact]
    public void Every_link_between_documents_leads_somewhere()
    {
        var links = (from document in Repository.Files("", ".md")
                     from link in Link().Matches(Repository.Read(document))
                     let target = link.Groups["target"].Value
                     where !target.Contains(':', StringComparison.Ordinal)
                     let path = Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, target)
                     select (document, target, Leads: File.Exists(path) || Directory.Exists(path))).ToArray();

        Assert.NotEmpty(links);
        Assert.DoesNotContain(links, link => !link.Leads);
    }

    [Fact]
    public void Every_document_that_the_code_points_to_exists()
    {
        var mentions = (from file in Repository.Sources.Concat(Repository.Tests)
                        from mention in Mention().Matches(Repository.Read(file))
                        select (file, mention.Value)).ToArray();

        Assert.NotEmpty(mentions);
        Assert.DoesNotContain(mentions, mention => !Exists(mention.Value));
    }

    // A decision may be named by its number alone.
    private static bool Exists(string path) =>
        Path.Exists(Path.Combine(Repository.Root, path))
        || Repository.Files("infra/docs/decisions").Any(record => record.StartsWith(path + "-", StringComparison.Ordinal));

    private static IEnumerable<Type> EventTypes() =>
        typeof(TipIntake.Program).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Where(method => method.Name is "Apply" or "Create" && method.ReturnType == type))
            .Select(method => method.GetParameters())
            .Where(parameters => parameters.Length == 1)
            .Select(parameters => parameters[0].ParameterType)
            .Select(type => type is { IsGenericType: true, Name: "IEvent`1" } ? type.GetGenericArguments()[0] : type)
            .Where(type => type.Assembly == typeof(TipIntake.Program).Assembly)
            .Distinct();

    // The names in the first column of the tables under one heading; a cell may hold several.
    private static IEnumerable<string> FirstColumn(string document, string heading) =>
        Repository.Lines(document)
            .SkipWhile(line => line != $"## {heading}").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Name().Matches(line.Split('|')[1]))
            .Select(name => name.Groups["name"].Value);

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"infra/docs/[\w/-]+(\.md)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Mention();
}
