#pragma warning disable
using FluentValidation;
using TipIntake.Platform;
namespace TipIntake.Catalogue
{
    internal sealed record PublishedObject(string Reference);
    internal sealed class PublishedCatalogue { public Outcome<PublishedObject> FindOpen(string r) => r.StartsWith("OBJ-", StringComparison.Ordinal) ? new PublishedObject(r) : Refusals.ObjectUnknown; public bool IsClosed(string r) => false; }
    internal static class CatalogueSetup { public static WebApplicationBuilder AddCatalogue(this WebApplicationBuilder b) { b.Services.AddSingleton<PublishedCatalogue>(); b.Services.AddSingleton<TipIntake.Tips.ContactSeal>(); return b; } public static void MapCatalogue(this IEndpointRouteBuilder r) { } }
}
namespace TipIntake.Tips
{
    internal sealed record SenderContact(Guid Id, byte[] Envelope);
    internal sealed class ContactSeal { public Outcome<byte[]> TrySeal(string c, Guid id) => new byte[1]; }
    internal static class TipLane { public static Lane Of(HttpContext c) => Lane.First; }
}
