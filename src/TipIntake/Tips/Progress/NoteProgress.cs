using Marten;
using TipIntake.Storage;

namespace TipIntake.Tips;

/// <summary>Notes that tips were read or used, each once: what was noted first stays, unless a use is taken back in time. In SQL, because a lead may hold a million.</summary>
internal static class NoteProgress
{
    private static readonly string Read = Sql("readAt", "select unnest(?::uuid[])", "?");

    /// <summary>Takes effect when the session saves its changes.</summary>
    public static void AsRead(IDocumentSession session, Guid[] tips, DateTimeOffset at)
    {
        if (tips.Length > 0)
        {
            session.QueueSqlCommand(Read, at.ToUniversalTime(), tips);
        }
    }

    /// <param name="tips">A query of ids of tips, with parameters from $2 on; $1 is the time.</param>
    public static string AsUsed(string tips) => Sql("usedAt", tips, "$1");

    /// <param name="tips">A query of ids of tips, with parameters from $2 on; $1 is <see cref="TipStates.NotYetShownAsUsed"/>.</param>
    public static string NoLongerAsUsed(string tips) => $"""
        update {DatabaseConnections.Schema}.mt_doc_tipprogress known set data = known.data - 'usedAt'
        from (
            select p.id from {DatabaseConnections.Schema}.mt_doc_tipprogress p
            where p.id in ({tips}) and (p.data ->> 'usedAt')::timestamptz >= $1 order by p.id for update) held
        where known.id = held.id
        """;

    // Privacy: the tip's row is shared until the transaction ends, and a withdrawal has it alone; so none of these is written for a tip
    // that is being withdrawn, and left behind. In one order everywhere, so that two of them never wait for each other in a ring.
    private static string Sql(string field, string tips, string at) => $"""
        insert into {DatabaseConnections.Schema}.mt_doc_tipprogress as known (id, data)
        select held.id, jsonb_build_object('id', held.id, '{field}', held.at)
        from (
            select t.id, {at}::timestamptz as at from {DatabaseConnections.Schema}.mt_doc_tip t
            where t.id in ({tips}) and t.data ->> 'withdrawnAt' is null
                and not exists (select from {DatabaseConnections.Schema}.mt_doc_tipprogress p where p.id = t.id and p.data ->> '{field}' is not null)
            order by t.id for key share of t) held
        on conflict (id) do update set data = known.data || excluded.data where known.data ->> '{field}' is null
        """;
}
