using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>A person who may come in, what for and until when. Changed by proposals that a second person approves; each change stands in the audit trail.</summary>
internal sealed record StaffMember
{
    public required Guid Id { get; init; }

    /// <summary>What colleagues call them; it is shown to staff only.</summary>
    public required string Name { get; init; }

    /// <summary>The name by which nobody else can be invited too.</summary>
    public required string NameKey { get; init; }

    public StaffRole[] Roles { get; init; } = [];

    public Scope Scope { get; init; } = Scope.Nothing;

    /// <summary>Who checked this person, as the unit names it, and the last day on which that holds.</summary>
    public string VettedBy { get; init; } = "";

    public DateOnly VettedUntil { get; init; }

    /// <summary>Since when they may not come in any more; null: they may.</summary>
    public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>Too many sign-ins failed; until then none succeeds.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    public int FailedSignIns { get; init; }

    public StaffPasskey[] Passkeys { get; init; } = [];

    /// <summary>Under which name their force's own provider knows them: they come in through it and have no passkey. Null: passkeys only.</summary>
    public ProviderIdentity? Provider { get; init; }

    public static string KeyOf(string name) => name.Normalize(System.Text.NormalizationForm.FormKC).ToUpperInvariant();

    /// <summary>Null: they may come in.</summary>
    public SignInObstacle? Obstacle(DateTimeOffset now) => this switch
    {
        { BlockedAt: not null } => SignInObstacle.Blocked,
        { LockedUntil: { } until } when until > now => SignInObstacle.Locked,
        _ when DateOnly.FromDateTime(now.UtcDateTime) > VettedUntil => SignInObstacle.VettingExpired,
        { Roles.Length: 0 } => SignInObstacle.NoRole,
        _ => null,
    };
}

internal enum SignInObstacle
{
    Blocked,
    Locked,
    VettingExpired,
    NoRole,
}

/// <summary>Issuer and subject together: a subject alone could be said by any provider.</summary>
internal sealed record ProviderIdentity(string Issuer, string Subject)
{
    /// <summary>Holds that nobody else is known to the provider as this person.</summary>
    public const string Index = "mt_doc_staffmember_uidx_provider";
}

/// <summary>A passkey's public half. Its secret never leaves the person's device.</summary>
internal sealed record StaffPasskey
{
    /// <summary>The credential's id, base64url.</summary>
    public required string Id { get; init; }

    public required byte[] PublicKey { get; init; }

    /// <summary>What its owner calls it: "blue key on my key ring".</summary>
    public string? Label { get; init; }

    public DateTimeOffset AddedAt { get; init; }

    public uint SignCount { get; init; }

    public string[] Transports { get; init; } = [];

    public bool IsBackupEligible { get; init; }

    public bool IsBackedUp { get; init; }
}
