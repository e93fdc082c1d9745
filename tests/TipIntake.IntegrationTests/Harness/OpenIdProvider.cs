using System.Diagnostics;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>A real OpenID provider, oidc-provider from npm, as a force would run one. On its sign-in page a test says who signs in, and what the provider says of them.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    private const string Secret = "the-secret-of-the-client-in-these-tests";

    private readonly Process process;

    private OpenIdProvider(Process process, string issuer) => (this.process, Issuer) = (process, issuer);

    public string Issuer { get; }

    public static async Task<OpenIdProvider> Start()
    {
        var started = await NodeProgram.Start(Path.Combine(AppContext.BaseDirectory, "Harness", "Provider"), "provider.mjs", new Dictionary<string, string>(StringComparer.Ordinal) { ["CLIENT_SECRET"] = Secret });
        var complaints = started.StandardError.ReadToEndAsync();
        return await started.StandardOutput.ReadLineAsync() is { } issuer
            ? new OpenIdProvider(started, issuer)
            : throw new InvalidOperationException($"The provider did not start: {await complaints}");
    }

    /// <summary>What a service needs that lets people of this provider in.</summary>
    public (string Key, string Value)[] Settings(params (string Key, string Value)[] more) => SettingsFor(Issuer, more);

    public static (string Key, string Value)[] SettingsFor(string issuer, params (string Key, string Value)[] more) =>
    [
        ("Staff:OpenIdConnect:Name", "the Force"),
        ("Staff:OpenIdConnect:Authority", issuer),
        ("Staff:OpenIdConnect:ClientId", "tipintake"),
        ("Staff:OpenIdConnect:ClientSecretFile", SecretFile(Secret)),
        .. more.Select(setting => ("Staff:OpenIdConnect:" + setting.Key, setting.Value)),
    ];

    public static string SecretFile(string content)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("tipintake-secret").FullName, "client-secret");
        File.WriteAllText(path, content + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }

    public async ValueTask DisposeAsync()
    {
        // It ends when nobody talks to it any more.
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

/// <summary>What the provider is to say about somebody; <c>Spoil</c> names the fault that its token is to have.</summary>
internal sealed record ProviderLogin(string Subject, string Acr = "high", string Amr = "pwd hwk", string Roles = "", int Age = 0, string Spoil = "")
{
    public IEnumerable<KeyValuePair<string, string>> Fields =>
    [
        new("subject", Subject), new("acr", Acr), new("amr", Amr), new("roles", Roles), new("age", $"{Age}"), new("spoil", Spoil),
    ];
}
