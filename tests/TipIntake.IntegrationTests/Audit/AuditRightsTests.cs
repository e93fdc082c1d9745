using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Audit;

/// <summary>The service runs as a role that can add to the trail, and cannot take anything back.</summary>
public sealed class AuditRightsTests(TipIntakeApp app)
{
    public static TheoryData<string> Statements()
    {
        var statements = new TheoryData<string>();
        foreach (var table in (string[])["audit_entries", "audit_chain", "audit_checkpoints"])
        {
            statements.Add($"delete from tipintake.{table}");
            statements.Add($"truncate tipintake.{table}");
        }

        statements.Add("update tipintake.audit_entries set actor = 'terminal'");
        statements.Add("update tipintake.audit_chain set position = 0");
        statements.Add("update tipintake.audit_checkpoints set size = 0");
        statements.Add("drop table tipintake.audit_chain");
        return statements;
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task The_services_role_can_change_nothing(string sql)
    {
        await using var command = app.Service.Services.GetRequiredService<DatabaseConnections>().Application.CreateCommand(sql);

        var fault = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, fault.SqlState);
    }

    [Fact]
    public async Task It_stays_so_when_the_schema_is_applied_again()
    {
        await app.Service.Services.GetRequiredService<DatabaseSchema>().Apply(CancellationToken.None);

        Assert.Equal(6L, await app.CountRows(
            "select count(*) from information_schema.role_table_grants where grantee = 'tipintake_app' and table_name like 'audit\\_%' and privilege_type in ('SELECT', 'INSERT')"));
        Assert.Equal(6L, await app.CountRows(
            "select count(*) from information_schema.role_table_grants where grantee = 'tipintake_app' and table_name like 'audit\\_%'"));
    }
}
