using Marten;
using Npgsql;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>Names as one of the senders wrote them, in place of the keys by which they are compared. Nothing of it is kept: it is looked up in the oldest tips of a few leads.</summary>
internal static class ReadSpellings
{
    private const string Places = $"""
        select distinct v.value, p.tip from unnest($2::text[]) v (value)
        cross join lateral (select distinct c.lead from {ClueTable.QualifiedName} c where c.object = $1 and c.kind in ('Name', 'Word', 'Place') and c.value = v.value and c.lead = any($3) order by c.lead limit 2) l
        cross join lateral (select tip from {PlacementTable.QualifiedName} where lead = l.lead order by received_at, tip limit 3) p
        """;

    public static async Task<BoardAnswer[]> Of(IQuerySession session, NpgsqlConnection connection, string reference, BoardAnswer[] answers, CancellationToken cancel)
    {
        var keys = answers.SelectMany(answer => answer.Reasons).Select(reason => reason.Clue).Where(IsName).Select(clue => clue.Value).Distinct(StringComparer.Ordinal).ToArray();
        var leads = answers.SelectMany(answer => answer.View.Leads).Distinct(StringComparer.Ordinal).ToArray();
        if (keys.Length == 0)
        {
            return answers;
        }

        await using var command = new NpgsqlCommand(Places, connection).With(reference, keys, leads);
        var places = await command.ReadAll(row => (Key: row.GetString(0), Tip: row.GetGuid(1)), cancel);
        var tips = (await session.LoadManyAsync<Tip>(cancel, [.. places.Select(place => place.Tip).Distinct()])).ToDictionary(tip => tip.Id, tip => TipFacts.Of(tip));
        var spelt = places.GroupBy(place => place.Key, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.Where(place => tips.ContainsKey(place.Tip)).OrderBy(place => place.Tip).Select(place => Spelling.Of(tips[place.Tip], group.Key)).FirstOrDefault(found => found is not null), StringComparer.Ordinal);
        return [.. answers.Select(answer => answer with { Reasons = [.. answer.Reasons.Select(reason => IsName(reason.Clue) ? reason with { Written = spelt.GetValueOrDefault(reason.Clue.Value) } : reason)] })];
    }

    private static bool IsName(Clue clue) => clue.Kind is ClueKind.Name or ClueKind.Word or ClueKind.Place;
}
