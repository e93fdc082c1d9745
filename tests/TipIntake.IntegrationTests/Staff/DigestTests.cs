using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TipIntake.IntegrationTests.Harness;
using TipIntake.IntegrationTests.LocalPostgres;
using TipIntake.Platform;
using TipIntake.Staff;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Staff;

/// <summary>A reminder by mail, once a day, that says the same every day.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DigestTests(TipIntakeApp app)
{
    private static readonly string[] Everybody = ["reviewer", "reviewer-2", "reviewer-3"];

    private readonly MovableClock clock = new();

    [Fact]
    public async Task Nothing_of_it_exists_unless_a_mail_server_is_named()
    {
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        await reviewer.SignIn("reviewer", "/sign-in/as-again");

        using var account = await reviewer.Get("/account", "text/html");
        using var page = await reviewer.Get("/account/digest", "text/html");
        using var asked = await reviewer.Send(HttpMethod.Put, "/api/v1/staff/me/digest", JsonContent.Create(new { address = "me@police.example", mine = true }));

        Assert.DoesNotContain("reminder", await account.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (page.StatusCode, asked.StatusCode));
        Assert.Null(app.Service.Services.GetService<SendDigest>());
    }

    [Fact]
    public async Task Of_two_nodes_one_sends_it_once_a_day_to_everybody_who_asked()
    {
        await using var mail = new MailServer();
        await using var one = await Node("digestnodes", mail.Port);
        await using var other = await Node("digestnodes", mail.Port);
        await Ask(one, Everybody);

        await Send(one, other);
        var today = mail.Mails.Count;
        clock.Advance(TimeSpan.FromDays(1));
        await Send(one, other);
        var first = mail.Mails;
        clock.Advance(TimeSpan.FromDays(1));
        await Send(other, one);

        // From the next day on.
        Assert.Equal(0, today);
        Assert.Equal(Everybody.Select(AddressOf).ToHashSet(), first.Select(sent => sent.To).ToHashSet());
        Assert.Equal(Everybody.Length, first.Count);
        Assert.Equal(2 * Everybody.Length, mail.Mails.Count);
    }

    [Fact]
    public async Task It_is_the_same_to_the_byte_whether_nothing_waits_or_much()
    {
        await using var mail = new MailServer();
        await using var service = await Node("digestsame", mail.Port);
        await Ask(service, "reviewer");

        clock.Advance(TimeSpan.FromDays(1));
        await Send(service);
        var reference = await service.HasObject();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(number => service.Visitor.SendTip(reference, new { text = $"Number {number} of many that all say something else {number * 7919}.", disclosure = true })));
        await service.HasPlaced(reference, 30);
        clock.Advance(TimeSpan.FromDays(10));
        await Send(service);

        var (empty, full) = (mail.Mails[0], mail.Mails[1]);
        Assert.Equal(empty.Source.Length, full.Source.Length);
        Assert.Equal(empty.Body, full.Body);
        Assert.DoesNotContain(reference, full.Source, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.MachineName, full.Source, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("always", full.Body, StringComparison.Ordinal);
        Assert.Contains(service.Staff.BaseAddress!.Scheme, full.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_down_is_tried_again_later_and_each_mail_comes_once()
    {
        var port = FreePort();
        await using var service = await Node("digestdown", port);
        await Ask(service, Everybody);
        using var counted = new Counted(service, "tipintake.staff.digests");
        clock.Advance(TimeSpan.FromDays(1));

        // Or the service's own worker was first.
        await Record.ExceptionAsync(() => Send(service));
        await using var mail = new MailServer(port);
        await Send(service);
        var (failed, atOnce) = (counted.Total > 0, mail.Mails.Count);
        clock.Advance(SendDigest.LongestPause);
        await Send(service);
        await Send(service);

        Assert.Equal((true, 0), (failed, atOnce));
        Assert.Equal(Everybody.Select(AddressOf).ToHashSet(), mail.Mails.Select(sent => sent.To).ToHashSet());
        Assert.Equal(Everybody.Length, mail.Mails.Count);
        Assert.DoesNotContain(service.Log.All, line => line.Contains("@police.example", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task One_address_that_is_refused_costs_nobody_else_theirs()
    {
        await using var mail = new MailServer { Refuses = AddressOf("reviewer-2"), Asks = ("tipintake", "a password") };
        var password = Path.Combine(Directory.CreateTempSubdirectory("tipintake").FullName, "password");
        await File.WriteAllTextAsync(password, "a password\n");
        File.SetUnixFileMode(password, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var service = await Node("digestrefused", mail.Port, ("User", "tipintake"), ("PasswordFile", password));
        await Ask(service, Everybody);

        clock.Advance(TimeSpan.FromDays(1));
        await Send(service);
        await Send(service);

        Assert.Equal([AddressOf("reviewer-3"), AddressOf("reviewer")], mail.Mails.Select(sent => sent.To).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_address_is_encrypted_in_the_database_and_gone_when_the_person_says_so()
    {
        await using var mail = new MailServer();
        await using var service = await Node("digestkept", mail.Port);
        using var reviewer = await Ask(service, "reviewer");

        var rows = await Text("digestkept", "select encode(address, 'escape') || (select coalesce(string_agg(entry::text, ' '), '') from tipintake.audit_entries entry) from tipintake.staff_digests");
        using var page = await reviewer.Get("/account/digest", "text/html");
        var shown = await page.Content.ReadAsStringAsync();
        using var stopped = await reviewer.Post("/account/digest", new FormUrlEncodedContent([KeyValuePair.Create("stop", "true")]));
        clock.Advance(TimeSpan.FromDays(1));
        await Send(service);

        Assert.DoesNotContain("police.example", rows, StringComparison.Ordinal);
        Assert.Contains("digest-asked", rows, StringComparison.Ordinal);
        Assert.Contains(AddressOf("reviewer"), shown, StringComparison.Ordinal);
        Assert.Equal("0", await Text("digestkept", "select count(*)::text from tipintake.staff_digests"));
        Assert.Empty(mail.Mails);
        Assert.DoesNotContain(service.Log.All, line => line.Contains("@police.example", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("reviewer@elsewhere.example", true)]
    [InlineData("Reviewer <reviewer@police.example>", true)]
    [InlineData("reviewer@police.example, other@police.example", true)]
    [InlineData("reviewer@police.example\r\nBcc: x@police.example", true)]
    [InlineData("", true)]
    [InlineData("reviewer@police.example", false)]
    public async Task Other_addresses_and_what_a_person_has_not_confirmed_are_not_taken(string address, bool mine)
    {
        await using var service = await Node("digestrules", 25);
        using var reviewer = await StaffBrowser.As("reviewer", service);
        await reviewer.SignIn("reviewer", "/sign-in/as-again");

        using var asked = await reviewer.Send(HttpMethod.Put, "/api/v1/staff/me/digest", JsonContent.Create(new { address, mine }));

        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
        Assert.Equal("0", await Text("digestrules", "select count(*)::text from tipintake.staff_digests"));
    }

    [Fact]
    public async Task Nobody_gets_it_who_may_not_come_in_any_more()
    {
        await using var mail = new MailServer();
        await using var service = await Node("digestblocked", mail.Port);
        await Ask(service, "reviewer", "reviewer-2");
        await Run("digestblocked", "update tipintake.mt_doc_staffmember set data = jsonb_set(data, '{blockedAt}', '\"2026-01-01T00:00:00+00:00\"') where data ->> 'name' like '%Reviewer 2'");

        clock.Advance(TimeSpan.FromDays(1));
        await Send(service);

        Assert.Equal([AddressOf("reviewer")], mail.Mails.Select(sent => sent.To));
        Assert.Equal("1", await Text("digestblocked", "select count(*)::text from tipintake.staff_digests"));
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start()
    {
        var refused = await Assert.ThrowsAsync<SettingException>(() => Node("digestwrong", 25, ("Tls", "perhaps")));

        Assert.Contains("Staff:Digest:Tls", refused.Message, StringComparison.Ordinal);
    }

    private static string AddressOf(string who) => $"{who}@police.example";

    private Task<RunningService> Node(string database, int port, params (string Key, string Value)[] further)
    {
        var keys = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"tipintake-{database}-{Environment.ProcessId}"));
        (string Key, string Value)[] settings =
        [
            ("Host", "127.0.0.1"), ("Port", port.ToString(CultureInfo.InvariantCulture)), ("Tls", "none"), ("From", "tips@police.example"), ("Domains:0", "police.example"), ("At", "00:00"), .. further,
        ];
        return app.Another(
            database,
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(clock);
                // Nodes that send share the keys for addresses.
                builder.Services.PostConfigure<KeyManagementOptions>(o => o.XmlRepository = new FileSystemXmlRepository(keys, NullLoggerFactory.Instance));
            },
            [.. settings.Select(setting => ($"Staff:Digest:{setting.Key}", setting.Value))]);
    }

    private static async Task<StaffBrowser> Ask(RunningService service, params string[] people)
    {
        StaffBrowser? last = null;
        foreach (var who in people)
        {
            last?.Dispose();
            last = await StaffBrowser.As(who, service);
            await last.SignIn(who, "/sign-in/as-again");
            using var asked = await last.Post("/account/digest", new FormUrlEncodedContent([KeyValuePair.Create("address", AddressOf(who)), KeyValuePair.Create("mine", "true")]));
            Assert.Equal((HttpStatusCode.Redirect, "/account/digest"), (asked.StatusCode, asked.Headers.Location?.ToString()));
        }

        return last!;
    }

    /// <summary>All nodes at once, beside their own workers; until nobody is at it any more.</summary>
    private static async Task Send(params RunningService[] nodes)
    {
        var cancel = TestContext.Current.CancellationToken;
        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => nodes[number % nodes.Length].Services.GetRequiredService<SendDigest>().Run(cancel)));
        await Eventually.Is(async () =>
        {
            await using var command = nodes[0].Services.GetRequiredService<DatabaseConnections>().Application.CreateCommand($"select not exists (select from {DigestTable.QualifiedName} where claimed_until is not null)");
            return await command.ExecuteScalarAsync(cancel) is true;
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<string> Text(string database, string sql)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task Run(string database, string sql)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
