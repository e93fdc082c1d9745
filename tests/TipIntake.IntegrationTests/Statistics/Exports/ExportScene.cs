using System.Globalization;
using System.Net.Http.Headers;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.IntegrationTests.LocalPostgres;
using TipIntake.Security.Access;
using TipIntake.Staff;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Statistics.Exports;

/// <summary>A service whose first day of counting is over: two objects with some tips, and a statistician with a token.</summary>
internal sealed class ExportScene : IAsyncDisposable
{
    private readonly MovableClock clock;

    private ExportScene(RunningService service, MovableClock clock, string database) => (Service, this.clock, Database) = (service, clock, database);

    public RunningService Service { get; }

    public string Database { get; }

    /// <summary>Three tips, of Portugal, Namibia and nowhere.</summary>
    public string One { get; private set; } = "";

    /// <summary>One tip.</summary>
    public string Other { get; private set; } = "";

    /// <summary>The day that is over, as an address has it.</summary>
    public string Day { get; private set; } = "";

    public HttpClient Statistician { get; private set; } = null!;

    public static async Task<ExportScene> Begin(TipIntakeApp app, string database)
    {
        var moving = new MovableClock();
        var service = await app.Another(database, builder => builder.Services.AddSingleton<TimeProvider>(moving));
        var scene = new ExportScene(service, moving, database) { One = await service.HasObject(), Other = await service.HasObject() };
        await service.Visitor.SendTip(scene.One, new { text = "Sold at the market of Olhao, by the stall with the blue roof.", country = "PT" });
        await service.Visitor.SendTip(scene.One, new { text = "My aunt in Windhoek kept buttons in one of these for years.", country = "NA" });
        await service.Visitor.SendTip(scene.One, new { text = "An advertising gift of a savings bank, every child got one." });
        await service.Visitor.SendTip(scene.Other, new { text = "The factory in Leiria made them for hotels until the nineties.", country = "PT" });
        (scene.Statistician, _) = await scene.Somebody(Scope.All);
        scene.Day = await scene.EndDay();
        return scene;
    }

    /// <summary>A statistician who may see so much, with a token.</summary>
    public async Task<(HttpClient Client, string Actor)> Somebody(Scope scope)
    {
        var (id, secret) = (Guid.NewGuid(), ApiToken.MakeSecret());
        var token = new ApiToken { Id = ApiToken.IdOf(secret), MemberId = id, Label = "test", Roles = [StaffRole.Statistician], MadeAt = clock.GetUtcNow(), ExpiresAt = clock.GetUtcNow().AddDays(300) };
        await using var session = Service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Insert(new StaffMember { Id = id, Name = $"Test {id}", NameKey = $"TEST {id}", Roles = [StaffRole.Statistician], Scope = scope, VettedBy = "test", VettedUntil = new DateOnly(2100, 1, 1) });
        session.Insert(token);
        await session.SaveChangesAsync();
        var client = new HttpClient { BaseAddress = Service.Staff.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return (client, $"token:{token.Shown}");
    }

    /// <summary>Waits until everything is counted, and then lets the day end.</summary>
    public async Task<string> EndDay()
    {
        await Eventually.Is(() => IsTrue(
            "select not exists (select from tipintake.mt_doc_tipnews) and not exists (select from tipintake.count_news) and (select count(*) from tipintake.counted_tips) = (select count(*) from tipintake.mt_doc_tip) and (select count(*) from tipintake.counted_days) > 0"));
        var day = await Text("select max(known)::text from tipintake.counted_days");
        clock.Advance(TimeSpan.FromDays(1));
        await Eventually.Is(() => IsTrue($"select max(known) > '{day}' from tipintake.counted_days"));
        return day;
    }

    public async Task<byte[]> Get(string query, HttpClient? client = null)
    {
        using var answer = await Ask(query, client: client);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public async Task<string> GetText(string query, HttpClient? client = null) => System.Text.Encoding.UTF8.GetString(await Get(query, client));

    public async Task<HttpResponseMessage> Ask(string query, string? accept = null, string? known = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/statistics/{query}");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("If-None-Match", known);
        return await (client ?? Statistician).SendAsync(request);
    }

    public async Task<string> Text(string sql)
    {
        await using var command = Service.Services.GetRequiredService<DatabaseConnections>().Application.CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }

    public async ValueTask DisposeAsync()
    {
        Statistician.Dispose();
        await Service.DisposeAsync();
    }

    private async Task<bool> IsTrue(string sql) => await Text(sql) == "True";
}
