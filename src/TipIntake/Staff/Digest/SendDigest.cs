using MailKit.Net.Smtp;
using MailKit.Security;
using Marten;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>Once a day, to everybody who asked for it and may still come in. A mail server that fails is tried again, ever less often, and holds up nothing else.</summary>
internal sealed class SendDigest(DigestSettings settings, DigestQueue queue, DigestAddresses addresses, IDocumentStore store, DigestMeter meter, TimeProvider clock)
{
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private const int Milliseconds = 1_000;
    private const int SecondsAtMost = 30;

    private int failures;
    private DateTimeOffset retryAt;

    /// <summary>False: nothing is left for now.</summary>
    public async Task<bool> Run(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (settings.DueOn(now) is not { } day || now < retryAt)
        {
            return false;
        }

        try
        {
            await SendAll(day, now, cancel);
            (failures, retryAt) = (0, default);
            return false;
        }
        catch when (!cancel.IsCancellationRequested)
        {
            retryAt = now + PauseAfter(++failures);
            meter.Count("failed");
            throw;
        }
    }

    /// <summary>One minute, two, four … an hour.</summary>
    public static TimeSpan PauseAfter(int failures) => failures > 6 ? LongestPause : TimeSpan.FromMinutes(1 << (failures - 1));

    private async Task SendAll(DateOnly day, DateTimeOffset now, CancellationToken cancel)
    {
        // Without questions to others about the server's certificate: nothing here is fetched from anywhere.
        using var server = new SmtpClient { Timeout = SecondsAtMost * Milliseconds, LocalDomain = MailAddress.DomainOf(settings.From), CheckCertificateRevocation = false };
        while (await queue.Next(day, now, cancel) is { } due)
        {
            var member = await Find(due.Member, cancel);
            if (member is not { BlockedAt: null } || !member.Roles.Contains(StaffRole.Reviewer))
            {
                await queue.Forget(due.Member);
            }
            else if (member.Obstacle(now) == SignInObstacle.VettingExpired)
            {
                await queue.Done(due.Member, day);
            }
            else if (addresses.Find(due.Member, due.Address) is not { } address)
            {
                // Another node may have the key; the claim keeps this one from coming back to it at once.
                meter.Count("unreadable");
            }
            else
            {
                await SendTo(server, due.Member, address, day, cancel);
            }
        }

        if (server.IsConnected)
        {
            await server.DisconnectAsync(quit: true, cancel);
        }
    }

    private async Task SendTo(SmtpClient server, Guid member, string address, DateOnly day, CancellationToken cancel)
    {
        try
        {
            await Connect(server, cancel);
            await server.SendAsync(DigestMail.To(address, settings, clock.GetUtcNow()), cancel);
            meter.Count("sent");
        }
        catch (SmtpCommandException refused) when (refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted)
        {
            // For today; nobody else goes without for it.
            meter.Count("refused");
        }
        catch
        {
            await queue.Release(member);
            throw;
        }

        await queue.Done(member, day);
    }

    private async Task Connect(SmtpClient server, CancellationToken cancel)
    {
        if (server.IsConnected)
        {
            return;
        }

        await server.ConnectAsync(settings.Host, settings.Port, settings.Tls switch { MailTls.Implicit => SecureSocketOptions.SslOnConnect, MailTls.None => SecureSocketOptions.None, _ => SecureSocketOptions.StartTls }, cancel);
        if (settings is { User: { } user } && settings.ReadPassword() is { } password)
        {
            await server.AuthenticateAsync(user, password, cancel);
        }
    }

    private async Task<StaffMember?> Find(Guid member, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<StaffMember>(member, cancel);
    }
}
