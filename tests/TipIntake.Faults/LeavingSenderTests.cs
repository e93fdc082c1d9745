using System.Net.Sockets;
using System.Text;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults;

/// <summary>A sender's connection breaks after the request went out: a tunnel, a flat battery, a closed tab. Senders: FAULT_LEAVERS.</summary>
public sealed class LeavingSenderTests(DirectDeployment deployment) : IClassFixture<DirectDeployment>
{
    private enum Leaving
    {
        WithReset,
        InOrder,
        OnFirstByteOfTheAnswer,
    }

    [Fact]
    public async Task A_sender_who_left_before_the_answer_has_one_tip_and_one_receipt_after_a_repeat_and_at_most_one_without()
    {
        using var sender = await deployment.NewSender();
        var senders = Enumerable.Range(0, FaultSettings.Leavers).Select(i => (Tip: SentTip.Next(Random.Shared), Leaving: (Leaving)(i % 3), Returns: i % 4 != 0)).ToArray();

        await Parallel.ForEachAsync(senders, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, _) =>
        {
            await SendAndLeave(sender, one.Tip, one.Leaving);

            for (var i = 0; one.Returns && i < 2; i++)
            {
                await sender.SendUntilStored(one.Tip);
            }
        });

        var report = await deployment.Compare(sender, $"{senders.Length} senders left before their answer, every fourth for good");
        FaultReport.Add("D4", "sender's connection cut before the answer; three of four send again", "1,000 cuts, one tip and one receipt for each key", $"{senders.Length} cuts; {report}", report.Findings.Count == 0);
        Assert.Empty(report.Findings);
        Assert.Equal((senders.Count(one => one.Returns), senders.Count(one => !one.Returns)), (report.Stored, report.Unknown));
    }

    private static async Task SendAndLeave(TipSender sender, SentTip tip, Leaving leaving)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(sender.TipsAddress.Host, sender.TipsAddress.Port);
        await socket.SendAsync(Request(sender.TipsAddress, tip));

        switch (leaving)
        {
            case Leaving.WithReset:
                await Task.Delay(Random.Shared.Next(10));
                socket.Close(timeout: 0);
                break;

            case Leaving.InOrder:
                socket.Shutdown(SocketShutdown.Both);
                break;

            case Leaving.OnFirstByteOfTheAnswer:
                await socket.ReceiveAsync(new byte[1]);
                break;
        }

        sender.Ledger.Record(tip, new Answer(Fate.Unknown, 0, "left", null, null, TimeSpan.Zero));
    }

    private static byte[] Request(Uri address, SentTip tip)
    {
        var body = Encoding.UTF8.GetBytes(tip.Json);
        var head = $"POST {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\n"
            + $"Idempotency-Key: {tip.Key}\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
