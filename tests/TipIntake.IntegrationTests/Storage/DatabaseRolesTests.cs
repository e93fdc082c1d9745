using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Storage;

public sealed class DatabaseRolesTests(TipIntakeApp app)
{
    [Theory]
    [InlineData("create table tipintake.mine (id int)")]
    [InlineData("drop table tipintake.mt_doc_tip")]
    [InlineData("alter table tipintake.mt_doc_tip add column address text")]
    [InlineData("truncate tipintake.mt_doc_tip")]
    [InlineData("create schema mine")]
    [InlineData("create role mine")]
    public async Task The_service_cannot_change_the_schema(string sql)
    {
        await using var command = app.Service.Services.GetRequiredService<DatabaseConnections>().Application.CreateCommand(sql);

        var fault = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, fault.SqlState);
    }

    [Fact]
    public async Task A_service_on_another_schema_is_not_ready_until_it_is_brought_up_to_date()
    {
        const string database = "tipintake_old_schema";
        await using var service = await app.Another(database);
        await Run(database, "drop index tipintake.mt_doc_tipmessage_idx_tip_id");
        await using var next = await RunningService.Start(await app.Database.Settings(database), applySchema: false);

        using var ready = await next.Visitor.GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("not ready", await ready.Content.ReadAsStringAsync());
        Assert.Contains("db-apply", next.Services.GetRequiredService<StorageGuard>().Problem, StringComparison.Ordinal);
    }

    private async Task Run(string database, string sql)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
