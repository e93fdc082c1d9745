using System.Globalization;
using TipIntake.Storage;

namespace TipIntake.Tips;

/// <summary>
/// Privacy: the one way in which what people said goes. Text, messages, contact and progress go in one statement, with a line in the journal; that a tip was there stays, for
/// the counts. In SQL, because a lead may hold a million.
/// </summary>
internal static class EmptyTips
{
    /// <summary>The same as <see cref="Tip.Emptied"/>; a test holds them against each other. Of what grew old it says so: it stays counted as it was.</summary>
    private const string Emptied = """
        jsonb_strip_nulls(jsonb_build_object('id', t.data -> 'id', 'object', t.data -> 'object', 'receivedAt', t.data -> 'receivedAt', 'lane', t.data -> 'lane', 'key', t.data -> 'key', 'form', t.data -> 'form',
            'campaign', t.data -> 'campaign', 'withdrawnAt', $1::text, 'aged', case when $2 = 'Aged' then true end))
        """;

    /// <summary>As a document has it.</summary>
    public static string Moment(DateTimeOffset at) => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Holds the rows of tips until the transaction ends, in one order everywhere. Comes first, as a statement of its own; its parameters are those of <see cref="Sql"/>.</summary>
    public static string Hold(string tips) => $"select count(*) from (select from {DatabaseConnections.Schema}.mt_doc_tip t where t.id in ({tips}) and $1::text is not null and $2::text is not null order by t.id for update of t) held";

    /// <summary>Returns the ids of the tips that it emptied.</summary>
    /// <param name="tips">A query of ids of tips, with parameters from $3 on; $1 is the moment (ISO 8601), $2 the <see cref="ErasureCause"/>.</param>
    public static string Sql(string tips) => $"""
        with held as materialized (select t.id from {DatabaseConnections.Schema}.mt_doc_tip t where t.id in ({tips}) and t.data ->> 'withdrawnAt' is null order by t.id for update of t),
        emptied as (update {DatabaseConnections.Schema}.mt_doc_tip t set data = {Emptied} from held where t.id = held.id),
        contacts as (delete from {DatabaseConnections.Schema}.mt_doc_sendercontact where id in (select id from held)),
        progress as (delete from {DatabaseConnections.Schema}.mt_doc_tipprogress where id in (select id from held)),
        messages as (delete from {DatabaseConnections.Schema}.mt_doc_tipmessage where cast(data ->> 'tipId' as uuid) in (select id from held))
        insert into {ErasureTable.QualifiedName} (tip, at, cause) select id, $1::timestamptz, $2 from held on conflict (tip) do nothing returning tip
        """;
}
