using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TipIntake.Benchmarks.Servers;

/// <summary>A tip as the naive server stores it: the same words as the service, no receipt, no lane.</summary>
internal sealed record NaiveTip(
    Guid Id, string Object, string Text, string? Country, string? Place, string? Period, string? Link, string? Basis, string? Language, string? Contact, DateTimeOffset ReceivedAt);

internal sealed record NaiveTipRequest(
    string Text, string? Country, string? Place, string? Period, string? Link, string? Basis, string? Language, string? Contact);

/// <summary>What one would write first: one Marten session and one commit for each request, and no checks at all.</summary>
internal static class NaiveServer
{
    public const string Verb = "naive-server";

    public static async Task<int> MainAsync(string url, string connectionString)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddMarten(options =>
        {
            options.Connection(connectionString);
            options.DatabaseSchemaName = "naive";
            options.UseSystemTextJsonForSerialization();
        }).UseLightweightSessions();

        var app = builder.Build();
        app.MapGet("/health/ready", () => TypedResults.Ok());
        app.MapPost("/api/v1/objects/{reference}/tips", StoreAsync);
        await app.Services.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await app.RunAsync();
        return 0;
    }

    private static async Task<IResult> StoreAsync(string reference, NaiveTipRequest request, IDocumentSession session, CancellationToken cancel)
    {
        var tip = new NaiveTip(
            Guid.CreateVersion7(), reference, request.Text, request.Country, request.Place, request.Period, request.Link, request.Basis, request.Language, request.Contact, TimeProvider.System.GetUtcNow());
        session.Insert(tip);
        await session.SaveChangesAsync(cancel);
        return TypedResults.Created((string?)null, new { receipt = tip.Id, receivedAt = tip.ReceivedAt });
    }
}
