#pragma warning disable
using FluentValidation;
using TipIntake.Platform;
namespace TipIntake.Tips
{
    internal sealed record SenderContact(Guid Id, byte[] Envelope);
    internal sealed class ContactSeal { public Outcome<byte[]> TrySeal(string c, Guid id) => new byte[1]; }
    internal static class TipLane { public static Lane Of(HttpContext c) => Lane.First; }
    internal static class StubSetup { public static WebApplicationBuilder AddStubs(this WebApplicationBuilder b) { b.Services.AddSingleton<ContactSeal>(); return b; } }
}
