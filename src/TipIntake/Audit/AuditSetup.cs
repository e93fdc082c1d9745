using Marten;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Audit;

internal static class AuditSetup
{
    private const string Tag = "Audit";

    public static WebApplicationBuilder AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(o => o.Storage.ExtendedSchemaObjects.AddRange([new AuditTable(), new ChainTable(), new CheckpointTable()]));
        builder.Services.AddSingleton<AuditTrail>();
        builder.Services.AddSingleton<AuditMeter>();
        builder.Services.AddSingleton<ReadTrail>();
        builder.Services.AddSingleton(services => CheckpointSettings.From(services.GetRequiredService<IConfiguration>()));
        if (StaffDoor.IsOpen(builder.Configuration))
        {
            builder.AddSequencer();
            builder.Services.AddSingleton<ListAuditEntriesValidator>().AddSingleton<ListAuditCheckpointsValidator>();
            builder.Services.AddScoped<ListAuditEntries>().AddScoped<ListAuditCheckpoints>();
        }

        return builder;
    }

    /// <summary>For auditors. Whoever reads here leaves an entry, too.</summary>
    public static void MapAudit(this IEndpointRouteBuilder staff)
    {
        var routes = staff.MapGroup("/api/v1/audit").WithTags(Tag);
        routes.MapGet("entries", ListAuditEntries.Handle).For(StaffRole.Auditor)
            .WithName(nameof(ListAuditEntries))
            .WithSummary("Lists what was done and read, newest first. The reading itself is recorded before the answer is given.")
            .WithMetadata([AuditExamples.Entries, .. AuditExamples.OfFilters])
            .Produces<AuditEntriesView>()
            .Refuses(Refusals.RequestMalformed, Refusals.ValidationFailed, Refusals.NotSignedIn, Refusals.NotAllowed, Refusals.TooManyRequests, Refusals.Unexpected);
        routes.MapGet("checkpoints", ListAuditCheckpoints.Handle).For(StaffRole.Auditor)
            .WithName(nameof(ListAuditCheckpoints))
            .WithSummary("Lists the signed checkpoints of the trail, newest first. Compare them with the files, not the files with them.")
            .WithMetadata([AuditExamples.Checkpoints, .. AuditExamples.OfPages])
            .Produces<AuditCheckpointsView>()
            .Refuses(Refusals.RequestMalformed, Refusals.ValidationFailed, Refusals.NotSignedIn, Refusals.NotAllowed, Refusals.TooManyRequests, Refusals.Unexpected);
    }

    private static void AddSequencer(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => CheckpointSettings.ReadKey(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IHostEnvironment>()));
        builder.Services.AddSingleton<ChainEntries>().AddSingleton<MakeCheckpoint>().AddSingleton<CheckpointFolder>();
        builder.Services.AddHostedService<SequencerWorker>();
    }
}
