using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using JasperFx;
using Marten;
using Weasel.Core;

namespace TipIntake.Storage;

internal static class StorageSetup
{
    private const string WritesLog = "Marten.IDocumentStore";

    public static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder)
    {
        // Privacy: of every command that fails the library logs the values, a lost race included. Whoever asked gets the fault, and logs what is one.
        builder.Logging.AddFilter(WritesLog, LogLevel.None);
        builder.Services.AddSingleton<DatabaseConnections>();
        builder.Services.AddSingleton<DatabaseSchema>();
        builder.Services.AddSingleton<StorageGuard>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StorageGuard>());
        builder.Services.AddSingleton<GracefulStop>();
        builder.Services.AddHostedService(services => services.GetRequiredService<GracefulStop>());

        builder.Services
            .AddMarten(services =>
            {
                var options = new StoreOptions();
                options.Connection(services.GetRequiredService<DatabaseConnections>().Application);
                options.AutoCreateSchemaObjects = AutoCreate.None;
                Configure(options, services.GetServices<JsonSerializerContext>());
                return options;
            })
            .UseLightweightSessions();

        return builder;
    }

    /// <summary>What holds for every store of this service, whichever role opens it; a capability adds its own documents with <c>ConfigureMarten</c>.</summary>
    public static void Configure(StoreOptions options, IEnumerable<JsonSerializerContext> contexts)
    {
        options.DatabaseSchemaName = DatabaseConnections.Schema;
        options.Events.DatabaseSchemaName = DatabaseConnections.Schema;
        options.Events.StreamIdentity = JasperFx.Events.StreamIdentity.AsString;
        options.Events.AppendMode = JasperFx.Events.EventAppendMode.QuickWithServerTimestamps;
        options.Events.UseMandatoryStreamTypeDeclaration = true;
        options.Events.MetadataConfig.HeadersEnabled = true;
        options.Policies.DisableInformationalFields();
        options.UpdateBatchSize = 4_000;
        options.DisableNpgsqlLogging = true;
        options.Serializer(Serializer(contexts));
    }

    private static Marten.Services.SystemTextJsonSerializer Serializer(IEnumerable<JsonSerializerContext> contexts)
    {
        var resolvers = contexts.Cast<IJsonTypeInfoResolver>().Append(new DefaultJsonTypeInfoResolver());
        var json = new JsonSerializerOptions
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine([.. resolvers]),
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // Stored JSON is never put into a page as it is, so text stays as people wrote it instead of \u escapes.
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };

        return new Marten.Services.SystemTextJsonSerializer(json) { EnumStorage = EnumStorage.AsString, Casing = Casing.CamelCase };
    }
}
