using System.Net;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>Every tip joins or opens a lead of its object, once.</summary>
public sealed class PlacingTests(TipIntakeApp app)
{
    [Fact]
    public async Task Tips_that_say_the_same_are_one_lead_and_others_are_leads_of_their_own()
    {
        var reference = await app.HasOpenObject();

        await Send(app.Service, reference, "Sold at the Kermesse shop in Vila Nova, summer 2011.");
        await Send(app.Service, reference, "Sold at the Kermesse shop in Vila Nova, summer 2011.");
        await Send(app.Service, reference, "My aunt worked in the factory in Brno that made these bags.");
        var queue = await app.Service.HasPlaced(reference, tips: 3);

        Assert.Equal([1, 2], queue.Select(lead => (int)lead["tips"]!).Order());
        Assert.Equal([$"{reference}.1", $"{reference}.2"], queue.Select(lead => (string)lead["id"]!).Order());
        Assert.Equal(3L, await app.CountRows($"select count(*) from tipintake.placements where lead like '{reference}.%'"));
        Assert.Equal(3L, await app.CountRows($"select sum(jsonb_array_length(data -> 'tips'))::bigint from tipintake.mt_events where stream_id like '{reference}.%'"));
    }

    [Fact]
    public async Task The_same_words_about_another_object_are_another_lead()
    {
        var (one, other) = (await app.HasOpenObject(), await app.HasOpenObject());

        await Send(app.Service, one, "Sold at the Kermesse shop in Vila Nova, summer 2012.");
        await Send(app.Service, other, "Sold at the Kermesse shop in Vila Nova, summer 2012.");

        Assert.Single(await app.Service.HasPlaced(one, tips: 1));
        Assert.Single(await app.Service.HasPlaced(other, tips: 1));
    }

    [Fact]
    public async Task Of_a_lead_whose_last_tip_was_withdrawn_no_word_is_left()
    {
        var reference = await app.HasOpenObject();
        var receipt = await Send(app.Service, reference, "Bought it in Zaandijk, from a man with a stall.", "Zaandijk");
        await app.Service.HasPlaced(reference, tips: 1);

        await app.Service.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt });
        await app.Service.HasPlaced(reference, tips: 0);

        Assert.Equal(0L, await app.CountRows($"select count(*) from tipintake.lead_wordings where lead like '{reference}.%'"));
        Assert.Equal(0L, await app.CountRows($"select count(*) from tipintake.wording_keys where lead like '{reference}.%'"));
        Assert.Equal(0L, await app.CountRows($"select count(*) from tipintake.clues where lead like '{reference}.%'"));
        Assert.Equal(1L, await app.CountRows($"select count(*) from tipintake.placements where lead like '{reference}.%'"));
        Assert.Equal(1L, await app.CountRows($"select count(*) from tipintake.leads where object = '{reference}' and status = 'Emptied'"));
    }

    [Fact]
    public async Task Tips_that_an_earlier_version_stored_get_their_lead_when_the_service_starts()
    {
        string reference;
        await using (var earlier = await app.Another("upgraded"))
        {
            reference = await earlier.HasObject();
            await using var session = earlier.Services.GetRequiredService<IDocumentStore>().LightweightSession();
            session.Insert(new Tip { Id = Guid.CreateVersion7(), Object = reference, ReceivedAt = TimeProvider.System.GetUtcNow().AddDays(-1), Lane = Lane.Deferred, Key = 1, Form = 1, Text = "Stored before there were leads" });
            await session.SaveChangesAsync();
        }

        await using var service = await app.Another("upgraded");

        Assert.Single(await service.HasPlaced(reference, tips: 1));
    }

    private static async Task<string> Send(RunningService service, string reference, string text, string? place = null)
    {
        var answer = await service.Visitor.SendTip(reference, new { text, place });
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer["receipt"]!;
    }
}
