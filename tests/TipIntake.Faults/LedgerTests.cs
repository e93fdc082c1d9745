using TipIntake.Faults.Harness;

namespace TipIntake.Faults;

/// <summary>The harness itself: a fault planted on purpose must be found, or a clean run would mean nothing.</summary>
public sealed class LedgerTests(ProxiedDeployment deployment) : IClassFixture<ProxiedDeployment>
{
    [Fact]
    public async Task A_lost_acknowledged_tip_is_found()
    {
        using var sender = await SendersOfTwentyTips();

        await deployment.Postgres.Run("delete from tipintake.mt_doc_tip where id = (select min(id::text)::uuid from tipintake.mt_doc_tip)");

        await FindsExactly(LedgerFault.Lost, sender);
    }

    [Fact]
    public async Task A_tip_stored_twice_is_found()
    {
        using var sender = await SendersOfTwentyTips();

        await deployment.Postgres.Run("""
            create temp table twin as select * from tipintake.mt_doc_tip where data->>'text' is not null
                and not exists (select from tipintake.mt_doc_sendercontact contact where contact.id = mt_doc_tip.id) limit 1;
            update twin set id = gen_random_uuid();
            insert into tipintake.mt_doc_tip select * from twin;
            """);

        await FindsExactly(LedgerFault.Duplicated, sender);
    }

    [Fact]
    public async Task One_changed_letter_is_found()
    {
        using var sender = await SendersOfTwentyTips();

        await deployment.Postgres.Run("""
            update tipintake.mt_doc_tip set data = jsonb_set(data, '{text}', to_jsonb((data->>'text') || '.'))
            where id = (select min(id::text)::uuid from tipintake.mt_doc_tip)
            """);

        await FindsExactly(LedgerFault.Altered, sender);
    }

    [Fact]
    public async Task A_contact_that_is_gone_is_found()
    {
        using var sender = await SendersOfTwentyTips();

        await deployment.Postgres.Run("delete from tipintake.mt_doc_sendercontact where id = (select min(id::text)::uuid from tipintake.mt_doc_sendercontact)");

        await FindsExactly(LedgerFault.Altered, sender);
    }

    [Fact]
    public async Task A_tip_kept_although_its_sender_was_refused_is_found()
    {
        using var sender = await SendersOfTwentyTips();
        var refused = SentTip.Next(Random.Shared);

        sender.Ledger.Record(refused, new Answer(Fate.Refused, 503, "storage-unavailable", null, null, TimeSpan.Zero));
        using var quiet = deployment.SenderWith(new Ledger());
        await quiet.Send(refused);

        await FindsExactly(LedgerFault.KeptAlthoughRefused, sender);
    }

    [Fact]
    public async Task A_client_that_repeats_under_a_new_key_stores_its_tip_twice_and_is_found()
    {
        using var sender = await SendersOfTwentyTips();
        var tip = SentTip.Next(Random.Shared);

        await sender.Send(tip);
        await sender.Send(tip.UnderAnotherKey());

        var report = await deployment.Compare(sender, "new key on repeat");
        Assert.Equal([LedgerFault.Duplicated, LedgerFault.ReceiptChanged], report.Findings.Select(finding => finding.Fault));
        Assert.All(report.Findings, finding => Assert.Equal(tip.Mark, finding.Mark));
    }

    [Fact]
    public async Task A_storage_that_only_claims_to_have_committed_is_found()
    {
        using var sender = await SendersOfTwentyTips();

        deployment.Proxy.FaultCommits(1, CommitFault.Lie);
        var answer = await sender.Send(SentTip.Next(Random.Shared));

        Assert.Equal(Fate.Stored, answer.Fate);
        await FindsExactly(LedgerFault.Lost, sender);
    }

    private async Task<TipSender> SendersOfTwentyTips()
    {
        var sender = await deployment.NewSender();

        for (var i = 0; i < 20; i++)
        {
            // Every other one with a contact or without, so that both kinds are there to be tampered with.
            await sender.SendUntilAnswered(SentTip.Next(Random.Shared, withContact: i % 2 == 0));
        }

        Assert.Empty((await deployment.Compare(sender, "untouched")).Findings);
        return sender;
    }

    private async Task FindsExactly(LedgerFault fault, TipSender sender)
    {
        var report = await deployment.Compare(sender, $"planted: {fault}");

        Assert.Equal(fault, Assert.Single(report.Findings).Fault);
    }
}
