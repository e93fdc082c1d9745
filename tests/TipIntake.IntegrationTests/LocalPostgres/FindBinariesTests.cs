using TipIntake.LocalPostgres;

namespace TipIntake.IntegrationTests.LocalPostgres;

public sealed class FindBinariesTests
{
    private static readonly SearchPlaces Nowhere = new("", []);

    [Fact]
    public async Task Without_PostgreSQL_the_message_names_every_remedy()
    {
        await using var home = new ClusterHome();

        var refusal = await Assert.ThrowsAsync<LocalPostgresException>(
            () => PrivatePostgres.StartAsync(home.Options, () => Nowhere, CancellationToken.None));

        Assert.Contains("not installed", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("LocalPostgres:BinDirectory", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:TipIntake", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(home.Path));
    }

    [Fact]
    public async Task A_setting_that_leads_nowhere_is_named_and_not_passed_over()
    {
        await using var home = new ClusterHome();
        var empty = Directory.CreateTempSubdirectory("tipintake-empty").FullName;

        var refusal = await Assert.ThrowsAsync<LocalPostgresException>(
            () => PrivatePostgres.StartAsync(home.Options with { BinDirectory = empty }));

        Assert.Contains(empty, refusal.Message, StringComparison.Ordinal);
        Directory.Delete(empty);
    }

    [Fact]
    public async Task A_link_to_initdb_leads_to_its_neighbours()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        var installed = (await ClusterHome.Installed())!;
        var links = Directory.CreateTempSubdirectory("tipintake-links").FullName;
        File.CreateSymbolicLink(Path.Combine(links, "initdb"), installed.Program("initdb"));

        var found = await FindBinaries.FirstAsync(null, new SearchPlaces(links, []), null, CancellationToken.None);

        Assert.Equal(installed.Folder, found?.Folder);
        Directory.Delete(links, recursive: true);
    }

    [Fact]
    public void Of_several_versions_the_newest_comes_first()
    {
        var parent = Directory.CreateTempSubdirectory("tipintake-versions").FullName;
        foreach (var version in (string[])["9.6", "16", "15"])
        {
            Directory.CreateDirectory(Path.Combine(parent, version, "bin"));
        }

        var folders = new InstallerPlace(parent, "*").BinFolders().ToArray();

        Assert.Equal([Path.Combine(parent, "16", "bin"), Path.Combine(parent, "15", "bin"), Path.Combine(parent, "9.6", "bin")], folders);
        Directory.Delete(parent, recursive: true);
    }

    [Fact]
    public async Task Data_of_another_major_version_are_left_alone()
    {
        await using var home = new ClusterHome();
        await (await home.Start()).DisposeAsync();
        var version = Path.Combine(home.Cluster, "PG_VERSION");
        var real = await File.ReadAllTextAsync(version);
        await File.WriteAllTextAsync(version, "9\n");

        var refusal = await Assert.ThrowsAsync<LocalPostgresException>(home.Start);

        Assert.Contains("made by PostgreSQL 9", refusal.Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(version, real);
    }

    [Fact]
    public void The_installation_asks_no_questions()
    {
        var lines = InstallPackages.Lines("/usr/bin/apt-get").Select(l => string.Join(' ', l)).ToArray();

        Assert.Equal("/usr/bin/apt-get update", lines[0]);
        Assert.Equal("/usr/bin/env DEBIAN_FRONTEND=noninteractive /usr/bin/apt-get install --yes --no-install-recommends postgresql", lines[1]);
    }
}
