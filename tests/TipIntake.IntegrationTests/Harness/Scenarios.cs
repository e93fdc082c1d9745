using System.Globalization;
using System.Text.Json.Nodes;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TipIntake.Catalogue;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>States that tests start from, and what stands in the tables.</summary>
internal static class Scenarios
{
    private static int objects;

    public static Task<string> HasOpenObject(this TipIntakeApp app) => app.Service.HasObject();

    /// <summary>Publishes an object that no other test uses.</summary>
    public static async Task<string> HasObject(this RunningService service, params object[] later)
    {
        var reference = string.Create(CultureInfo.InvariantCulture, $"OBJ-2100-{Interlocked.Increment(ref objects):D4}");
        var texts = new ObjectTexts("en", new() { ["en"] = "A bag" }, new() { ["en"] = "Where was it sold?" }, "bag", []);

        await using (var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.Events.StartStream<TracedObject>(reference, [new ObjectDrafted(reference, texts), new ObjectPublished(DateTimeOffset.UnixEpoch), .. later]);
            await session.SaveChangesAsync();
        }

        await service.Services.GetRequiredService<PublishedCatalogue>().Refresh(CancellationToken.None);
        return reference;
    }

    public static async Task<List<JsonObject>> StoredTips(this TipIntakeApp app, string reference, string database = "tipintake")
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand("select data::text from tipintake.mt_doc_tip where data ->> 'object' = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = reference });
        await using var rows = await command.ExecuteReaderAsync();

        var tips = new List<JsonObject>();
        while (await rows.ReadAsync())
        {
            tips.Add((JsonObject)JsonNode.Parse(rows.GetString(0))!);
        }

        return tips;
    }

    /// <summary>What the trail says of one act on one subject.</summary>
    public static Task<long> Entries(this TipIntakeApp app, string act, string subject) => app.CountRows($"select count(*) from tipintake.audit_entries where act = '{act}' and subject = '{subject}'");

    /// <summary>Changes a database behind the service's back.</summary>
    public static async Task Change(this TipIntakeApp app, string database, string sql)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>From now on the development reviewer sees this much.</summary>
    public static async Task Narrow(this RunningService service, Scope scope)
    {
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        var member = await session.Query<StaffMember>().SingleAsync(m => m.Name == "Development Reviewer");
        session.Store(member with { Scope = scope });
        await session.SaveChangesAsync();
    }

    public static async Task<long> CountRows(this TipIntakeApp app, string sql)
    {
        await using var source = app.Database.Superuser("tipintake");
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
