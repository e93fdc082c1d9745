using Microsoft.AspNetCore.Authentication;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>The way to the provider and back. What is packed for it is sealed, so nobody on the way can change it.</summary>
internal static partial class ProviderTrip
{
    /// <summary>The session that wants to be verified again.</summary>
    public const string Again = "tipintake.again";

    /// <summary>The session that ends when this trip does: its browser asked who is there now.</summary>
    public const string InsteadOf = "tipintake.instead-of";

    /// <summary>What the audit trail calls this way in.</summary>
    public const string Reason = "provider";

    private const string Roles = "tipintake.provider-roles";
    private const string Everything = "*";

    /// <summary>It travels in the address on the way back, which must stay short.</summary>
    private const int LongestNext = 800;

    public static string Next(HttpRequest request) =>
        request.Query["return"].ToString() is { Length: <= LongestNext } wanted ? LocalAddress.Or(wanted, "/") : "/";

    public static async Task<IResult> Begin(HttpContext context, AuthenticationProperties trip, ILogger log)
    {
        try
        {
            await context.ChallengeAsync(StaffSchemes.Provider, trip);
            return Results.Empty;
        }
        catch (Exception fault) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            Unreachable(log, UnexpectedFault.Describe(fault));
            return Refusals.ProviderUnavailable.ToProblem();
        }
    }

    /// <summary>For the session that begins: what the provider leaves of the roles.</summary>
    public static void Keep(AuthenticationProperties trip, StaffRole[]? left) =>
        trip.Items[Roles] = left is null ? Everything : string.Join(',', left.Select(role => role.Name()));

    public static bool MayReplace(AuthenticationProperties trip, Person here) =>
        trip.Items.TryGetValue(InsteadOf, out var before) && before is not null && before == here.Session;

    public static bool IsEnd(AuthenticationProperties trip) => trip.Items.ContainsKey(Roles);

    /// <summary>Null: the provider has no say in roles, or the person did not come from there.</summary>
    public static StaffRole[]? Left(AuthenticationProperties trip) =>
        trip.Items.TryGetValue(Roles, out var kept) && kept != Everything ? [.. (kept ?? "").Split(',').Select(StaffRoles.Find).OfType<StaffRole>()] : null;

    [LoggerMessage(1, LogLevel.Error, "The provider of Staff:OpenIdConnect cannot be used: {Fault}")]
    private static partial void Unreachable(ILogger log, string fault);
}
