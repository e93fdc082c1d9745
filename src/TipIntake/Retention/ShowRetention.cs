using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;
using TipIntake.Triage;

namespace TipIntake.Retention;

/// <param name="Rule">Such as rejected.</param>
/// <param name="Days">Null: kept until somebody orders otherwise.</param>
internal sealed record RuleView(string Rule, int? Days);

/// <summary>How much of one object goes by one rule.</summary>
/// <param name="ErasedFrom">The first day on which any of it is erased.</param>
internal sealed record DueView(string Object, string Rule, int Leads, int Tips, DateOnly ErasedFrom);

/// <param name="Day">The day that retention reckons with.</param>
/// <param name="Marked">What is erased from that day on unless something happens to it before.</param>
/// <param name="Held">Leads whose time is over, and that a hold keeps.</param>
/// <param name="NeedsReplay">An older copy of the database was restored, and what was erased since has to be erased again.</param>
internal sealed record RetentionView(DateOnly? Day, int GraceDays, int NoticeDays, RuleView[] Rules, DueView[] Marked, int Held, LegalHold[] Holds, ErasureOrder[] Orders, bool NeedsReplay);

/// <summary>What would go and when, what is held, and which orders wait. Numbers and ids; none of the words.</summary>
internal sealed class ShowRetention(IDocumentStore store, DatabaseConnections connections, RetentionRules rules, KeepJournal journal, AuditTrail audit)
{
    private const int MostOrders = 100;
    private const int MostSeconds = 60;

    private const string Day = $"select day from {RetentionDayTable.QualifiedName} where id = 1";

    private const string Marked = $"select object, rule, count(*)::integer, sum(tips)::integer, min(marked) from {RetentionMarkTable.QualifiedName} group by object, rule order by min(marked), object, rule";

    public static async Task<IResult> Handle(HttpContext context, ShowRetention show) =>
        PersonalAnswer.Json(await show.Run(Person.Of(context), context.RequestAborted), RetentionAnswersJson.Default.RetentionView);

    public async Task<RetentionView> Run(Person person, CancellationToken cancel)
    {
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        transaction.MostSeconds = MostSeconds;
        var session = transaction.Session;
        var days = await transaction.Read(Day, row => row.GetFieldValue<DateOnly>(0), cancel);
        var marked = await transaction.Read(
            Marked,
            row => new DueView(row.GetString(0), row.GetString(1).ToLowerInvariant(), row.GetInt32(2), row.GetInt32(3), row.GetFieldValue<DateOnly>(4).AddDays(rules.NoticeDays)),
            cancel);
        var held = days is [var today] && rules.Erase ? (await FindDueLeads.Run(transaction, today, null, cancel)).Count(lead => lead.IsHeld && rules.DueOn(lead.Age) <= today) : 0;
        var holds = await session.Query<LegalHold>().OrderBy(hold => hold.PlacedAt).ToListAsync(cancel);
        var orders = await session.Query<ErasureOrder>().OrderByDescending(order => order.ProposedAt).Take(MostOrders).ToListAsync(cancel);
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.RetentionRead, "retention"));
        await transaction.Commit(cancel);
        return new RetentionView(
            days is [var day] ? day : null, rules.GraceDays, rules.NoticeDays, [.. RetentionRules.All.Select(rule => new RuleView(rule.ToString().ToLowerInvariant(), rules.Days[rule]))],
            [.. marked], held, [.. holds], [.. orders], journal.NeedsReplay);
    }
}
