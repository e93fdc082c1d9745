using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Platform;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.IntegrationTests.Tips;

public sealed class InboxTests(TipIntakeApp app)
{
    private const string Database = "tipintake_inbox";
    private const int Poisoned = 37;

    [Fact]
    public async Task A_full_inbox_sends_people_away_at_once_and_loses_nobody_inside()
    {
        await using var service = await app.Another(Database);
        var reference = await service.HasObject();
        var submit = service.Services.GetRequiredService<SubmitTip>();
        var most = TipInbox.Capacity + 2_000;

        Outcome<SubmitTipResponse>[] answers;
        await using (await LockTips())
        {
            var sending = Enumerable.Range(0, most).Select(i => submit.Run(reference, new SubmitTipRequest($"Tip {i}"), false, $"inbox-key-number-{i:D8}", Admission.Exempt)).ToArray();
            var turnedAway = await Task.WhenAll(sending.Where(s => s.IsCompleted));
            Assert.NotEmpty(turnedAway);
            Assert.All(turnedAway, answer => Assert.Equal(Refusals.InboxFull, answer.Refusal));
            answers = turnedAway;
            _ = sending;
        }

        Assert.NotNull(answers[0].Refusal!.RetryAfter);
    }

    [Fact]
    public async Task A_row_that_the_database_refuses_fails_alone()
    {
        await using var service = await app.Another("tipintake_poison");
        var reference = await service.HasObject();
        await Run("tipintake_poison", "alter table tipintake.mt_doc_tip add constraint no_poison check (data ->> 'text' not like '%poison%')");

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => service.Visitor.SendTip(reference, new { text = i == Poisoned ? "poison" : $"Tip {i}" })));

        Assert.Equal("unexpected", answers[Poisoned].Code);
        Assert.Equal(59, answers.Count(a => a.Status == System.Net.HttpStatusCode.Created));
        Assert.Equal(59, (await app.StoredTips(reference, "tipintake_poison")).Count);
    }

    // Nobody can store while this is held.
    private async Task<IAsyncDisposable> LockTips()
    {
        var source = app.Database.Superuser(Database);
        var connection = await source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "begin; lock table tipintake.mt_doc_tip in access exclusive mode";
        await command.ExecuteNonQueryAsync();
        return new Held(source, connection);
    }

    private async Task Run(string database, string sql)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Held(Npgsql.NpgsqlDataSource source, Npgsql.NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await connection.DisposeAsync();
            await source.DisposeAsync();
        }
    }
}
