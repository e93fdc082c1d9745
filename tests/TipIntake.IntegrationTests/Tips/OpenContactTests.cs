using System.CommandLine;
using System.Net;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Keys;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.IntegrationTests.Tips;

public sealed class OpenContactTests(TipIntakeApp app) : IDisposable
{
    private const string Contact = "ada@example.org, after 18:00";

    private readonly DirectoryInfo office = Directory.CreateTempSubdirectory("tipintake-office");

    public void Dispose() => office.Delete(recursive: true);

    [Fact]
    public async Task What_a_visitor_left_is_read_by_whoever_holds_the_private_key()
    {
        var reference = await app.HasOpenObject();
        var sent = await app.Visitor.SendTip(reference, new { text = "My grandmother had one", contact = Contact });
        var tip = Guid.Parse((string)Assert.Single(await app.StoredTips(reference))["id"]!);

        var opened = await Open(app.Service, tip, DevelopmentKey(app.Service));

        Assert.Equal(HttpStatusCode.Created, sent.Status);
        Assert.Equal(0, opened.ExitCode);
        Assert.Equal(Contact + Environment.NewLine, opened.Output);
        Assert.Equal(1, await app.CountRows(
            $"select count(*) from tipintake.mt_doc_tip t join tipintake.mt_doc_sendercontact c using (id) where t.xmin::text = c.xmin::text and id = '{tip}'"));
        Assert.Equal(0, await app.CountRows($"select count(*) from tipintake.mt_doc_tip where id = '{tip}' and data::text like '%ada@%'"));
        Assert.Equal(0, await app.CountRows($"select count(*) from tipintake.mt_doc_sendercontact where id = '{tip}' and data::text like '%ada@%'"));
    }

    [Fact]
    public async Task Opening_writes_exactly_one_line_that_says_who_whose_when_and_why()
    {
        var tip = await HasContact(MakeKey("new"));
        var before = DateTimeOffset.UtcNow;

        await Open(app.Service, tip, PrivatePath("new"));

        var line = Assert.Single(await Openings(tip));
        Assert.Equal(Environment.UserName, line.By);
        Assert.Equal("key-drill", line.Reason);
        Assert.InRange(line.OpenedAt, before.AddSeconds(-1), DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.Equal(0, await app.CountRows($"select count(*) from tipintake.mt_doc_contactopening where data::text like '%ada@%' and data ->> 'tipId' = '{tip}'"));
    }

    [Fact]
    public async Task Without_an_audit_line_nothing_is_printed()
    {
        await using var service = await app.Another("contacts_no_audit");
        var tip = await HasContact(MakeKey("new"), service);
        await using (var superuser = app.Database.Superuser("contacts_no_audit"))
        await using (var revoke = superuser.CreateCommand("revoke insert on tipintake.mt_doc_contactopening from public, tipintake_app"))
        {
            await revoke.ExecuteNonQueryAsync();
        }

        var opened = await Open(service, tip, PrivatePath("new"));

        Assert.Equal(1, opened.ExitCode);
        Assert.Empty(opened.Output);
        Assert.DoesNotContain("ada", opened.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task After_a_change_of_keys_the_fitting_one_of_several_opens()
    {
        var tip = await HasContact(MakeKey("old"));
        MakeKey("new");

        var opened = await Open(app.Service, tip, PrivatePath("new"), PrivatePath("old"));

        Assert.Equal(Contact + Environment.NewLine, opened.Output);
    }

    [Fact]
    public async Task Another_key_opens_nothing_and_leaves_no_line()
    {
        var tip = await HasContact(MakeKey("old"));
        MakeKey("new");

        await Refused(tip, "new", "sealed to another key");
    }

    [Fact]
    public async Task An_envelope_of_another_tip_opens_nothing_and_leaves_no_line()
    {
        var tip = Guid.CreateVersion7();
        var key = MakeKey("new");
        await Store(app.Service, new SenderContact(tip, Seal(key).Seal(Contact, Guid.CreateVersion7())));

        await Refused(tip, "new", "belongs to another tip");
    }

    [Fact]
    public async Task A_tip_without_a_contact_says_so()
    {
        MakeKey("new");

        await Refused(Guid.CreateVersion7(), "new", "No contact is kept");
    }

    [Fact]
    public async Task A_wrong_passphrase_opens_nothing_and_leaves_no_line()
    {
        var tip = await HasContact(MakeKey("locked", passphrase: "seven small otters"));
        var file = Path.Combine(office.FullName, "passphrase");
        await File.WriteAllTextAsync(file, "seven small badgers\n");

        var wrong = await Run(app.Service, ["open", $"{tip}", "--reason", "key-drill", "--private-key", PrivatePath("locked"), "--passphrase-file", file]);
        await File.WriteAllTextAsync(file, "seven small otters\n");
        var right = await Run(app.Service, ["open", $"{tip}", "--reason", "key-drill", "--private-key", PrivatePath("locked"), "--passphrase-file", file]);

        Assert.Equal((1, ""), (wrong.ExitCode, wrong.Output));
        Assert.Equal((0, Contact + Environment.NewLine), (right.ExitCode, right.Output));
        Assert.Single(await Openings(tip));
    }

    [Theory]
    [InlineData()]
    [InlineData("--reason", "curiosity")]
    public async Task A_reason_from_the_list_is_required(params string[] reason)
    {
        var tip = await HasContact(MakeKey("new"));

        var opened = await Run(app.Service, ["open", $"{tip}", "--private-key", PrivatePath("new"), .. reason]);

        Assert.NotEqual(0, opened.ExitCode);
        Assert.DoesNotContain("ada", opened.Output, StringComparison.Ordinal);
        Assert.Empty(await Openings(tip));
    }

    [Fact]
    public async Task A_contact_cannot_drive_the_terminal_it_is_read_on()
    {
        var tip = Guid.CreateVersion7();
        await Store(app.Service, new SenderContact(tip, Seal(MakeKey("new")).Seal("\u001b]0;owned\u0007ada\r\u009b2J", tip)));

        var opened = await Open(app.Service, tip, PrivatePath("new"));

        Assert.Equal("\uFFFD]0;owned\uFFFDada\uFFFD\uFFFD2J" + Environment.NewLine, opened.Output);
    }

    [Fact]
    public async Task A_service_with_only_the_public_half_takes_contacts_and_makes_no_other_half()
    {
        MakeKey("unit");
        var onServer = Path.Combine(office.FullName, "server");
        Directory.CreateDirectory(onServer);
        File.Move(Path.Combine(office.FullName, "unit", ContactKeyFiles.PublicName), Path.Combine(onServer, "unit.key"));

        await using var service = await app.Another("contacts_public_half", ("Data:Path", onServer), ("Contacts:PublicKeyPath", Path.Combine(onServer, "unit.key")));
        var outcome = service.Services.GetRequiredService<ContactSeal>().TrySeal(Contact, Guid.CreateVersion7());

        Assert.False(outcome.IsRefused);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(onServer, "*.key", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains(ContactKeyText.PrivateTitle, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tip_whose_contact_cannot_be_sealed_is_refused_and_nothing_is_stored()
    {
        var reference = await app.HasOpenObject();
        var useless = new ContactSeal(new ContactPublicKey(new byte[ContactPublicKey.Size]), TimeProvider.System, NullLogger<ContactSeal>.Instance);
        var submit = ActivatorUtilities.CreateInstance<SubmitTip>(app.Service.Services, useless);

        var outcome = await submit.Run(reference, new SubmitTipRequest("My grandmother had one", Contact: Contact), false, TipRequests.NewKey(), Admission.Exempt);

        Assert.Equal("contact-not-sealed", outcome.Refusal!.Code);
        Assert.Empty(await app.StoredTips(reference));
    }

    private async Task Refused(Guid tip, string key, string words)
    {
        var opened = await Open(app.Service, tip, PrivatePath(key));

        Assert.Equal(1, opened.ExitCode);
        Assert.Empty(opened.Output);
        Assert.Contains(words, opened.Error, StringComparison.Ordinal);
        Assert.Empty(await Openings(tip));
    }

    private static Task<Ran> Open(RunningService service, Guid tip, params IEnumerable<string> keys) =>
        Run(service, ["open", $"{tip}", "--reason", "key-drill", .. keys.SelectMany(k => (string[])["--private-key", k])]);

    private static async Task<Ran> Run(RunningService service, string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var command = ContactsCommand.Build((act, cancel) => act(service.App, cancel));
        var exitCode = await command.Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return new Ran(exitCode, output.ToString(), error.ToString());
    }

    private async Task<Guid> HasContact(ContactPublicKey key, RunningService? service = null)
    {
        var tip = Guid.CreateVersion7();
        await Store(service ?? app.Service, new SenderContact(tip, Seal(key).Seal(Contact, tip)));
        return tip;
    }

    private static async Task Store(RunningService service, SenderContact contact)
    {
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Insert(contact);
        await session.SaveChangesAsync();
    }

    private async Task<IReadOnlyList<ContactOpening>> Openings(Guid tip)
    {
        await using var session = app.Service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return await session.Query<ContactOpening>().Where(o => o.TipId == tip).ToListAsync();
    }

    private ContactPublicKey MakeKey(string name, string? passphrase = null)
    {
        var publicPath = Path.Combine(office.FullName, name, ContactKeyFiles.PublicName);
        ContactKeyFiles.Make(publicPath, PrivatePath(name), passphrase);
        return ContactKeyFiles.ReadPublic(publicPath);
    }

    private string PrivatePath(string name) => Path.Combine(office.FullName, name, ContactKeyFiles.PrivateName);

    private static string DevelopmentKey(RunningService service) => Path.Combine(
        KeySettings.FolderFrom(service.Services.GetRequiredService<IConfiguration>()), ContactKeySettings.PrivateFolder, ContactKeyFiles.PrivateName);

    private static ContactSeal Seal(ContactPublicKey key) => new(key, TimeProvider.System, NullLogger<ContactSeal>.Instance);

    private sealed record Ran(int ExitCode, string Output, string Error);
}
