using Npgsql;
using NpgsqlTypes;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>The leads that a batch of tips opens and joins, and how they are stored: events, rows, places, keys, clues.</summary>
internal sealed class PlacedLeads(TriageTransaction transaction, IReadOnlySet<string> inBurst, DateTimeOffset now)
{
    private readonly Dictionary<string, ChangedLead> leads = new(StringComparer.Ordinal);
    private readonly Dictionary<OpenedLead, ChangedLead> opened = [];
    private readonly List<(ArrivedTip Tip, string Lead, bool Opens)> places = [];

    public async Task Take(List<Placement> placements, CancellationToken cancel)
    {
        // Numbers before rows, as everywhere, so that two transactions never wait for each other in a ring.
        foreach (var ofObject in placements.Select(p => p.Opened).OfType<OpenedLead>().Distinct().GroupBy(lead => lead.First.Object, StringComparer.Ordinal).OrderBy(leads => leads.Key, StringComparer.Ordinal))
        {
            await Number(ofObject.Key, [.. ofObject], cancel);
        }

        foreach (var (id, row) in await LeadRows.Hold(transaction.Database, placements.Select(p => p.Lead).OfType<string>(), cancel))
        {
            // It went by age between being found and being held: nobody would see what joins it. Everything is taken back and looked for again, and it is not found any more.
            if (row.Status == LeadStatus.Erased)
            {
                throw new InvalidOperationException("A lead was erased while tips were placed in it.");
            }

            leads[id] = new ChangedLead(row, isNew: false, inBurst.Contains(row.Object));
        }

        foreach (var placement in placements)
        {
            var lead = placement.Lead is { } id ? leads[id] : opened[placement.Opened!];
            lead.Add(placement.Tip);
            places.Add((placement.Tip, lead.Row.Id, placement.Opened?.First == placement.Tip));
        }
    }

    public async Task Store(List<Tip> withdrawn, CancellationToken cancel)
    {
        var changed = leads.Values.Concat(opened.Values).ToList();
        await NoteClues(changed, cancel);
        foreach (var lead in changed)
        {
            lead.Append(transaction.Session, now);
        }

        var other = changed.FindAll(lead => lead.IsOther);

        await LeadRows.Store(transaction.Database, changed.Select(lead => lead.Row), cancel);
        await MarkNeighbours(other, cancel);
        await StorePlaces(withdrawn, cancel);
        await StoreWordings(cancel);
        await LeadWords.Add(transaction, leads.Values.ToLookup(lead => lead.Row.Id, lead => lead.Words, StringComparer.Ordinal), LeadWords.MostOfCopies, cancel);
        await SuggestHypotheses.Note(transaction, [.. other.Select(lead => (lead.Row.Object, lead.Added))], cancel);
        await SuggestHypotheses.NoteCopies(transaction, [.. changed.Where(lead => !lead.IsOther).Select(lead => (lead.Row.Object, lead.Added))], cancel);
    }

    private async Task Number(string reference, OpenedLead[] fresh, CancellationToken cancel)
    {
        var number = await Numbers.Next(transaction.Database, reference, Numbers.OfLeads, fresh.Length, cancel);
        foreach (var lead in fresh)
        {
            opened[lead] = new ChangedLead(LeadRow.Begin(reference, number++, lead.First.Facts.ReceivedAt), isNew: true);
        }
    }

    // What a lead mentions now and did not before: decided leads come back for it. Only many tips make many clues, so few leads are asked whether they are full.
    private async Task NoteClues(List<ChangedLead> changed, CancellationToken cancel)
    {
        const string insert = $"""
            with full_kinds as (
                select lead, kind from {ClueTable.QualifiedName} where lead = any($5) and kind = any($6) group by lead, kind having count(*) >= $7)
            insert into {ClueTable.QualifiedName} as clues (object, kind, value, lead)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as said (object, kind, value, lead)
            where not exists (select from full_kinds f where f.lead = said.lead and f.kind = said.kind) on conflict do nothing
            returning kind, lead, not exists (select from {ClueTable.QualifiedName} known where known.object = clues.object and known.kind = clues.kind and known.value = clues.value)
                and not (kind = 'Name' and exists (select from {ClueTable.QualifiedName} known where known.object = clues.object and known.kind = 'Word' and known.value = clues.value))
            """;

        var clues = changed.SelectMany(lead => lead.Clues.Select(clue => (lead.Row, Clue: clue))).ToArray();
        await using var command = transaction.Command(
            insert, clues.Select(c => c.Row.Object).ToArray(), clues.Select(c => c.Clue.Kind.ToString()).ToArray(), clues.Select(c => c.Clue.Value).ToArray(), clues.Select(c => c.Row.Id).ToArray(),
            changed.Where(lead => lead.Row.Tips > Clues.MostOfLead).Select(lead => lead.Row.Id).ToArray(), Clues.Growing.Select(kind => kind.ToString()).ToArray(), Clues.MostOfLead);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            leads.GetValueOrDefault(rows.GetString(1))?.Learnt(Enum.Parse<ClueKind>(rows.GetString(0)), rows.GetBoolean(2));
        }
    }

    // What few others mention is worth less, or more, now that these do; of what many mention one more changes nothing.
    private async Task MarkNeighbours(List<ChangedLead> changed, CancellationToken cancel)
    {
        const string mark = $"""
            update {LeadTable.QualifiedName} set stale = true where id in (
                select l.id from {LeadTable.QualifiedName} l where not l.stale and l.status = 'Open' and l.id in (
                    select c.lead from unnest($1::text[], $2::text[], $3::text[]) as u (object, kind, value)
                    cross join lateral (select lead from {ClueTable.QualifiedName} c where c.object = u.object and c.kind = u.kind and c.value = u.value limit 6) c)
                order by l.id for update skip locked)
            """;

        var names = changed.SelectMany(lead => lead.Clues.Where(clue => clue.Kind is ClueKind.Name or ClueKind.Word or ClueKind.Code).Select(clue => (lead.Row.Object, clue))).Distinct().ToArray();
        await transaction.Run(mark, cancel, names.Select(name => name.Object).ToArray(), names.Select(name => name.clue.Kind.ToString()).ToArray(), names.Select(name => name.clue.Value).ToArray());
    }

    private async Task StorePlaces(List<Tip> withdrawn, CancellationToken cancel)
    {
        await using var copy = await transaction.Database.Connection!.BeginBinaryImportAsync($"copy {PlacementTable.QualifiedName} (tip, lead, received_at, opens) from stdin (format binary)", cancel);
        foreach (var (tip, lead, opens) in places)
        {
            await copy.WriteRowAsync(cancel, tip.Id, lead, tip.Facts.ReceivedAt.ToUniversalTime(), opens);
        }

        foreach (var tip in withdrawn)
        {
            await copy.WriteRowAsync(cancel, tip.Id, DBNull.Value, tip.ReceivedAt.ToUniversalTime(), false);
        }

        await copy.CompleteAsync(cancel);
    }

    private async Task StoreWordings(CancellationToken cancel)
    {
        const string insert = $"insert into {LeadWordingTable.QualifiedName} (lead, tip, sketch, keys, words) values ($1, $2, $3, $4, array_to_tsvector($5))";

        await using var batch = new NpgsqlBatch(transaction.Database.Connection, transaction.Database);
        foreach (var (first, lead) in opened)
        {
            var command = new NpgsqlBatchCommand(insert);
            Array.ForEach((object[])[lead.Row.Id, first.First.Id, first.First.Wording.Sketch, first.First.Keys, lead.Words], value => command.Parameters.AddWithValue(value));
            batch.BatchCommands.Add(command);
        }

        if (batch.BatchCommands.Count == 0)
        {
            return;
        }

        await batch.ExecuteNonQueryAsync(cancel);
        await using var copy = await transaction.Database.Connection!.BeginBinaryImportAsync($"copy {WordingKeyTable.QualifiedName} (key, lead) from stdin (format binary)", cancel);
        foreach (var (key, lead) in opened.SelectMany(pair => pair.Key.First.Keys.Select(key => (key, pair.Value.Row.Id))))
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(key, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(lead, NpgsqlDbType.Text, cancel);
        }

        await copy.CompleteAsync(cancel);
    }
}
