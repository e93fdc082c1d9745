using System.Text.Json;
using Marten;
using Npgsql;
using NpgsqlTypes;
using TipIntake.Platform;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>Makes the suggestions of one object again whose leads have changed. The machine suggests; nothing is decided here. Nobody else waits for it: of a busy object it takes seconds.</summary>
internal sealed class SuggestHypotheses(IDocumentStore store, DatabaseConnections connections, TimeProvider clock)
{
    private const long Turn = 0x53_55_47_47;

    /// <summary>An object is left alone ten times as long as its suggestions took to make.</summary>
    private const int PauseForWork = 10;

    /// <summary>And however many objects there are, so many times as long as it compared it rests: senders and reviewers need the processor, too.</summary>
    private const int RestForWork = 3;

    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(100);

    /// <summary>Of an object with more, the leads with the most tips and the newest are compared.</summary>
    private const int MostLeads = 20_000;

    private static readonly string Changed = $"""
        select object, changes from {SuggestionStateTable.QualifiedName} where changes > suggested and coalesce(not_before <= $1, true) order by suggested, object limit 1
        """;

    private static readonly string Leads = $"""
        select l.id, l.languages[1], l.tips, l.hypothesis, (select coalesce(array_agg(c.kind || ' ' || c.value), array[]::text[]) from {ClueTable.QualifiedName} c where c.lead = l.id)
        from (select * from {LeadTable.QualifiedName} where object = $1 and status not in ('Emptied', 'Erased') and not (status = 'Decided' and coalesce(decision, '') in ('Spam', 'Abusive', 'Safeguarding')) order by tips desc, number desc limit {MostLeads}) l
        order by l.number
        """;

    private const string Refused = $"select lead, other from {RefusedSuggestionTable.QualifiedName} where object = $1";

    private const string Forget = $"delete from {SuggestionTable.QualifiedName} where object = $1";

    private const string Done = $"update {SuggestionStateTable.QualifiedName} set suggested = $2, not_before = $3 where object = $1";

    private const string NoteChanges = $"""
        insert into {SuggestionStateTable.QualifiedName} as states (object, changes, suggested, tips)
        select object, 1, 0, sum(tips) from unnest($1::text[], $2::integer[]) as changed (object, tips) group by object order by object
        on conflict (object) do update set changes = states.changes + 1, tips = states.tips + excluded.tips
        """;

    private const string CountCopies = $"""
        update {SuggestionStateTable.QualifiedName} states set tips = states.tips + copies.tips
        from (select object, sum(tips) as tips from unnest($1::text[], $2::integer[]) as changed (object, tips) group by object) copies where states.object = copies.object
        """;

    /// <summary>More tips in leads that are what they were: nothing is suggested otherwise for them.</summary>
    public static Task NoteCopies(TriageTransaction transaction, IReadOnlyCollection<(string Object, int Tips)> copies, CancellationToken cancel) =>
        copies.Count == 0 ? Task.CompletedTask : transaction.Run(CountCopies, cancel, copies.Select(one => one.Object).ToArray(), copies.Select(one => one.Tips).ToArray());

    /// <summary>Says within the transaction that the leads of these objects are other ones now.</summary>
    /// <param name="changes">And how many tips more, or less, they hold.</param>
    public static Task Note(TriageTransaction transaction, IReadOnlyCollection<(string Object, int Tips)> changes, CancellationToken cancel) =>
        transaction.Run(NoteChanges, cancel, changes.Select(change => change.Object).ToArray(), changes.Select(change => change.Tips).ToArray());

    private DateTimeOffset restsUntil;

    /// <summary>False when nothing has changed, or another node is at it, or it rests.</summary>
    public async Task<bool> Run(CancellationToken cancel)
    {
        if (clock.GetUtcNow() < restsUntil)
        {
            return false;
        }

        var begun = clock.GetTimestamp();
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        if (!await transaction.TakeTurn(Turn, cancel) || await FindChanged(transaction, clock.GetUtcNow(), cancel) is not var (reference, changes))
        {
            return false;
        }

        var leads = await transaction.Read(Leads, LeadOf, cancel, reference);
        var refused = await transaction.Read(Refused, row => (row.GetString(0), row.GetString(1)), cancel, reference);
        var groups = await OwnThread.Run(() => SuggestAll.Of(leads, refused.ToHashSet()));
        await Store(transaction, reference, groups, cancel);
        var took = clock.GetElapsedTime(begun);
        await transaction.Run(Done, cancel, reference, changes, took > Quick ? clock.GetUtcNow() + (took * PauseForWork) : DBNull.Value);
        await transaction.Commit(cancel);
        restsUntil = took > Quick ? clock.GetUtcNow() + (took * RestForWork) : restsUntil;
        return true;
    }

    private static async Task<(string Reference, long Changes)?> FindChanged(TriageTransaction transaction, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = transaction.Command(Changed, now);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? (row.GetString(0), row.GetInt64(1)) : null;
    }

    private static LeadClues LeadOf(NpgsqlDataReader row) => new(
        row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt32(2), row.GetFieldValue<string[]>(4).Select(Read).ToList(), row.IsDBNull(3) ? null : row.GetString(3));

    private static Clue Read(string stored)
    {
        var space = stored.IndexOf(' ', StringComparison.Ordinal);
        return new Clue(Enum.Parse<ClueKind>(stored[..space]), stored[(space + 1)..]);
    }

    private static async Task Store(TriageTransaction transaction, string reference, IReadOnlyList<SuggestedGroup> groups, CancellationToken cancel)
    {
        await transaction.Run(Forget, cancel, reference);
        await using var copy = await transaction.Database.Connection!.BeginBinaryImportAsync(
            $"copy {SuggestionTable.QualifiedName} (object, position, hypothesis, kind, reasons, leads) from stdin (format binary)", cancel);
        foreach (var (position, group) in groups.OrderByDescending(group => group.Leads.Count).Index())
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(reference, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(position, NpgsqlDbType.Integer, cancel);
            await (group.Existing is { } id ? copy.WriteAsync(id, NpgsqlDbType.Text, cancel) : copy.WriteNullAsync(cancel));
            await copy.WriteAsync(group.Kind.ToString(), NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(JsonSerializer.Serialize(group.Reasons, TriageAnswersJson.Readable.IReadOnlyListSuggestionReason), NpgsqlDbType.Jsonb, cancel);
            await copy.WriteAsync(group.Leads.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, cancel);
        }

        await copy.CompleteAsync(cancel);
    }
}
