using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Storage.Changes;

/// <summary>While one node after the other gets the next version, the older ones work with the next version's schema.</summary>
public sealed class LargerSchemaTests(TipIntakeApp app)
{
    [Theory]
    [InlineData("column", "alter table tipintake.mt_doc_tip add column tongue text")]
    [InlineData("default", "alter table tipintake.mt_doc_tip add column tongue text not null default 'unknown'")]
    [InlineData("index", "create index on tipintake.mt_doc_tip ((data ->> 'country'))")]
    [InlineData("table", "create table tipintake.tongues (tip uuid primary key, tongue text not null)")]
    [InlineData("key", "alter table tipintake.mt_doc_tip add constraint tip_has_data check (data is not null)")]
    [InlineData("routine", "create or replace function tipintake.published_version() returns text language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as 'begin return 1; end'")]
    [InlineData("function", "create function tipintake.more() returns text language sql as 'select 1::text'")]
    public async Task A_node_is_ready_when_there_is_more_than_it_needs(string what, string sql)
    {
        var database = $"tipintake_larger_{what}";
        await using var service = await app.Another(database);

        await app.Change(database, sql);
        await using var older = await RunningService.Start(await app.Database.Settings(database), applySchema: false);

        using var ready = await older.Visitor.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    [Theory]
    [InlineData("demanded", "alter table tipintake.mt_doc_tip add column tongue text not null")]
    [InlineData("dropped", "alter table tipintake.erasures drop column at")]
    [InlineData("renamed", "alter table tipintake.erasures rename column at to moment")]
    [InlineData("retyped", "alter table tipintake.erasures alter column at type text")]
    [InlineData("unindexed", "drop index tipintake.mt_doc_tipmessage_idx_tip_id")]
    [InlineData("recalled", "drop function tipintake.published_version(); create function tipintake.published_version() returns integer language sql as 'select 1'")]
    [InlineData("invoked", "alter function tipintake.published_version() security invoker")]
    public async Task A_node_is_not_ready_when_something_it_needs_is_missing_or_more_is_asked_of_it(string what, string sql)
    {
        var database = $"tipintake_smaller_{what}";
        await using var service = await app.Another(database);

        await app.Change(database, sql);
        await using var older = await RunningService.Start(await app.Database.Settings(database), applySchema: false);

        using var ready = await older.Visitor.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
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
}
