using System.Text.Json;
using Marten;
using Npgsql;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <param name="Id">Null: the machine's suggestion, which nobody has confirmed.</param>
/// <param name="Leads">Those that a person put under it, then those that are suggested.</param>
/// <param name="Suggested">Those of them that are only suggested.</param>
/// <param name="Reasons">Why the machine put them together.</param>
/// <param name="InReview">How many more are under it and wait for a second look: whoever takes that must not know what others think of them.</param>
internal sealed record HypothesisView(
    string? Id, string? Title, HypothesisKind Kind, HypothesisOutcome Outcome, DateOnly? OutcomeOn, string[] Leads, string[] Suggested, IReadOnlyList<SuggestionReason> Reasons, Support Support, int InReview);

internal sealed record ListHypothesesResponse(HypothesisView[] Hypotheses);

/// <summary>The answers that an object's tips give: confirmed ones in the order in which they were made, then suggestions. Never by count alone.</summary>
internal sealed class ListHypotheses(IQuerySession session, DatabaseConnections connections)
{
    private const string Suggestions = $"select hypothesis, kind, reasons, leads from {SuggestionTable.QualifiedName} where object = $1 order by position";

    // A person in danger is no support for an answer; nor is a lead without tips.
    private const string Apart = $"select l.id from {LeadTable.QualifiedName} l where l.id = any($1) and (l.status in ('Emptied', 'Erased') or ({ListReferrals.IsReferred}))";

    private const string Reviewed = $"select l.id from {LeadTable.QualifiedName} l where l.id = any($1) and l.status = 'InReview'";

    public static async Task<IResult> Handle(HttpContext context, string reference, ListHypotheses list)
    {
        var outcome = await list.Run(Person.Of(context), reference, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, TriageAnswersJson.Readable.ListHypothesesResponse);
    }

    /// <param name="isWhole">For whoever takes the case over: also what waits for a second look.</param>
    public async Task<Outcome<ListHypothesesResponse>> Run(Person person, string reference, CancellationToken cancel, bool isWhole = false)
    {
        if (!await session.Covers(person.Scope, reference, cancel))
        {
            return Refusals.ObjectUnknown;
        }

        var confirmed = await session.Query<Hypothesis>().Where(h => h.Object == reference && h.MergedInto == null).OrderBy(h => h.Number).ToListAsync(cancel);
        var titles = (await session.LoadManyAsync<HypothesisTitle>(cancel, [.. confirmed.Select(h => h.Id)])).ToDictionary(title => title.Id, title => title.Title, StringComparer.Ordinal);
        await using var connection = await connections.Application.OpenConnectionAsync(cancel);
        var suggestions = await Read(connection, reference, cancel);
        // Suggestions are made a moment later than decisions: what a person has put somewhere is suggested nowhere.
        var held = confirmed.SelectMany(h => h.Leads).ToHashSet(StringComparer.Ordinal);
        string[] all = [.. held.Union(suggestions.SelectMany(suggestion => suggestion.Leads), StringComparer.Ordinal)];
        var apart = await ReadIds(connection, Apart, all, cancel);
        var unseen = isWhole ? [] : await ReadIds(connection, Reviewed, all, cancel);
        var views = new List<HypothesisView>();
        foreach (var hypothesis in confirmed)
        {
            var more = suggestions.Find(suggestion => suggestion.Hypothesis == hypothesis.Id);
            var only = more?.Leads.Where(lead => !held.Contains(lead) && !apart.Contains(lead) && !unseen.Contains(lead)).ToArray() ?? [];
            var leads = hypothesis.Leads.Where(lead => !apart.Contains(lead)).ToArray();
            string[] listed = [.. leads.Where(lead => !unseen.Contains(lead))];
            views.Add(new HypothesisView(
                hypothesis.Id, titles.GetValueOrDefault(hypothesis.Id), hypothesis.Kind, hypothesis.Outcome, hypothesis.OutcomeOn, [.. listed, .. only], only, more?.Reasons ?? [],
                await Support.Of(connection, leads, cancel), leads.Length - listed.Length));
        }

        foreach (var suggestion in suggestions.Where(suggestion => suggestion.Hypothesis is null))
        {
            var leads = suggestion.Leads.Where(lead => !held.Contains(lead) && !apart.Contains(lead) && !unseen.Contains(lead)).ToArray();
            if (leads.Length > 1)
            {
                views.Add(new HypothesisView(null, null, suggestion.Kind, HypothesisOutcome.Open, null, leads, leads, suggestion.Reasons, await Support.Of(connection, leads, cancel), 0));
            }
        }

        return new ListHypothesesResponse([.. views]);
    }

    private static async Task<HashSet<string>> ReadIds(NpgsqlConnection connection, string sql, string[] leads, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection).With([leads]);
        return [.. await command.ReadAll(row => row.GetString(0), cancel)];
    }

    private static async Task<List<StoredSuggestion>> Read(NpgsqlConnection connection, string reference, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Suggestions, connection).With(reference);
        return await command.ReadAll(
            row => new StoredSuggestion(
                row.IsDBNull(0) ? null : row.GetString(0), Enum.Parse<HypothesisKind>(row.GetString(1)),
                JsonSerializer.Deserialize(row.GetString(2), TriageAnswersJson.Readable.IReadOnlyListSuggestionReason)!, row.GetFieldValue<string[]>(3)),
            cancel);
    }

    private sealed record StoredSuggestion(string? Hypothesis, HypothesisKind Kind, IReadOnlyList<SuggestionReason> Reasons, string[] Leads);
}
