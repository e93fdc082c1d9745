using System.CommandLine;
using Marten;
using TipIntake.Audit;
using TipIntake.Platform;

namespace TipIntake.Tips;

/// <summary>The verbs <c>contacts init</c> and <c>contacts open</c>.</summary>
internal static class ContactsCommand
{
    public static Command Build(UseService use) =>
        new("contacts", "The key that senders' contacts are sealed to, and opening one of them.") { Init(), Open(use) };

    private static Command Init()
    {
        var folder = new Argument<string>("folder") { Description = "Where both halves are written. Not on a server that receives tips." };
        var passphraseFile = PassphraseFile();
        var bare = new Option<bool>("--without-passphrase") { Description = "Leave the private half unlocked, for a medium that is locked itself." };

        var init = new Command("init", "Makes a pair of keys; refuses to replace one.") { folder, passphraseFile, bare };
        init.SetAction(parsed => Guarded(parsed, () =>
        {
            var into = parsed.GetRequiredValue(folder);
            var passphrase = parsed.GetValue(bare) ? null : ContactPassphrase.Choose(parsed.GetValue(passphraseFile));
            var privatePath = Path.Combine(into, ContactKeyFiles.PrivateName);
            var id = ContactKeyFiles.Make(Path.Combine(into, ContactKeyFiles.PublicName), privatePath, passphrase);

            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine($"Wrote key {id} into {into}.");
            output.WriteLine($"Copy {ContactKeyFiles.PublicName} to the server (setting Contacts:PublicKeyPath).");
            output.WriteLine($"Keep {ContactKeyFiles.PrivateName} off the server, and a copy in escrow: without it the contacts are lost.");
            return Task.FromResult(0);
        }));
        return init;
    }

    private static Command Open(UseService use)
    {
        var tip = new Argument<Guid>("tip-id") { Description = "The tip whose sender is to be contacted." };
        var keys = new Option<string[]>("--private-key") { Description = "File of a private half; may be repeated after a change of keys.", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why; goes into the audit.", Required = true };
        reason.AcceptOnlyFromAmong(OpenContactValidator.Reasons);
        var passphraseFile = PassphraseFile();

        var open = new Command("open", "Prints one contact, after writing who opened it and why.") { tip, keys, reason, passphraseFile };
        open.SetAction((parsed, cancel) => Guarded(parsed, () =>
        {
            var files = parsed.GetRequiredValue(keys).Select(ContactPrivateKeyFile.Read).ToArray();
            var request = new OpenContactRequest(parsed.GetRequiredValue(tip), parsed.GetRequiredValue(reason), Environment.UserName);
            var passphrase = () => ContactPassphrase.Ask(parsed.GetValue(passphraseFile));

            return use(async (app, stop) => Print(parsed, await Opening(app).Run(request, files, passphrase, stop)), cancel);
        }));
        return open;
    }

    private static OpenContact Opening(WebApplication app) =>
        new(app.Services.GetRequiredService<IDocumentStore>(), app.Services.GetRequiredService<AuditTrail>(), app.Services.GetRequiredService<TimeProvider>());

    private static int Print(ParseResult parsed, OpenedContact opened)
    {
        if (opened.Text is not { } text)
        {
            parsed.InvocationConfiguration.Error.WriteLine(opened.Fault!.Value.Words());
            return 1;
        }

        // A stranger's text must not drive the terminal it is read on.
        parsed.InvocationConfiguration.Output.WriteLine(string.Concat(text.Select(c => char.IsControl(c) && c is not '\n' ? '\uFFFD' : c)));
        return 0;
    }

    private static Option<string?> PassphraseFile() =>
        new("--passphrase-file") { Description = "File whose first line is the passphrase (default: ask at the terminal)." };

    private static async Task<int> Guarded(ParseResult parsed, Func<Task<int>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception fault) when (fault is TerminalException or IOException or UnauthorizedAccessException)
        {
            // Our own words, or the system's about a path: nothing of a contact.
            await parsed.InvocationConfiguration.Error.WriteLineAsync(fault.Message);
            return 1;
        }
        catch (Exception fault)
        {
            // Privacy: the message of a database fault can quote a row.
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"Nothing was opened: {fault.GetType().Name}.");
            return 1;
        }
    }
}
