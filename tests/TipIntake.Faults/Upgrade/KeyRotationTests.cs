using System.Net;
using System.Net.Http.Json;
using TipIntake.Faults.Cluster;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;
using TipIntake.Security.Keys;

namespace TipIntake.Faults.Upgrade;

/// <summary>A new receipt key comes to two nodes, each with its own copy of the ring, while tips arrive: every receipt, old or new, works at either node at every moment.</summary>
public sealed class KeyRotationTests(TwoVersions versions) : IClassFixture<TwoVersions>
{
    // Long enough to copy the file and to restart both nodes of a busy machine; an operator takes an hour.
    private const string ActiveIn = "00:00:45";

    [Fact]
    public async Task Old_and_new_receipts_work_at_every_node_while_the_key_is_rotated()
    {
        var ledger = new Ledger();
        using var sender = new TipSender(versions.Balancer.Front, Deployment.Reference, ledger);
        await using var load = new PacedLoad(FaultSettings.UpgradeRate, sender);
        await load.HasAnswered(FaultSettings.UpgradeRate);
        var early = SentTip.Next(Random.Shared);
        var first = await sender.Send(early);
        await using var visitors = new ReturningVisitors(versions, ledger);

        await versions.Verb(null, "keys", "rotate", "--path", versions.KeysOf(0), "--active-in", ActiveIn);
        var active = KeyFile.Read(versions.KeysOf(0)).Max(key => key.ActiveFrom);
        File.Copy(KeyFile.PathIn(versions.KeysOf(0)), KeyFile.PathIn(versions.KeysOf(1)), overwrite: true);
        await versions.Replace(0, null);
        await versions.Replace(1, null);
        var inTime = active - TimeProvider.System.GetUtcNow();
        await Until.True(() => TimeProvider.System.GetUtcNow() > active, TimeSpan.FromMinutes(2), "the new key is in use");
        await load.HasAnswered(FaultSettings.UpgradeRate * 3);
        var again = await sender.Send(early);
        await load.Stop();
        await visitors.Stop();

        var report = ledger.Compare(await StoredTips.Read(versions.Deployment.Postgres.Superuser));
        FaultReport.Add("L9", "receipt key rotated under load", "failed requests 0, tips lost 0, every receipt works at either node", $"{load.Failed.Count} of {load.Answers.Count} failed, {report.Findings.Count} of {report.Stored} lost, {visitors.Failed} of {visitors.Asked} receipts not known", load.Failed.Count + report.Findings.Count + visitors.Failed == 0);
        Assert.True(inTime > TimeSpan.Zero, $"the nodes were restarted {-inTime} too late for this run to mean something");
        Assert.True(load.Failed.Count == 0, load.Failures);
        Assert.Empty(report.Findings);
        Assert.True(visitors.Asked > 0);
        Assert.Equal(0, visitors.Failed);
        Assert.Equal(first.Receipt, again.Receipt);
        Assert.Equal(2, await versions.Deployment.Postgres.Count("select count(distinct data ->> 'key') from tipintake.mt_doc_tip"));
    }

    /// <summary>Senders come back all the time, to either node, with receipts of any age.</summary>
    private sealed class ReturningVisitors : IAsyncDisposable
    {
        private readonly HttpClient http = new();
        private readonly CancellationTokenSource ending = new();
        private readonly Task running;

        public ReturningVisitors(TwoVersions versions, Ledger ledger) => running = Task.Run(() => ComeBack(versions, ledger));

        public int Asked { get; private set; }

        public int Failed { get; private set; }

        public async Task Stop()
        {
            await ending.CancelAsync();
            await running;
        }

        public async ValueTask DisposeAsync()
        {
            await Stop();
            ending.Dispose();
            http.Dispose();
        }

        private async Task ComeBack(TwoVersions versions, Ledger ledger)
        {
            var turn = 0;
            while (!ending.IsCancellationRequested)
            {
                var receipts = ledger.Entries.Select(entry => entry.Receipt).OfType<string>().ToArray();
                if (receipts.Length > 0)
                {
                    await Ask(versions.Nodes[turn++ % versions.Nodes.Count], receipts[Random.Shared.Next(receipts.Length)]);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }

        private async Task Ask(Uri node, string receipt)
        {
            try
            {
                using var answer = await http.PostAsJsonAsync(new Uri(node, "/api/v1/receipts/status"), new { receipt });
                Asked++;
                Failed += answer.StatusCode == HttpStatusCode.OK ? 0 : 1;
            }
            catch (HttpRequestException)
            {
                // This node is being restarted; the balancer would have sent the visitor to the other.
            }
        }
    }
}
