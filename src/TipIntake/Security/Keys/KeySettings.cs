using TipIntake.Platform;

namespace TipIntake.Security.Keys;

/// <summary>Finds the key ring (setting <c>Keys:Path</c>): made by itself in Development, asked for elsewhere.</summary>
internal static class KeySettings
{
    public static string FolderFrom(IConfiguration configuration) =>
        configuration["Keys:Path"] is { Length: > 0 } path ? path : Path.Combine(DataFolder.From(configuration), "keys");

    public static WebApplicationBuilder AddKeys(this WebApplicationBuilder builder)
    {
        var folder = FolderFrom(builder.Configuration);
        var mayMake = builder.Environment.IsDevelopment();

        builder.Services.AddSingleton(services => new KeyRing(ReadOrMake(folder, mayMake), services.GetRequiredService<TimeProvider>()));
        return builder;
    }

    private static IReadOnlyList<KeySet> ReadOrMake(string folder, bool mayMake)
    {
        if (!KeyFile.Exists(folder))
        {
            if (!mayMake)
            {
                throw new KeyFileException($"There is no key ring in {folder}. Make one with: TipIntake keys init --path {folder}  (setting: Keys:Path)");
            }

            KeyFile.WriteFirst(folder, KeySet.Make(1, TimeProvider.System.GetUtcNow()));
        }

        return KeyFile.Read(folder);
    }
}
