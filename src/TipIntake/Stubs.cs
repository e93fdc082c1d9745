#pragma warning disable
using FluentValidation;
using TipIntake.Platform;
namespace TipIntake.Tips
{
    internal static class TipLane { public static Lane Of(HttpContext c) => Lane.First; }
}
