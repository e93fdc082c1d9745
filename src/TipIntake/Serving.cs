using TipIntake.Audit;
using TipIntake.Catalogue;
using TipIntake.LocalPostgres;
using TipIntake.Pages;
using TipIntake.Platform;
using TipIntake.Retention;
using TipIntake.Security.Access;
using TipIntake.Security.Keys;
using TipIntake.Security.RateLimits;
using TipIntake.Storage;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake;

/// <summary>Starts the service step by step, in numbered lines that a person can follow, and stops it without losing anything.</summary>
internal static class Serving
{
    public static async Task<int> Run(string[] args, CancellationToken cancel)
    {
        var steps = new StartupSteps(Console.Out);
        var builder = Program.Builder(args);
        steps.Say($"Settings: {builder.Environment.EnvironmentName}, data in {DataFolder.From(builder.Configuration)}");

        CheckSettings(builder);
        await using var postgres = await StartPostgres(builder, steps, cancel);
        if (NodeRole.Check(builder) is { } advice)
        {
            steps.Detail(advice);
        }

        await using var app = Program.Build(builder);
        await Prepare(app, steps, cancel);

        await app.StartAsync(cancel);
        steps.Listening(app);
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    /// <summary>What has to be said before anything starts. Throws with the name of the setting that is missing or wrong.</summary>
    public static void CheckSettings(WebApplicationBuilder builder)
    {
        OperatorDuties.Check(builder);
        ContactPoints.Check(builder);
        RetentionRules.Check(builder);
    }

    private static async Task<PrivatePostgres?> StartPostgres(WebApplicationBuilder builder, StartupSteps steps, CancellationToken cancel)
    {
        try
        {
            var postgres = await DevelopmentDatabase.StartIfNeeded(builder, steps.Detail, cancel);
            steps.Say(postgres is null ? "Database: as configured" : $"Database: a private PostgreSQL on port {postgres.Port}");
            return postgres;
        }
        catch (LocalPostgresException fault)
        {
            throw new TerminalException(fault.Message);
        }
    }

    /// <summary>For verbs that work on the database: the same service, but nothing listens.</summary>
    public static async Task<int> Use(Func<WebApplication, CancellationToken, Task<int>> act, CancellationToken cancel)
    {
        var builder = Program.Builder([]);
        await using var postgres = await StartPostgres(builder, new StartupSteps(Console.Error), cancel);
        await using var app = Program.Build(builder);

        if (app.Environment.IsDevelopment())
        {
            await app.Services.GetRequiredService<DatabaseSchema>().Apply(cancel);
        }

        return await act(app, cancel);
    }

    /// <summary>Everything that must be there before the first request: keys, and in Development the schema.</summary>
    private static async Task Prepare(WebApplication app, StartupSteps steps, CancellationToken cancel)
    {
        var keys = app.Services.GetRequiredService<KeyRing>();
        steps.Say($"Keys: {keys.NewestFirst.Count} in {KeySettings.FolderFrom(app.Configuration)}");

        steps.Say($"Contacts: sealed to key {app.Services.GetRequiredService<ContactSeal>().KeyId}");

        if (StaffDoor.IsOpen(app.Configuration))
        {
            steps.Say($"Audit: checkpoints signed with key {app.Services.GetRequiredService<CheckpointKey>().Public.Id}, written to {app.Services.GetRequiredService<CheckpointSettings>().Folder}");
        }

        if (app.Environment.IsDevelopment())
        {
            await app.Services.GetRequiredService<DatabaseSchema>().Apply(cancel);
        }

        var guard = app.Services.GetRequiredService<StorageGuard>();
        await guard.Look(cancel);
        steps.Say(guard.Problem is { } problem ? $"Storage: NOT READY, {problem}" : "Storage: the schema has what this version needs, commits are flushed");
        steps.Say($"Objects: {await CountObjects(app, guard, cancel)}");
        steps.Say("Rate limits, for each network:");
        RateLimitsInForce.Describe(app.Services.GetRequiredService<RateLimitSettings>()).ToList().ForEach(steps.Detail);
    }

    private static async Task<string> CountObjects(WebApplication app, StorageGuard guard, CancellationToken cancel)
    {
        var catalogue = app.Services.GetRequiredService<PublishedCatalogue>();

        try
        {
            await (guard.MayPromise ? catalogue.Refresh(cancel) : Task.CompletedTask);
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            // The catalogue goes on trying; a count is no reason not to start.
        }

        if (catalogue.Current is { NewestFirst.Count: 0 } && app.Services.GetServices<IHostedService>().Any(service => service is DemonstrationObjects))
        {
            return "none yet; the demonstration objects follow in a moment";
        }

        return catalogue.Current?.NewestFirst is { } published
            ? $"{published.Count} published, {published.Count(shown => shown.Status == PublishedStatus.Open)} of them open"
            : "not read yet";
    }
}
