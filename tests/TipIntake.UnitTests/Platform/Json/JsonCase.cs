using System.Text;

namespace TipIntake.UnitTests.Platform;

/// <summary>One body and what has to become of it. <c>Code</c> is null where it is accepted.</summary>
internal sealed record JsonCase(string Name, byte[] Body, string? Code)
{
    public bool IsAccepted => Code is null;

    public static JsonCase Of(string name, string body, string? code) => new(name, Encoding.UTF8.GetBytes(body), code);
}
