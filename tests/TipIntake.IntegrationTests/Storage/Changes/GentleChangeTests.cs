using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Storage;
using TipIntake.Storage.Changes;

namespace TipIntake.IntegrationTests.Storage.Changes;

/// <summary>db-apply while somebody reads for a long time: it must not make everybody else wait behind itself.</summary>
public sealed class GentleChangeTests(TipIntakeApp app)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_change_that_has_to_wait_lets_others_pass_and_comes_about_in_the_end()
    {
        const string database = "tipintake_gentle";
        await using var service = await app.Another(database);
        await app.Change(database, "alter table tipintake.staff_digests drop column claimed_until");
        await using var source = app.Database.Superuser(database);
        await using var reader = await source.OpenConnectionAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await Run(reader, "select count(*) from tipintake.staff_digests");

        var applying = Task.Run(() => service.Services.GetRequiredService<DatabaseSchema>().Apply(CancellationToken.None));
        await using var other = await source.OpenConnectionAsync();
        await Until(other, "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike 'alter table%')");
        // Whoever comes now queues behind the change; more than its two seconds and he would be sent away.
        await Run(other, "set statement_timeout = '4s'; select count(*) from tipintake.staff_digests; reset statement_timeout");
        await Until(other, "select not exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike 'alter table%')");
        Assert.False(applying.IsCompleted);
        await reading.CommitAsync();

        await applying.WaitAsync(Patience);
        Assert.True(await service.Services.GetRequiredService<DatabaseSchema>().Matches(CancellationToken.None));
    }

    [Fact]
    public async Task An_index_is_built_while_others_write()
    {
        const string database = "tipintake_beside";
        await using var service = await app.Another(database);
        await app.Change(database, "drop index tipintake.mt_doc_tipmessage_idx_tip_id");
        await using var source = app.Database.Superuser(database);
        await using var writer = await source.OpenConnectionAsync();
        await using var writing = await writer.BeginTransactionAsync();
        await Run(writer, "lock table tipintake.mt_doc_tipmessage in row exclusive mode");

        var applying = Task.Run(() => service.Services.GetRequiredService<DatabaseSchema>().Apply(CancellationToken.None));
        await using var other = await source.OpenConnectionAsync();
        await Until(other, "select exists (select from pg_stat_progress_create_index where datname = current_database())");
        await Run(other, "begin; lock table tipintake.mt_doc_tipmessage in row exclusive mode nowait; commit");
        await writing.CommitAsync();

        await applying.WaitAsync(Patience);
        Assert.True(await service.Services.GetRequiredService<DatabaseSchema>().Matches(CancellationToken.None));
    }

    [Fact]
    public async Task An_index_that_was_never_finished_is_built_again()
    {
        const string database = "tipintake_unfinished";
        await using var service = await app.Another(database);
        await app.Change(database, "update pg_index set indisvalid = false where indexrelid = 'tipintake.mt_doc_tipmessage_idx_tip_id'::regclass");

        await service.Services.GetRequiredService<DatabaseSchema>().Apply(CancellationToken.None);

        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand("select indisvalid from pg_index where indexrelid = 'tipintake.mt_doc_tipmessage_idx_tip_id'::regclass");
        Assert.Equal(true, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Two_who_apply_at_once_take_turns()
    {
        const string database = "tipintake_turns";
        await using var service = await app.Another(database);
        await app.Change(database, "drop table tipintake.refused_suggestions; alter table tipintake.staff_digests drop column claimed_until");
        var schema = service.Services.GetRequiredService<DatabaseSchema>();

        await Task.WhenAll(schema.Apply(CancellationToken.None), schema.Apply(CancellationToken.None)).WaitAsync(Patience);

        Assert.True(await schema.Matches(CancellationToken.None));
    }

    [Fact]
    public async Task What_cannot_be_added_while_the_service_runs_is_refused_and_left_alone()
    {
        const string database = "tipintake_refused";
        await using var service = await app.Another(database);
        await app.Change(database, "alter table tipintake.erasures drop column at");

        var refusal = await Assert.ThrowsAsync<TerminalRefusal>(() => service.Services.GetRequiredService<DatabaseSchema>().Apply(CancellationToken.None));

        Assert.Contains("tipintake.erasures", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Until(NpgsqlConnection connection, string question)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            await using var command = new NpgsqlCommand(question, connection);
            if (await command.ExecuteScalarAsync(limit.Token) is true)
            {
                return;
            }
        }
    }
}
