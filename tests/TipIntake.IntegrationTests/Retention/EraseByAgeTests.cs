using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.RateLimits;
using TipIntake.Triage;

namespace TipIntake.IntegrationTests.Retention;

public sealed class EraseByAgeTests(TipIntakeApp app)
{
    private static readonly AssessLeadRequest NotUseful = new("not-useful", "off-topic");
    private static readonly AssessLeadRequest Plausible = new("plausible", "fits-picture");

    [Fact]
    public async Task A_lead_goes_a_week_after_it_was_marked_and_stays_counted_as_it_was()
    {
        await using var appeal = await AgingAppeal.Began(app, "retention", null, ("Retention:Days:Rejected", "10"), ("Retention:Days:Deferred", "20"));
        var reference = await appeal.Service.HasObject();
        var rejected = await appeal.HasLead(reference, "Sold at the market of Olhao by the stall with the blue roof.", 3, decision: NotUseful);
        var deferred = await appeal.HasLead(reference, "A chemist in Faro gave it away with sun cream.", 2, Lane.Deferred);
        var plausible = await appeal.HasLead(reference, "My aunt got this bag at a congress in Graz in 2009.", 2, decision: Plausible);
        await appeal.Pass(1);
        var counts = await appeal.Counts();

        await appeal.Pass(15);
        Assert.Equal($"{rejected} Rejected", await appeal.Text("select string_agg(lead || ' ' || rule, ', ') from tipintake.retention_marks"));
        Assert.NotEqual(0, await appeal.WordsOf(rejected));
        await appeal.Pass(1);
        Assert.Equal((0L, "Erased"), (await appeal.WordsOf(rejected), await appeal.StatusOf(rejected)));
        Assert.NotEqual(0, await appeal.WordsOf(deferred));
        await appeal.Pass(10);

        Assert.Equal((0L, "Erased"), (await appeal.WordsOf(deferred), await appeal.StatusOf(deferred)));
        Assert.NotEqual(0, await appeal.WordsOf(plausible));
        Assert.Equal(counts, await appeal.Counts());
        Assert.True(await appeal.CountsAreRight());
        Assert.Equal(counts, await appeal.Counts());
        Assert.Equal("5", await appeal.Text("select count(*)::text from tipintake.erasures where cause = 'Aged'"));
        Assert.Equal("2", await appeal.Text("select count(*)::text from tipintake.audit_entries where act = 'tips-erased'"));
        Assert.Equal("aged, form, id, key, lane, object, receivedAt, withdrawnAt", await appeal.Text($"select string_agg(distinct k, ', ' order by k) from tipintake.mt_doc_tip t join tipintake.placements p on p.tip = t.id, jsonb_object_keys(data) k where p.lead = '{rejected}'"));
    }

    [Fact]
    public async Task A_clock_that_jumps_ahead_erases_nothing()
    {
        await using var appeal = await AgingAppeal.Began(app, "retentionjump", null, ("Retention:Days:Rejected", "10"));
        var reference = await appeal.Service.HasObject();
        var lead = await appeal.HasLead(reference, "Sold at the market of Olhao by the stall with the blue roof.", 1, decision: NotUseful);
        await appeal.Look();

        foreach (var days in new[] { 1, -1, 59, -59, 30, 3_650, -3_650 })
        {
            appeal.Clock.Advance(TimeSpan.FromDays(days));
            await appeal.Look();
        }

        Assert.NotEqual(0, await appeal.WordsOf(lead));
        Assert.Equal("0", await appeal.Text("select count(*)::text from tipintake.retention_marks"));
    }

    [Fact]
    public async Task What_comes_after_the_mark_saves_a_lead()
    {
        await using var appeal = await AgingAppeal.Began(app, "retentionsaved", null, ("Retention:Days:Deferred", "7"));
        var reference = await appeal.Service.HasObject();
        var lead = await appeal.HasLead(reference, "Sold at the market of Olhao by the stall with the blue roof.", 1, Lane.Deferred);
        await appeal.Pass(10);
        Assert.Equal("1", await appeal.Text("select count(*)::text from tipintake.retention_marks"));

        Assert.Equal(lead, await appeal.HasLead(reference, "Sold at the market of Olhao by the stall with the blue roof.", 1));
        await appeal.Pass(10);

        Assert.NotEqual(0, await appeal.WordsOf(lead));
        Assert.Equal("0", await appeal.Text("select count(*)::text from tipintake.retention_marks"));
    }
}
