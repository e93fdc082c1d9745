using Marten;

namespace TipIntake.Tips;

/// <summary>Staff make, list and end campaigns. A code is never used a second time: its counts would mix two calls.</summary>
internal sealed class KeepCampaigns(IDocumentStore store, KnownCampaigns known, TimeProvider clock)
{
    public const int LongestName = 200;

    /// <summary>The campaign, or in plain words why not.</summary>
    public async Task<(Campaign? Made, string? Fault)> Add(string sent, string name, DateOnly? until, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (!CampaignCode.TryRead(sent, out var code))
        {
            return (null, $"A code has {CampaignCode.Shortest} to {CampaignCode.Longest} letters, digits and dashes, and neither begins nor ends with a dash.");
        }

        if (name.Trim() is not { Length: > 0 and <= LongestName } trimmed)
        {
            return (null, $"A name has 1 to {LongestName} characters.");
        }

        if (until < DateOnly.FromDateTime(now.UtcDateTime))
        {
            return (null, "The last day has passed already.");
        }

        await using var session = store.LightweightSession();
        if (await session.LoadAsync<Campaign>(code, cancel) is not null)
        {
            return (null, $"There was a campaign {code} before. Choose another code, or its counts would mix the two.");
        }

        var campaign = new Campaign(code, trimmed, now, until);
        session.Insert(campaign);
        await session.SaveChangesAsync(cancel);
        await known.Refresh(cancel);
        return (campaign, null);
    }

    public async Task<IReadOnlyList<Campaign>> List(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.Query<Campaign>().OrderBy(campaign => campaign.MadeAt).ToListAsync(cancel);
    }

    /// <summary>False when there is none of that code. Ending it twice changes nothing.</summary>
    public async Task<bool> End(string sent, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        if (!CampaignCode.TryRead(sent, out var code) || await session.LoadAsync<Campaign>(code, cancel) is not { } campaign)
        {
            return false;
        }

        session.Store(campaign with { EndedAt = campaign.EndedAt ?? clock.GetUtcNow() });
        await session.SaveChangesAsync(cancel);
        await known.Refresh(cancel);
        return true;
    }
}
