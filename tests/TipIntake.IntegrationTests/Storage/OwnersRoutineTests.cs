using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Storage;

/// <summary>A routine that runs with the owner's rights is part of the schema: whoever changes it is noticed, and db-apply puts it back.</summary>
public sealed class OwnersRoutineTests(TipIntakeApp app)
{
    [Theory]
    [InlineData("changed", "create or replace function tipintake.published_version() returns text language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as 'begin return 1; end'")]
    [InlineData("invoker", "alter function tipintake.published_version() security invoker")]
    [InlineData("path", "alter function tipintake.published_version() set search_path = public")]
    [InlineData("pathless", "alter function tipintake.published_version() reset search_path")]
    [InlineData("gone", "drop function tipintake.published_version()")]
    [InlineData("other", "drop function tipintake.published_version(); create function tipintake.published_version(more integer) returns text language sql as 'select 1::text'")]
    public async Task What_somebody_did_to_it_is_noticed_and_undone(string what, string sql)
    {
        var database = $"tipintake_routine_{what}";
        await using var service = await app.Another(database);
        var schema = service.Services.GetRequiredService<DatabaseSchema>();
        Assert.True(await schema.Matches(CancellationToken.None));

        await app.Change(database, sql);
        var noticed = !await schema.Matches(CancellationToken.None);
        await schema.Apply(CancellationToken.None);

        Assert.True(noticed);
        Assert.True(await schema.Matches(CancellationToken.None));
        await using var command = service.Services.GetRequiredService<DatabaseConnections>().Application.CreateCommand(
            "select has_function_privilege('tipintake_public', 'tipintake.published_version()', 'execute') and not exists (select from pg_proc p, aclexplode(p.proacl) a where p.proname = 'published_version' and a.grantee = 0)");
        Assert.Equal(true, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task The_way_back_of_a_patch_is_the_routine_that_was_there()
    {
        const string database = "tipintake_routine_back";
        await using var service = await app.Another(database);
        await app.Change(database, "create or replace function tipintake.published_version() returns text language plpgsql as 'begin return ''the former''; end'");
        var file = Path.Combine(Directory.CreateTempSubdirectory("patch").FullName, "changes.sql");

        await service.Services.GetRequiredService<DatabaseSchema>().WritePatch(file, CancellationToken.None);

        var written = Directory.GetFiles(Path.GetDirectoryName(file)!).ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal);
        Assert.Contains("security definer", written["changes.sql"], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("the former", Assert.Single(written, pair => pair.Key != "changes.sql").Value, StringComparison.Ordinal);
    }
}
