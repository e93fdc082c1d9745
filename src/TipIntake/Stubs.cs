#pragma warning disable
using FluentValidation;
using TipIntake.Platform;
namespace TipIntake.LocalPostgres
{
    internal sealed record LocalPostgresOptions { public required string DataDirectory { get; init; } public string? BinDirectory { get; init; } public Action<string> Say { get; init; } = _ => { }; }
    internal sealed class PrivatePostgres : IAsyncDisposable { public static Task<PrivatePostgres> StartAsync(LocalPostgresOptions o, CancellationToken c) => throw new LocalPostgresException("stub"); public int Port => 0; public string ConnectionString(string d = "", string u = "") => ""; public ValueTask DisposeAsync() => default; }
    internal sealed class LocalPostgresException(string m) : Exception(m);
}
namespace TipIntake.Tips
{
    internal sealed record SenderContact(Guid Id, byte[] Envelope);
    internal sealed class ContactSeal { public Outcome<byte[]> TrySeal(string c, Guid id) => new byte[1]; }
    internal static class TipLane { public static Lane Of(HttpContext c) => Lane.First; }
    internal static class StubSetup { public static WebApplicationBuilder AddStubs(this WebApplicationBuilder b) { b.Services.AddSingleton<ContactSeal>(); return b; } }
}
