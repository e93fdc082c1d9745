using Marten;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <param name="Under">The answer that a person put the lead under.</param>
/// <param name="Suggested">Answers that the machine thinks it gives as well.</param>
/// <param name="All">What it can be put under.</param>
internal sealed record LeadAnswers(string? Under, string[] Suggested, HypothesisTitle[] All)
{
    public string TitleOf(string id) => All.FirstOrDefault(one => one.Id == id)?.Title ?? id;
}

/// <summary>Which answers a lead gives, and which ones there are. Within the scope of whoever has read the lead.</summary>
internal sealed class FindAnswers(IQuerySession session, DatabaseConnections connections)
{
    private const string Suggested = $"select hypothesis from {SuggestionTable.QualifiedName} where object = $1 and $2 = any(leads) and hypothesis is not null order by position";

    public async Task<LeadAnswers> Run(string reference, string lead, string? under, CancellationToken cancel)
    {
        var all = await session.Query<Hypothesis>().Where(h => h.Object == reference && h.MergedInto == null).OrderBy(h => h.Number).Select(h => h.Id).ToListAsync(cancel);
        var titles = await session.LoadManyAsync<HypothesisTitle>(cancel, all.ToArray());
        // What a person has put somewhere is suggested nowhere.
        var suggested = under is null ? await FindSuggested(reference, lead, cancel) : [];
        return new LeadAnswers(under, [.. suggested], [.. all.Select(id => titles.FirstOrDefault(title => title.Id == id)).OfType<HypothesisTitle>()]);
    }

    private async Task<List<string>> FindSuggested(string reference, string lead, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(Suggested).With(reference, lead);
        return await command.ReadAll(row => row.GetString(0), cancel);
    }
}
