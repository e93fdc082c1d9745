using Marten;

namespace TipIntake.Audit;

internal static class AuditSetup
{
    public static WebApplicationBuilder AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(o => o.Storage.ExtendedSchemaObjects.Add(new AuditTable()));
        builder.Services.AddSingleton<AuditTrail>();
        return builder;
    }
}
