using System.Text.RegularExpressions;

namespace TipIntake.UnitTests.Architecture;

/// <summary>The table of src/README.md, held against the compiled code and against the sources (constants leave no trace in the former).</summary>
public sealed partial class WhoMayKnowWhomTests
{
    /// <summary>The program itself: it starts everything, so it may know everything.</summary>
    private const string Program = "";

    private static readonly string[] Foundations = ["Platform", "Storage", "Security"];

    /// <summary>Whoever does something that leaves a trace knows the trail as well.</summary>
    private static readonly string[] AndAudit = [.. Foundations, "Audit"];

    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Platform"] = [],
        ["Security"] = ["Platform"],
        ["Storage"] = ["Platform", "Security", "LocalPostgres"],
        ["Catalogue"] = AndAudit,
        ["Tips"] = [.. AndAudit, "Catalogue"],
        ["Triage"] = [.. AndAudit, "Catalogue", "Tips"],
        ["Statistics"] = [.. AndAudit, "Catalogue", "Tips", "Triage"],
        ["Audit"] = Foundations,
        ["Staff"] = AndAudit,
        ["Retention"] = [.. AndAudit, "Catalogue", "Tips", "Triage", "Statistics"],
        ["Monitoring"] = [.. AndAudit, "Catalogue", "Tips", "Triage", "Statistics", "Retention"],
        ["Pages"] = [.. Foundations, "Catalogue", "Tips", "Triage", "Statistics", "Audit", "Staff", "Retention", "Monitoring"],
        ["LocalPostgres"] = [],
    };

    /// <summary>Packages that few places may name, so that replacing one touches one folder, or two.</summary>
    private static readonly Dictionary<string, string[]> OnlyIn = new(StringComparer.Ordinal)
    {
        ["CsvHelper"] = ["src/TipIntake/Statistics/Formats/"],
        ["NetVips"] = ["src/TipIntake/Catalogue/Photos/"],
        ["NSec"] = ["src/TipIntake/Tips/Contacts/", "src/TipIntake/Audit/Checkpoints/"],
        ["OpenTelemetry"] = ["src/TipIntake/Monitoring/"],
        ["Parquet"] = ["src/TipIntake/Statistics/Formats/"],
        ["System.Threading.RateLimiting"] = ["src/TipIntake/Security/RateLimits/"],
        ["Microsoft.AspNetCore.RateLimiting"] = ["src/TipIntake/Security/RateLimits/"],
    };

    [Fact]
    public void No_compiled_type_knows_a_room_that_it_may_not_know()
    {
        var mentions = (from type in typeof(TipIntake.Program).Assembly.GetTypes()
                        let room = RoomOf(Mentions.Outermost(type))
                        where room is not (null or Program)
                        from mentioned in Mentions.Of(type)
                        let other = RoomOf(mentioned)
                        where other is not null && other != room
                        select (Mentions.Outermost(type).Name, Room: room, Other: other)).Distinct().ToArray();

        Assert.Contains(mentions, m => m is { Room: "Tips", Other: "Catalogue" });
        Assert.DoesNotContain(mentions, m => !MayKnow[m.Room].Contains(m.Other, StringComparer.Ordinal));
    }

    [Fact]
    public void No_source_file_names_a_room_that_it_may_not_know()
    {
        var names = (from file in Repository.Sources
                     let room = RoomOf(file)
                     where room != Program
                     from name in OtherRoom().Matches(Repository.Read(file))
                     let other = name.Groups["room"].Value
                     where MayKnow.ContainsKey(other) && other != room
                     select (file, Room: room, Other: other)).Distinct().ToArray();

        Assert.Contains(names, n => n is { Room: "Tips", Other: "Catalogue" });
        Assert.DoesNotContain(names, n => !MayKnow[n.Room].Contains(n.Other, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_room_stands_in_the_table()
    {
        var rooms = Repository.Sources.Select(RoomOf).Where(room => room != Program).Distinct(StringComparer.Ordinal).ToArray();

        Assert.NotEmpty(rooms);
        Assert.Empty(rooms.Except(MayKnow.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_type_lives_in_the_room_of_its_folder()
    {
        var spaces = (from file in Repository.Sources
                      let space = Namespace().Match(Repository.Read(file)).Groups["room"].Value
                      select (file, Folder: RoomOf(file), Space: space)).ToArray();

        Assert.NotEmpty(spaces);
        Assert.DoesNotContain(spaces, s => s.Folder != s.Space);
    }

    [Fact]
    public void A_package_that_we_may_have_to_replace_is_known_in_one_folder()
    {
        var names = (from file in Repository.Sources
                     from package in OnlyIn
                     where Regex.IsMatch(Repository.Read(file), $@"(using (static )?|[^\w.""]){Regex.Escape(package.Key)}\b[.;]")
                     select (file, package.Key, Folders: package.Value)).ToArray();

        Assert.Equal(OnlyIn.Keys.Order(StringComparer.Ordinal), names.Select(n => n.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(names, n => !n.Folders.Any(folder => n.file.StartsWith(folder, StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_of_the_service_is_public()
    {
        var types = typeof(TipIntake.Program).Assembly.GetTypes().Where(type => type.Namespace is { } space && space.StartsWith("TipIntake", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(types);
        Assert.DoesNotContain(types, type => type.IsPublic);
    }

    private static string? RoomOf(Type type) =>
        type.Namespace?.Split('.') is ["TipIntake", .. var below] ? below.FirstOrDefault(Program) : null;

    private static string RoomOf(string file) => file.Split('/') switch
    {
        ["src", "TipIntake", var room, _, ..] => room,
        ["src", "TipIntake.LocalPostgres", ..] => "LocalPostgres",
        _ => Program,
    };

    [GeneratedRegex(@"\bTipIntake\.(?<room>[A-Z]\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex OtherRoom();

    [GeneratedRegex(@"^namespace TipIntake(\.(?<room>\w+))?", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Namespace();
}
