using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Audit;

/// <summary>Done for real, by the database's superuser, and found by the verb. Ten thousand more are in the unit tests.</summary>
public sealed class TamperedTrailTests(TipIntakeApp app)
{
    private const string At7 = "(select entry_id from audit_chain where position = 7)";

    private static readonly (string Sql, string Says)[] Tamperings =
    [
        ($"update audit_entries set subject = 'tip:another' where id = {At7}", "position 7 "),
        ($"update audit_entries set at = at + interval '1 microsecond' where id = {At7}", "position 7 "),
        ($"update audit_entries set at = 'infinity' where id = {At7}", "position 7 "),
        ($"update audit_entries set at = '20000-01-01' where id = {At7}", "position 7 "),
        ($"update audit_entries set reason = '' where id = {At7} or reason is null", "altered"),
        ("update audit_chain set entry_hash = '\\x00' where position = 7", "position 7 "),
        ("update audit_chain set chain_hash = sha256(chain_hash) where position = 7", "Position 7 "),
        ($"delete from audit_entries where id = {At7}", "position 7 "),
        ($"delete from audit_entries where id = {At7}; delete from audit_chain where position = 7", "positions 7 to 7 "),
        ("insert into audit_entries select gen_random_uuid(), at - interval '1 day', actor, act, subject from audit_entries limit 1", "has no position"),
        ("update audit_chain set position = -3 where position = 3; update audit_chain set position = 3 where position = 12; update audit_chain set position = 12 where position = -3", "belongs right behind"),
        ("delete from audit_entries where id in (select entry_id from audit_chain where position > 20); delete from audit_chain where position > 20", "ends at position 20, but checkpoint 25"),
        ("truncate audit_chain, audit_entries, audit_checkpoints", "ends at position 0"),
    ];

    [Fact]
    public async Task Whatever_the_superuser_does_is_found_and_said()
    {
        await using var scene = await TrailScene.Start(app, "tipintake_tampered");
        await WriteTwentyFive(scene);
        await scene.Tamper("create table kept_entries as table audit_entries; create table kept_chain as table audit_chain");
        Assert.Equal((0, true), Short(await scene.Verify(), "The trail is whole."));

        foreach (var (sql, says) in Tamperings)
        {
            await scene.Tamper(sql);

            var (code, said) = await scene.Verify();
            Assert.True(code == 1 && said.Contains(says, StringComparison.Ordinal), $"{sql}\n{said}");
            await scene.Tamper("truncate audit_entries, audit_chain; insert into audit_entries table kept_entries; insert into audit_chain table kept_chain");
        }

        Assert.Equal((0, true), Short(await scene.Verify(), "The trail is whole."));
    }

    [Fact]
    public async Task A_trail_that_the_program_itself_chained_anew_is_not_the_one_that_was_signed()
    {
        await using var scene = await TrailScene.Start(app, "tipintake_rewritten");
        await WriteTwentyFive(scene);

        await scene.Tamper($"update audit_entries set actor = 'worker:other' where id = {At7}; truncate audit_chain, audit_checkpoints");
        await scene.NewSequencer().Run(() => Task.CompletedTask, CancellationToken.None);

        Assert.Equal((1, true), Short(await scene.Verify(), "the positions 1 to 10 "));
        Assert.Equal(25L, await scene.Ask<long>("select max(position) from tipintake.audit_chain"));
    }

    [Fact]
    public async Task Without_a_checkpoint_nothing_counts_as_verified()
    {
        await using var scene = await TrailScene.Start(app, "tipintake_unsigned");
        await scene.Write(3);
        await scene.NewSequencer().Run(() => Task.CompletedTask, CancellationToken.None);
        Directory.CreateDirectory(scene.Folder);

        Assert.Equal((1, true), Short(await scene.Verify(), "NOT VERIFIED"));
    }

    [Fact]
    public async Task Nothing_is_signed_on_top_of_a_trail_that_was_altered()
    {
        await using var scene = await TrailScene.Start(app, "tipintake_unsignable");
        await WriteTwentyFive(scene);
        await scene.Tamper("delete from audit_entries where id = (select entry_id from audit_chain where position = 12); delete from audit_chain where position > 8");

        await scene.Write(30);
        await scene.Chain();

        Assert.Equal(25L, await scene.Ask<long>("select max(size) from tipintake.audit_checkpoints"));
        Assert.Single(scene.Log.All, line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains("does not continue its last checkpoint", StringComparison.Ordinal));
    }

    // Checkpoints at 10, 20 and 25.
    private static async Task WriteTwentyFive(TrailScene scene)
    {
        var signer = scene.NewSigner();
        foreach (var entries in (int[])[10, 10])
        {
            await scene.Write(entries);
            await scene.NewSequencer().Run(() => signer.Run(CancellationToken.None), CancellationToken.None);
        }

        await scene.Write(5);
        await scene.Chain();
    }

    private static (int Code, bool Says) Short((int Code, string Said) verified, string words) => (verified.Code, verified.Said.Contains(words, StringComparison.Ordinal));
}
