using Marten;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Staff;

internal static class DigestSetup
{
    public static void AddDigest(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DigestAddresses>().AddScoped<AskForDigest>();
        if (DigestSettingsReader.Read(builder.Configuration, builder.Environment) is not { } settings)
        {
            return;
        }

        builder.Services.AddSingleton(settings).AddSingleton<DigestMeter>().AddSingleton<DigestQueue>();
        builder.Services.AddRepeated<SendDigest>(Repetition.Every(TimeSpan.FromSeconds(30), "Sending the daily mail"), (send, cancel) => send.Run(cancel));
    }

    /// <summary>On every node, whether or not it sends: nodes share a schema.</summary>
    public static void Configure(StoreOptions options) => options.Storage.ExtendedSchemaObjects.Add(new DigestTable());

    public static void MapDigest(this RouteGroupBuilder routes)
    {
        routes.MapGet("me/digest", AskForDigest.HandleShow).ForVerified(StaffRole.Reviewer);
        routes.MapPut("me/digest", AskForDigest.Handle).ForVerified(StaffRole.Reviewer);
        routes.MapDelete("me/digest", AskForDigest.HandleStop).ForVerified(StaffRole.Reviewer);
    }
}
