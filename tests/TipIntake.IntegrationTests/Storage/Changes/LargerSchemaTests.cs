using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Storage.Changes;

/// <summary>While one node after the other gets the next version, the older ones work with the next version's schema.</summary>
public sealed class LargerSchemaTests(TipIntakeApp app)
{
    private const string Database = "tipintake_larger";

    [Theory]
    [InlineData("alter table tipintake.mt_doc_tip add column tongue text", "alter table tipintake.mt_doc_tip drop column tongue")]
    [InlineData("alter table tipintake.mt_doc_tip add column tongue text not null default 'unknown'", "alter table tipintake.mt_doc_tip drop column tongue")]
    [InlineData("create index larger on tipintake.mt_doc_tip ((data ->> 'country'))", "drop index tipintake.larger")]
    [InlineData("create table tipintake.tongues (tip uuid primary key, tongue text not null)", "drop table tipintake.tongues")]
    [InlineData("alter table tipintake.mt_doc_tip add constraint tip_has_data check (data is not null)", "alter table tipintake.mt_doc_tip drop constraint tip_has_data")]
    [InlineData("create or replace function tipintake.published_version() returns text language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as 'begin return 1; end'", "")]
    [InlineData("create function tipintake.more() returns text language sql as 'select 1::text'", "drop function tipintake.more()")]
    public async Task A_node_works_where_there_is_more_than_it_needs(string change, string undo) => Assert.True(await Serves(change, undo));

    [Theory]
    [InlineData("alter table tipintake.mt_doc_tip add column tongue text not null", "alter table tipintake.mt_doc_tip drop column tongue")]
    [InlineData("alter table tipintake.refused_suggestions rename to gone", "alter table tipintake.gone rename to refused_suggestions")]
    [InlineData("alter table tipintake.erasures rename column at to moment", "alter table tipintake.erasures rename column moment to at")]
    [InlineData("alter table tipintake.erasures alter column at type text", "alter table tipintake.erasures alter column at type timestamptz using at::timestamptz")]
    [InlineData("alter index tipintake.mt_doc_tipmessage_idx_tip_id rename to gone", "alter index tipintake.gone rename to mt_doc_tipmessage_idx_tip_id")]
    [InlineData("drop function tipintake.published_version(); create function tipintake.published_version() returns integer language sql as 'select 1'", "")]
    [InlineData("alter function tipintake.published_version() security invoker", "")]
    public async Task A_node_does_not_work_where_something_it_needs_is_missing_or_more_is_asked_of_it(string change, string undo) => Assert.False(await Serves(change, undo));

    [Fact]
    public async Task Readiness_says_so()
    {
        const string database = "tipintake_larger_ready";
        await using var service = await app.Another(database);
        await app.Change(database, "alter table tipintake.mt_doc_tip add column tongue text; create table tipintake.tongues (tip uuid primary key)");
        await using var older = await RunningService.Start(await app.Database.Settings(database), applySchema: false);

        using var ready = await older.Visitor.GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    [Fact]
    public async Task An_older_versions_db_apply_takes_nothing_from_a_newer_one()
    {
        const string database = "tipintake_newer";
        await using var service = await app.Another(database);
        await app.Change(database, """
            alter table tipintake.mt_doc_tip add column tongue text;
            create index mt_doc_tip_idx_tongue on tipintake.mt_doc_tip (tongue);
            create table tipintake.tongues (tip uuid primary key);
            grant select, insert on tipintake.tongues to tipintake_app;
            grant insert on tipintake.tongues to tipintake_public;
            create function tipintake.tongue_of(tip uuid) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as 'begin return null; end';
            grant execute on function tipintake.tongue_of to tipintake_public;
            """);
        var schema = service.Services.GetRequiredService<DatabaseSchema>();

        await schema.Apply(CancellationToken.None);

        Assert.True(await schema.Matches(CancellationToken.None));
        Assert.Contains(await schema.More(CancellationToken.None), more => more.StartsWith("mt_doc_tip: ", StringComparison.Ordinal) && more.Contains("tongue", StringComparison.Ordinal));
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand("""
            select to_regclass('tipintake.mt_doc_tip_idx_tongue') is not null and (select count(tongue) from tipintake.mt_doc_tip) >= 0
                and has_table_privilege('tipintake_app', 'tipintake.tongues', 'insert') and has_table_privilege('tipintake_public', 'tipintake.tongues', 'insert')
                and has_function_privilege('tipintake_public', 'tipintake.tongue_of(uuid)', 'execute')
            """);
        Assert.Equal(true, await command.ExecuteScalarAsync());
    }

    // The tests of a class come one after another; what is put back is a schema that serves again.
    private async Task<bool> Serves(string change, string undo)
    {
        await using var service = await app.Another(Database);
        var schema = service.Services.GetRequiredService<DatabaseSchema>();
        Assert.True(await schema.Serves(CancellationToken.None));

        await app.Change(Database, change);
        var serves = await schema.Serves(CancellationToken.None);

        await app.Change(Database, undo.Length > 0 ? undo : "select 1");
        return serves;
    }
}
