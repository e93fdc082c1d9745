using Npgsql;
using TipIntake.Audit;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Audit;

public sealed class SequencerTests(TipIntakeApp app)
{
    private const string Insert = "insert into tipintake.audit_entries (id, at, actor, act, subject) values ($1, $2, 'worker:test', 'tip-read', 'tip:1')";

    [Fact]
    public async Task Two_at_once_under_writers_that_commit_late_leave_no_gap_and_chain_nothing_twice()
    {
        await using var scene = await TrailScene.Start(app, "tipintake_two_sequencers");
        using var written = new CancellationTokenSource();
        var sequencers = Enumerable.Range(0, 2).Select(_ => RunUntil(scene, written.Token)).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WriteSlowly(scene, 25)));
        await written.CancelAsync();
        await Task.WhenAll(sequencers);
        await scene.Chain();

        Assert.Equal(200L, await scene.Ask<long>("select max(position) from tipintake.audit_chain"));
        Assert.Equal(200L, await scene.Ask<long>("select count(distinct entry_id) from tipintake.audit_chain join tipintake.audit_entries on id = entry_id"));
        Assert.Contains("200 entries and", (await scene.Verify()).Said, StringComparison.Ordinal);
        Assert.Equal(0, (await scene.Verify()).Code);
    }

    [Fact]
    public async Task An_entry_that_commits_late_is_chained_later_and_not_lost()
    {
        await using var scene = await TrailScene.Start(app, "tipintake_late");
        var sequencer = scene.NewSequencer();
        await using var late = await scene.Connections.Application.OpenConnectionAsync();
        await using var open = await late.BeginTransactionAsync();
        var id = Guid.CreateVersion7();
        await Execute(late, id);
        await scene.Write(3);
        await sequencer.Run(() => Task.CompletedTask, CancellationToken.None);

        await open.CommitAsync();
        await sequencer.Run(() => Task.CompletedTask, CancellationToken.None);

        Assert.Equal(4L, await scene.Ask<long>($"select position from tipintake.audit_chain where entry_id = '{id}'"));
    }

    [Fact]
    public async Task An_entry_with_an_old_id_is_found_by_the_look_through_all()
    {
        await using var scene = await TrailScene.Start(app, "tipintake_old_id");
        await scene.Write(2);
        await scene.Chain();
        await using var connection = await scene.Connections.Application.OpenConnectionAsync();
        await Execute(connection, Guid.CreateVersion7(DateTimeOffset.UtcNow.AddDays(-1)));

        await scene.Chain();

        Assert.Equal(3L, await scene.Ask<long>("select max(position) from tipintake.audit_chain"));
    }

    [Fact]
    public async Task A_node_that_dies_between_its_steps_is_taken_up_where_it_stopped()
    {
        await using var scene = await TrailScene.Start(app, "tipintake_died");
        await scene.Write(12);
        await Assert.ThrowsAsync<OperationCanceledException>(() => scene.NewSequencer().Run(() => throw new OperationCanceledException("killed after the batch"), CancellationToken.None));
        Assert.Equal(12L, await scene.Ask<long>("select max(position) from tipintake.audit_chain"));
        Assert.Equal(0L, await scene.Ask<long>("select count(*) from tipintake.audit_checkpoints"));

        await scene.NewSequencer().Run(() => scene.NewSigner().Run(CancellationToken.None), CancellationToken.None);
        Assert.False(Directory.Exists(scene.Folder));
        await scene.NewFolder().WriteMissing(CancellationToken.None);

        Assert.Equal([CheckpointFile.NameOf(12)], Directory.GetFiles(scene.Folder).Select(Path.GetFileName));
        Assert.Equal(0, (await scene.Verify()).Code);
    }

    [Fact]
    public async Task A_folder_that_takes_no_file_is_said_once_and_tried_again()
    {
        await using var scene = await TrailScene.Start(app, "tipintake_no_folder");
        await scene.Write(12);
        scene.Folder = Path.Combine(scene.Home, "in-the-way", "checkpoints");
        var inTheWay = Path.GetDirectoryName(scene.Folder)!;
        await File.WriteAllTextAsync(inTheWay, "");
        var folder = scene.NewFolder();

        await scene.NewSequencer().Run(() => scene.NewSigner().Run(CancellationToken.None), CancellationToken.None);
        await folder.WriteMissing(CancellationToken.None);
        await folder.WriteMissing(CancellationToken.None);

        Assert.Single(scene.Log.All, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("Audit:Checkpoints:Path", StringComparison.Ordinal));
        File.Delete(inTheWay);
        await folder.WriteMissing(CancellationToken.None);
        Assert.Equal(0, (await scene.Verify()).Code);
    }

    [Fact]
    public async Task Checkpoints_come_by_number_and_by_time_and_each_names_the_one_before()
    {
        await using var scene = await TrailScene.Start(app, "tipintake_due");
        await scene.Write(9);
        await scene.NewSequencer().Run(() => scene.NewSigner(TimeSpan.FromHours(1)).Run(CancellationToken.None), CancellationToken.None);
        await scene.Write(1);
        await scene.NewSequencer().Run(() => scene.NewSigner(TimeSpan.FromHours(1)).Run(CancellationToken.None), CancellationToken.None);
        await scene.Write(1);
        await scene.Chain();
        await scene.Chain();

        var files = CheckpointFile.In(scene.Folder).Select(file => file.Checkpoint!).ToArray();

        Assert.Equal([9, 11], files.Select(checkpoint => checkpoint.Size));
        Assert.Equal(files[0].Hash(), files[1].Previous);
    }

    private static async Task RunUntil(TrailScene scene, CancellationToken written)
    {
        var (sequencer, signer) = (scene.NewSequencer(), scene.NewSigner());
        while (!written.IsCancellationRequested)
        {
            await sequencer.Run(() => signer.Run(CancellationToken.None), CancellationToken.None);
        }
    }

    // The delay is between the entry and its commit: ids are in another order than commits.
    private static async Task WriteSlowly(TrailScene scene, int entries)
    {
        for (var number = 0; number < entries; number++)
        {
            await using var connection = await scene.Connections.Application.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await Execute(connection, Guid.CreateVersion7());
            await using var wait = new NpgsqlCommand("select pg_sleep(random() * 0.04)", connection);
            await wait.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }
    }

    private static async Task Execute(NpgsqlConnection connection, Guid id)
    {
        await using var command = new NpgsqlCommand(Insert, connection);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(DateTimeOffset.UtcNow);
        await command.ExecuteNonQueryAsync();
    }
}
