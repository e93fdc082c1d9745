using Npgsql;
using TipIntake.Faults.Harness;
using TipIntake.Storage;

namespace TipIntake.Faults.Outages;

/// <summary>PostgreSQL does not answer: nobody waits long, nothing is promised, and all is well soon after.</summary>
public sealed class UnansweringDatabaseTests(DirectDeployment deployment) : IClassFixture<DirectDeployment>
{
    [Fact]
    public Task A_frozen_PostgreSQL_makes_nobody_wait_and_costs_nothing() =>
        new Outage(deployment, "PostgreSQL frozen").Outlast(deployment.Postgres.Freeze, deployment.Postgres.Thaw);

    [Fact]
    public Task A_PostgreSQL_that_is_down_makes_nobody_wait_and_costs_nothing() =>
        new Outage(deployment, "PostgreSQL down").Outlast(deployment.Postgres.Kill, deployment.Postgres.Restart);

    [Fact]
    public Task A_PostgreSQL_without_a_connection_to_give_makes_nobody_wait_and_costs_nothing() =>
        new Outage(deployment, "no connection left at PostgreSQL").Outlast(TakeAllConnections, GiveConnectionsBack);

    [Fact]
    public async Task A_table_that_somebody_else_has_locked_makes_nobody_wait_and_costs_nothing()
    {
        await using var other = new NpgsqlConnection(deployment.Postgres.Superuser);
        await other.OpenAsync();

        await new Outage(deployment, "table of tips locked, so that every connection waits").Outlast(
            () => Run(other, "begin; lock table tipintake.mt_doc_tip in access exclusive mode"),
            () => Run(other, "rollback"),
            isNoticed: false);
    }

    // What the service holds ends, and nothing new is given to it.
    private async Task TakeAllConnections()
    {
        await deployment.Postgres.Run($"alter role {DatabaseConnections.ApplicationRole} connection limit 0");
        await deployment.Postgres.Run($"select pg_terminate_backend(pid) from pg_stat_activity where usename = '{DatabaseConnections.ApplicationRole}'");
    }

    private Task GiveConnectionsBack() => deployment.Postgres.Run($"alter role {DatabaseConnections.ApplicationRole} connection limit -1");

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
