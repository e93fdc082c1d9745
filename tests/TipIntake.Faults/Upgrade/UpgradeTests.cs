using System.Net;
using System.Net.Http.Json;
using Npgsql;
using TipIntake.Faults.Cluster;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;
using TipIntake.Storage;
using TipIntake.Storage.Changes;
using Weasel.Postgresql;

namespace TipIntake.Faults.Upgrade;

/// <summary>
/// A new version takes the place of the one before, goes back and comes again, while tips arrive. With UPGRADE_OLD the version before is a real one; without, this build stands for both,
/// and the schema is made larger as a next version would do it.
/// </summary>
public sealed class UpgradeTests(TwoVersions versions) : IClassFixture<TwoVersions>
{
    private static readonly TimeSpan LongestLock = TimeSpan.FromSeconds(2);

    // What a next version may bring: a column and an index on the busiest table, a table, a routine that does its work otherwise.
    private const string NextVersion = """
        create table if not exists tipintake.tongues (tip uuid primary key, tongue text not null);
        alter table tipintake.mt_doc_tip add column tongue text;
        create index concurrently mt_doc_tip_idx_tongue on tipintake.mt_doc_tip (tongue);
        create or replace function tipintake.published_version() returns text language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as
            $$ begin return (select md5(string_agg(o.id || ':' || o.mt_version, ',' order by o.id)) from tipintake.mt_doc_tracedobject o); end $$;
        """;

    private static int BetweenSteps => FaultSettings.UpgradeRate * 2;

    private static string Between => TwoVersions.Old is null ? "this build beside itself, on the schema of a next one" : "the version before beside this one";

    [Fact]
    public async Task No_request_fails_and_no_tip_is_lost_from_one_version_to_the_next_and_back()
    {
        // What the other test has left.
        (await versions.Deployment.NewSender()).Dispose();
        var ledger = new Ledger();
        using var sender = new TipSender(versions.Balancer.Front, Deployment.Reference, ledger);
        await using var staff = new StaffOfTwoVersions(versions, ledger);
        await staff.StartOld();
        await using var locks = new LockWatch(versions.Deployment.Postgres.Superuser);
        await using var load = new PacedLoad(FaultSettings.UpgradeRate, sender);
        await load.HasAnswered(BetweenSteps);

        await Enlarge(load);
        await staff.StartNew();
        // There, back and there again; where this build stands for both versions the third time would show what the first one did.
        string?[] programs = TwoVersions.Old is { } old ? [null, old, null] : [null, null];
        foreach (var program in programs)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{load.Answers.Count} sent, {load.Failed.Count} failed; node 0 to {program ?? "this build"}; {string.Join(", ", await versions.Balancer.States())}");
            await versions.Replace(0, program);
            await load.HasAnswered(BetweenSteps);
            await ReceiptsWork(versions.Nodes[0], versions.Nodes[1]);
            await ReceiptsWork(versions.Nodes[1], versions.Nodes[0]);
            await staff.ReadEachOthersLeads();
            TestContext.Current.TestOutputHelper?.WriteLine($"{load.Answers.Count} sent, {load.Failed.Count} failed; node 1 to {program ?? "this build"}; {string.Join(", ", await versions.Balancer.States())}");
            await versions.Replace(1, program);
            await load.HasAnswered(BetweenSteps);
        }

        await load.Stop();
        var report = ledger.Compare(await StoredTips.Read(versions.Deployment.Postgres.Superuser));
        var lost = report.Findings.Where(finding => finding.Mark.Length > 0).ToArray();

        Row("failed requests", "0", $"{load.Failed.Count} of {load.Answers.Count} at {load.Rate:0}/s", load.Failed.Count == 0);
        Row("lost, doubled or altered tips", "0", $"{lost.Length} of {report.Stored}", lost.Length == 0);
        Row("wait for a lock", "<= 2 s", $"longest {locks.Longest.TotalSeconds:0.00} s; answers p50 {load.Quantile(0.5).TotalMilliseconds:0} ms, p99 {load.Quantile(0.99).TotalMilliseconds:0} ms, longest {load.Quantile(1).TotalSeconds:0.00} s", locks.Longest <= LongestLock);
        Assert.True(load.Failed.Count == 0, load.Failures);
        Assert.Empty(lost);
        Assert.InRange(locks.Longest, TimeSpan.Zero, LongestLock);
    }

    [Fact]
    public async Task A_change_that_takes_something_away_is_found()
    {
        using var sender = new TipSender(versions.Balancer.Front, Deployment.Reference, new Ledger());
        await using var load = new PacedLoad(FaultSettings.UpgradeRate, sender);
        await load.HasAnswered(BetweenSteps);
        Assert.True(load.Failed.Count == 0, load.Failures);

        await versions.Deployment.Postgres.Run("alter table tipintake.mt_doc_tip rename column data to said");
        await load.HasAnswered(BetweenSteps);
        await versions.Deployment.Postgres.Run("alter table tipintake.mt_doc_tip rename column said to data");
        await load.Stop();

        Assert.NotEmpty(load.Failed);
        await Task.WhenAll(versions.Nodes.Select(node => versions.Balancer.Sees(node, isUp: true)));
    }

    // While somebody reads for a long time, as a backup does: nothing is harder on a change of the schema.
    private async Task Enlarge(PacedLoad load)
    {
        await using var reader = new NpgsqlConnection(versions.Deployment.Postgres.Superuser);
        await reader.OpenAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await using (var read = new NpgsqlCommand("select count(*) from tipintake.mt_doc_tip", reader))
        {
            await read.ExecuteScalarAsync();
        }

        var enlarging = Task.Run(async () =>
        {
            await versions.Verb(null, "db-apply");
            if (TwoVersions.Old is null)
            {
                await ApplyNextVersion();
            }
        });
        await load.HasAnswered(FaultSettings.UpgradeRate * 8);
        await reading.CommitAsync();
        await enlarging;
    }

    private async Task ApplyNextVersion()
    {
        await using var owner = new NpgsqlConnection(versions.Deployment.Postgres.OverSocket(DatabaseConnections.OwnerRole));
        await owner.OpenAsync();
        await using var change = new GentleChange(owner, new PostgresqlMigrator());
        foreach (var statement in SqlStatements.Split(NextVersion))
        {
            await change.Run(statement, CancellationToken.None);
        }
    }

    // Sent at one node, looked up and taken back at the other, and gone at both.
    private static async Task ReceiptsWork(Uri one, Uri other)
    {
        using var sender = new TipSender(one, Deployment.Reference, new Ledger());
        var receipt = (await sender.Send(SentTip.Next(Random.Shared))).Receipt;
        using var http = new HttpClient();

        Assert.Equal(HttpStatusCode.OK, await Post(other, "status"));
        Assert.Equal(HttpStatusCode.OK, await Post(one, "status"));
        Assert.Equal(HttpStatusCode.NoContent, await Post(other, "withdrawal"));
        Assert.Equal(HttpStatusCode.NotFound, await Post(one, "status"));

        async Task<HttpStatusCode> Post(Uri node, string what)
        {
            using var answer = await http.PostAsJsonAsync(new Uri(node, $"/api/v1/receipts/{what}"), new { receipt });
            return answer.StatusCode;
        }
    }

    private static void Row(string what, string demanded, string measured, bool held) => FaultReport.Add("L9", $"{Between}: {what}", demanded, measured, held);
}
