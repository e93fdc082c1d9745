using System.Security.Cryptography;
using MimeKit;

namespace TipIntake.Staff;

/// <summary>
/// The daily mail. Privacy: it says the same every day, whatever waits, so neither that it came nor how long it is tells anybody anything; and nothing in it,
/// its headers included, names a person, an object, a number or a machine.
/// </summary>
internal static class DigestMail
{
    public const string Subject = "Your daily reminder";

    private const int MarkBytes = 16;

    public static MimeMessage To(string address, DigestSettings settings, DateTimeOffset now)
    {
        var message = new MimeMessage
        {
            Subject = Subject,
            Date = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.Utc),
            MessageId = $"{RandomNumberGenerator.GetHexString(2 * MarkBytes, lowercase: true)}@{MailAddress.DomainOf(settings.From)}",
            Body = new TextPart("plain") { Text = TextOf(settings) },
        };
        message.From.Add(new MailboxAddress("", settings.From));
        message.To.Add(new MailboxAddress("", address));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static string TextOf(DigestSettings settings) =>
        $"""
        Sign in to see whether something waits for you:

        {settings.StaffSite}

        You asked for this reminder. It comes every day at the same hour and always
        says the same, whether something waits or not. You can stop it there, under
        "My account".

        """.ReplaceLineEndings("\r\n");
}
