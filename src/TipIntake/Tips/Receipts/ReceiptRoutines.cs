using TipIntake.Storage;

namespace TipIntake.Tips;

/// <summary>
/// What can be done with a tip by whoever knows its whole id, that is, holds its receipt. A node has no other way to a stored tip than these, so whoever
/// takes one over finds none that they do not hold a receipt for.
/// </summary>
internal static class ReceiptRoutines
{
    public const string TipsNamed = "tips_named";
    public const string TipConversation = "tip_conversation";
    public const string AddToTip = "add_to_tip";
    public const string WithdrawTip = "withdraw_tip";

    private const string Schema = DatabaseConnections.Schema;

    // As Tip.Emptied has it.
    private const string OutlivesWithdrawal = "'id', 'object', 'receivedAt', 'lane', 'key', 'form', 'campaign'";

    public static IEnumerable<OwnersRoutine> All =>
    [
        // Privacy: nothing of what the sender said; the hash tells whoever sends it again that it stands.
        new(TipsNamed, "ids uuid[]", "SETOF jsonb", $"""
            begin
              return query select (select jsonb_object_agg(f.key, f.value) from jsonb_each(t.data) f where f.key in ({OutlivesWithdrawal}, 'bodyHash', 'withdrawnAt'))
                from {Schema}.mt_doc_tip t where t.id = any(ids);
            end
            """),

        // Privacy: of the progress the days only, because the state that a sender is shown needs no more.
        new(TipConversation, "tip uuid", "TABLE(messages jsonb, read_on date, used_on date)", $"""
            begin
              return query select
                  coalesce((select jsonb_agg(m.data order by (m.data ->> 'at')::timestamptz) from {Schema}.mt_doc_tipmessage m where (m.data ->> 'tipId')::uuid = t.id), '[]'),
                  (p.data ->> 'readAt')::timestamptz::date, (p.data ->> 'usedAt')::timestamptz::date
                from {Schema}.mt_doc_tip t left join {Schema}.mt_doc_tipprogress p on p.id = t.id
                where t.id = tip and t.data ->> 'withdrawnAt' is null;
            end
            """),

        // The tip's row is held to the end, so that a message and a withdrawal at the same time take turns: no word is left behind by a withdrawal, and no
        // conversation grows beyond its bound.
        new(AddToTip, "tip uuid, message jsonb, news jsonb, most integer", "TABLE(outcome text, standing jsonb)", $"""
            declare
              lane jsonb;
              there jsonb;
            begin
              select t.data -> 'lane' into lane from {Schema}.mt_doc_tip t where t.id = tip and t.data ->> 'withdrawnAt' is null for update;
              if not found then
                return query select '{nameof(Addition.Unknown)}', null::jsonb;
                return;
              end if;
              select m.data into there from {Schema}.mt_doc_tipmessage m where m.id = (message ->> 'id')::uuid and (m.data ->> 'tipId')::uuid = tip;
              if found then
                return query select '{nameof(Addition.Stands)}', there;
                return;
              end if;
              if (select count(*) from {Schema}.mt_doc_tipmessage m where (m.data ->> 'tipId')::uuid = tip) >= most then
                return query select '{nameof(Addition.Full)}', null::jsonb;
                return;
              end if;
              insert into {Schema}.mt_doc_tipmessage (id, data) values ((message ->> 'id')::uuid, message || jsonb_build_object('tipId', tip, 'from', 'sender'));
              insert into {Schema}.mt_doc_tipnews (id, data) values ((news ->> 'id')::uuid, news || jsonb_build_object('lane', lane, 'tips', jsonb_build_array(tip)));
              return query select '{nameof(Addition.Added)}', null::jsonb;
            end
            """),

        // Privacy: text, messages, contact and progress go in one transaction, so no half of them outlives a crash.
        new(WithdrawTip, "tip uuid, at timestamp with time zone, news jsonb", "boolean", $"""
            declare
              kept jsonb;
            begin
              select (select jsonb_object_agg(f.key, f.value) from jsonb_each(t.data) f where f.key in ({OutlivesWithdrawal})) into kept
                from {Schema}.mt_doc_tip t where t.id = tip and t.data ->> 'withdrawnAt' is null for update;
              if not found then
                return false;
              end if;
              update {Schema}.mt_doc_tip t set data = kept || jsonb_build_object('withdrawnAt', at) where t.id = tip;
              delete from {Schema}.mt_doc_sendercontact c where c.id = tip;
              delete from {Schema}.mt_doc_tipprogress p where p.id = tip;
              delete from {Schema}.mt_doc_tipmessage m where (m.data ->> 'tipId')::uuid = tip;
              insert into {ErasureTable.QualifiedName} values (tip, at, '{nameof(ErasureCause.Withdrawn)}') on conflict do nothing;
              insert into {Schema}.mt_doc_tipnews (id, data) values ((news ->> 'id')::uuid, news || jsonb_build_object('lane', kept -> 'lane', 'tips', jsonb_build_array(tip)));
              return true;
            end
            """),
    ];
}
