using Marten;

namespace TipIntake.Triage;

/// <summary>How far the open leads are marked after a change of the weights; gone when all are.</summary>
internal sealed record StaleMarking(string Id, string After);

/// <summary>After a change of the weights every open lead is reckoned again. They are marked a part at a time, so that nobody waits for all of them.</summary>
internal static class MarkStale
{
    /// <summary>Held while the weights change and while a part is marked: a marking that begins anew is never overwritten by one that goes on.</summary>
    public const string Lock = "select pg_advisory_xact_lock(373017125715)";

    private const string Marking = "weights";

    private const int MostLeads = 2_000;

    private static readonly string Next = $"""
        with part as (select id from {LeadTable.QualifiedName} where id > $1 and status in ('Open', 'InReview') order by id limit {MostLeads} for update),
             marked as (update {LeadTable.QualifiedName} lead set stale = true from part where lead.id = part.id)
        select max(id) from part
        """;

    // Leads with fewer tips were reckoned with each of them.
    private static readonly string MostCopied = $"""
        update {LeadTable.QualifiedName} set stale = true where id in (
            select id from {LeadTable.QualifiedName}
            where id = any(array(select id from {LeadTable.QualifiedName} where object = $1 and tips > 2 and status in ('Open', 'InReview') order by tips desc limit {MostLeads}))
            order by id for update)
        """;

    public static void Begin(IDocumentSession session) => session.Store(new StaleMarking(Marking, ""));

    /// <summary>False when there is nothing to mark.</summary>
    public static async Task<bool> Run(TriageTransaction transaction, CancellationToken cancel)
    {
        if (await transaction.Session.LoadAsync<StaleMarking>(Marking, cancel) is null)
        {
            return false;
        }

        await transaction.Run(Lock, cancel);
        var marking = (await transaction.Session.LoadAsync<StaleMarking>(Marking, cancel))!;
        await using var command = transaction.Command(Next, marking.After);
        if (await command.ExecuteScalarAsync(cancel) is string last)
        {
            transaction.Session.Store(marking with { After = last });
        }
        else
        {
            transaction.Session.Delete<StaleMarking>(Marking);
        }

        return true;
    }

    /// <summary>After a burst: the leads of which most copies came say how many there are.</summary>
    public static Task Copied(TriageTransaction transaction, string reference, CancellationToken cancel) => transaction.Run(MostCopied, cancel, reference);
}
