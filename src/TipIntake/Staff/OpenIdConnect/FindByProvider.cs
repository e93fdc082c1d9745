using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>Whom the provider means: somebody two administrators have bound to exactly this issuer and subject. Nobody comes into being by signing in.</summary>
internal sealed class FindByProvider(ProviderSettings settings, IDocumentSession session, AuditTrail audit, TimeProvider clock)
{
    private const string Stranger = "provider";

    /// <summary>Whatever the reason, a refusal looks the same; the trail has the reason, and never a subject that nobody here has.</summary>
    public async Task<Outcome<StaffMember>> Run(ProviderWord said, TimeSpan? longestAge, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var found = await Find(said, cancel);
        var reason = found is null ? "unknown" : found.Obstacle(now)?.ToString() ?? settings.Assurance.Lacks(said, now, longestAge) ?? (RolesOf(found, said).Any() ? null : nameof(SignInObstacle.NoRole));
        if (reason is null)
        {
            return found!;
        }

        await Refuse(found is null ? Stranger : $"staff:{found.Id}", reason, cancel);
        return Refusals.SignInRefused;
    }

    /// <summary>Null: the provider has no say in roles.</summary>
    public StaffRole[]? Left(ProviderWord said) => settings.Roles?.LeftBy(said);

    public async Task Refuse(string actor, string reason, CancellationToken cancel)
    {
        audit.Record(session, new AuditEntry(actor, AuditActs.SignInRefused, actor, reason));
        await session.SaveChangesAsync(cancel);
    }

    private IEnumerable<StaffRole> RolesOf(StaffMember member, ProviderWord said) => Left(said) is { } left ? member.Roles.Intersect(left) : member.Roles;

    private async Task<StaffMember?> Find(ProviderWord said, CancellationToken cancel) =>
        said is { Issuer: { Length: > 0 } issuer, Subject: { Length: > 0 } subject }
            ? await session.Query<StaffMember>().SingleOrDefaultAsync(member => member.Provider!.Issuer == issuer && member.Provider.Subject == subject, cancel)
            : null;
}
