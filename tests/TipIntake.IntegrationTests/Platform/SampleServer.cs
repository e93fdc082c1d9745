using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TipIntake.Platform;

namespace TipIntake.IntegrationTests.Platform;

internal sealed record SampleBody(string? Text);

internal sealed record SampleQuery(string? Country);

internal sealed class SampleQueryValidator : AbstractValidator<SampleQuery>
{
    public SampleQueryValidator() => RuleFor(q => q.Country).IsCountry();
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    MaxDepth = StrictJson.MostLevels,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(SampleBody))]
internal sealed partial class SampleBodyJson : JsonSerializerContext;

/// <summary>A real server with nothing but the platform in front of routes that fail in every way.</summary>
public sealed class SampleServer : IAsyncLifetime, ILoggerProvider, ILogger
{
    /// <summary>Stands for what a person sent; it may turn up nowhere.</summary>
    public const string Canary = "canary-4b1d";

    private const int ServerLimit = 2_000;

    private WebApplication? app;

    public ConcurrentQueue<string> Lines { get; } = [];

    /// <summary>Set when the request with the header <c>Follow</c> has begun, and when it is over.</summary>
    public (TaskCompletionSource Begun, TaskCompletionSource Over) Followed { get; } = (new(), new());

    public Uri Address { get; private set; } = new("http://localhost");

    public async ValueTask InitializeAsync()
    {
        // Development is where the framework would show its own page with all details.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(o => o.Limits.MaxRequestBodySize = ServerLimit);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddProvider(this);
        builder.Services.AddRequestTimeouts();
        builder.AddPlatform();

        app = builder.Build();
        app.Use(Follow);
        app.UsePlatform();
        app.UseRouting();
        app.UseRequestTimeouts();
        MapFailures(app);
        await app.StartAsync();
        Address = new Uri(app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        await app!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    void IDisposable.Dispose()
    {
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

    private async Task Follow(HttpContext context, RequestDelegate next)
    {
        var followed = context.Request.Headers.ContainsKey("Follow");
        if (followed)
        {
            Followed.Begun.SetResult();
        }

        await next(context);
        if (followed)
        {
            Followed.Over.SetResult();
        }
    }

    private static void MapFailures(WebApplication routes)
    {
        routes.MapGet("/throws", string () => throw new InvalidOperationException(Canary, new FormatException(Canary)));
        routes.MapGet("/database", string () => throw new PostgresException(Canary, "ERROR", "ERROR", "23505", detail: Canary));
        routes.MapGet("/bad/{status:int}", string (int status) => throw new BadHttpRequestException(Canary, status));
        routes.MapGet("/status/{status:int}", (int status) => TypedResults.StatusCode(status));
        routes.MapGet("/number", (int number) => number);
        routes.MapGet("/own-words", (HttpContext context) =>
        {
            context.Response.StatusCode = 503;
            return context.Response.WriteAsync("own words");
        });
        routes.MapGet("/half", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("half of it");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException(Canary);
        });
        routes.MapGet("/headers", string (HttpContext context) =>
        {
            context.Response.Headers.ETag = $"\"{Canary}\"";
            context.Response.Headers.SetCookie = Canary;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            throw new InvalidOperationException(Canary);
        });
        routes.MapGet("/slow", (HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted))
            .WithRequestTimeout(TimeSpan.FromMilliseconds(50));
        routes.MapGet("/validated", IResult ([AsParameters] SampleQuery query) => new SampleQueryValidator().Validate(query) is { IsValid: false } faults
            ? ValidationRefusal.From(faults).ToProblem()
            : TypedResults.Text(query.Country));
        routes.MapGet("/refused", () => Refusals.InboxFull.ToProblem());
        routes.MapPost("/json", async Task<IResult> (HttpContext context) =>
        {
            var body = await StrictJson.Read(context, SampleBodyJson.Default.SampleBody);
            return body.IsRefused ? body.Refusal.ToProblem() : TypedResults.Text(body.Value.Value.Text);
        });
    }
}
