namespace TipIntake.Security.Access;

/// <summary>An address to go on to that came in with a request: only ever one of ours.</summary>
internal static class LocalAddress
{
    public static string Or(string? address, string otherwise) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && address.All(letter => letter is > ' ' and < '\x7f' and not '\\') ? address : otherwise;
}
