using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Retention;
using TipIntake.Triage;

namespace TipIntake.IntegrationTests.Retention;

public sealed class ReplayTests(TipIntakeApp app) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tipintake-journal-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_was_erased_stays_erased_when_an_older_copy_is_restored()
    {
        (string, string)[] settings = [("Retention:Days:Rejected", "10"), ("Retention:Journal:Path", folder)];
        var clock = new MovableClock();
        clock.Advance(TimeSpan.FromDays(-60));
        string reference, rejected, kept;
        await using (var before = await AgingAppeal.Began(app, "retentionlive", clock, settings))
        {
            reference = await before.Service.HasObject();
            rejected = await before.HasLead(reference, "Sold at the market of Olhao by the stall with the blue roof.", 3, decision: new AssessLeadRequest("not-useful", "off-topic"));
            kept = await before.HasLead(reference, "My aunt got this bag at a congress in Graz in 2009.", 2);
            await before.Pass(1);
        }

        await app.Change("postgres", "create database retentionrestored template retentionlive");
        string counts, taken;
        await using (var live = await AgingAppeal.Began(app, "retentionlive", clock, settings))
        {
            await live.Pass(20);
            taken = await live.Text($"select tip::text from tipintake.placements where lead = '{kept}' limit 1");
            await app.Change("retentionlive", $"insert into tipintake.erasures (tip, at, cause) values ('{taken}', now(), 'Withdrawn')");
            await live.Until("select not exists (select from tipintake.erasures where not journaled)");
            Assert.Equal(0, await live.WordsOf(rejected));
            counts = await live.Counts();
        }

        await using var restored = await AgingAppeal.Began(app, "retentionrestored", clock, settings);
        Assert.NotEqual(0, await restored.WordsOf(rejected));
        var journal = restored.Service.Services.GetRequiredService<KeepJournal>();
        await journal.Run(TestContext.Current.CancellationToken);
        Assert.True(journal.NeedsReplay);

        var replay = restored.Service.Services.GetRequiredService<ReplayErasures>();
        var result = await replay.Run(new JournalFiles(folder).Read(), (_, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal(new ReplayResult(4, 4), result);
        Assert.Equal((0L, "Erased"), (await restored.WordsOf(rejected), await restored.StatusOf(rejected)));
        Assert.Equal("true", await restored.Text($"select (data ->> 'text' is null)::text from tipintake.mt_doc_tip where id = '{taken}'"));

        await journal.Run(TestContext.Current.CancellationToken);
        Assert.False(journal.NeedsReplay);
        Assert.True(await restored.CountsAreRight());
        Assert.Equal(0, (await replay.Run(new JournalFiles(folder).Read(), (_, _) => { }, TestContext.Current.CancellationToken)).Emptied);
        // Of the tip that was taken back alone the counts know that as well.
        Assert.Equal(counts.Split('\n').Where(line => !line.StartsWith("tips", StringComparison.Ordinal)), (await restored.Counts()).Split('\n').Where(line => !line.StartsWith("tips", StringComparison.Ordinal)));
    }
}
