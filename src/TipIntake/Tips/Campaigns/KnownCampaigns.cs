using System.Collections.Frozen;
using Marten;

namespace TipIntake.Tips;

/// <summary>The campaigns in memory, so that a tip need not ask the database; from the last copy while the database is away.</summary>
internal sealed class KnownCampaigns(IDocumentStore store, TimeProvider clock)
{
    private volatile FrozenDictionary<string, Campaign> current = FrozenDictionary<string, Campaign>.Empty;

    /// <summary>The code if it stands for a campaign that is in force now, else null: nobody is told which codes there are.</summary>
    public string? InForce(string? sent) =>
        CampaignCode.TryRead(sent, out var code) && current.TryGetValue(code, out var campaign) && campaign.IsInForce(clock.GetUtcNow())
            ? campaign.Id
            : null;

    public async Task Refresh(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var all = await session.Query<Campaign>().ToListAsync(cancel);
        current = all.ToFrozenDictionary(campaign => campaign.Id, StringComparer.Ordinal);
    }
}
