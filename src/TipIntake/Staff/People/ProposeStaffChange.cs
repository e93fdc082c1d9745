using FluentValidation;
using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <param name="Kind">invite, change or recover.</param>
/// <param name="Member">Whom it is about; not for invite.</param>
/// <param name="Name">What colleagues call them; to recover changes neither this nor what follows. At most 80 characters.</param>
/// <param name="Roles">Of reviewer, editor, publisher, statistician, auditor, administrator. Auditors and administrators have no other role.</param>
/// <param name="Everything">True: they may see every object.</param>
/// <param name="Objects">Else: references of the objects they may see.</param>
/// <param name="Regions">Else: regions whose objects they may see.</param>
/// <param name="VettedBy">Who checked them, as the unit names it. At most 120 characters.</param>
/// <param name="VettedUntil">The last day on which that holds: YYYY-MM-DD.</param>
/// <param name="Issuer">If they sign in through their force's own provider: its issuer.</param>
/// <param name="Subject">And the subject under which it knows them.</param>
internal sealed record ProposeStaffChangeRequest(
    string? Kind, Guid? Member, string? Name, string[]? Roles, bool? Everything, string[]? Objects, string[]? Regions, string? VettedBy, DateOnly? VettedUntil, string? Issuer = null, string? Subject = null);

/// <param name="Id">Of the proposal that a second administrator decides.</param>
internal sealed record ProposeStaffChangeResponse(Guid Id);

internal sealed class ProposeStaffChangeValidator : AbstractValidator<ProposeStaffChangeRequest>
{
    public const int LongestName = 80;
    public const int LongestVettedBy = 120;
    private const int MostScopes = 200;

    /// <summary>As OpenID Connect bounds it.</summary>
    public const int LongestSubject = 255;
    public const int LongestIssuer = 500;

    public static readonly string[] Kinds = [.. Enum.GetNames<ProposalKind>().Select(name => name.ToLowerInvariant())];

    public ProposeStaffChangeValidator()
        : this(TimeProvider.System)
    {
    }

    public ProposeStaffChangeValidator(TimeProvider clock)
    {
        var today = () => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        RuleFor(r => r.Kind).IsGiven().IsOneOf(Kinds, "value-unknown");
        RuleFor(r => r.Member).Must((request, member) => request.Kind == "invite" == member is null).WithErrorCode("value-missing");
        RuleFor(r => r.Name).IsGiven().AtMost(LongestName, "value-too-long");
        RuleFor(r => r.Roles).Must(roles => roles is { Length: > 0 } && Array.TrueForAll(roles, role => StaffRoles.Find(role) is not null)).WithErrorCode("value-unknown");
        RuleFor(r => r.Objects).Must(list => list is null || list.Length <= MostScopes).WithErrorCode("value-unknown");
        RuleFor(r => r.Regions).Must(list => list is null || list.Length <= MostScopes).WithErrorCode("value-unknown");
        RuleFor(r => r.VettedBy).IsGiven().AtMost(LongestVettedBy, "value-too-long");
        RuleFor(r => r.VettedUntil).Must(day => day is { } until && until >= today() && until <= today().AddDays(StaffRules.LongestVettingDays)).WithErrorCode("vetting-day");
        RuleFor(r => r.Subject).Must((request, subject) => subject is null == request.Issuer is null).WithErrorCode("value-missing");
        RuleFor(r => r.Subject).Must(subject => subject is null || subject.Length is > 0 and <= LongestSubject).WithErrorCode("value-too-long");
        RuleFor(r => r.Issuer).Must(issuer => issuer is null || (issuer.Length <= LongestIssuer && Uri.TryCreate(issuer, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")).WithErrorCode("value-unknown");
    }
}

/// <summary>An administrator proposes to let somebody in or to change what they may do.</summary>
internal sealed class ProposeStaffChange(IDocumentSession session, AuditTrail audit, TimeProvider clock)
{
    private readonly ProposeStaffChangeValidator validator = new(clock);

    public static async Task<IResult> Handle(HttpContext context, ProposeStaffChange propose)
    {
        var body = await StrictJson.Read(context, StaffRequestsJson.Default.ProposeStaffChangeRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        var outcome = await propose.Run(Person.Of(context), body.Value.Value, context.RequestAborted);
        return outcome.IsRefused
            ? outcome.Refusal.ToProblem()
            : PersonalAnswer.Json(outcome.Value, StaffAnswersJson.Readable.ProposeStaffChangeResponse, StatusCodes.Status201Created);
    }

    public async Task<Outcome<ProposeStaffChangeResponse>> Run(Person person, ProposeStaffChangeRequest sent, CancellationToken cancel)
    {
        var request = sent with { Name = sent.Name is { } name ? HostileText.Clean(name).Text : null, VettedBy = sent.VettedBy is { } by ? HostileText.Clean(by).Text : null };
        if (validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var member = request.Member is { } id ? await session.LoadAsync<StaffMember>(id, cancel) : null;
        if (request.Member is not null && member is null)
        {
            return Refusals.StaffUnknown;
        }

        var wanted = request.Kind == "recover" ? Standing.Of(member!) : Wanted(request);
        if (StaffRules.Refuse(wanted) is { } refusal)
        {
            return refusal;
        }

        if (await IsSomebodyElse(member?.Id ?? Guid.Empty, wanted, cancel))
        {
            return Refusals.StaffNameTaken;
        }

        var proposal = new StaffProposal
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Kind = Enum.Parse<ProposalKind>(request.Kind!, ignoreCase: true),
            MemberId = request.Member ?? Guid.CreateVersion7(clock.GetUtcNow()),
            Wanted = wanted,
            ProposedBy = person.Id,
            ProposedAt = clock.GetUtcNow(),
        };

        session.Insert(proposal);
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.StaffProposed, $"staff:{proposal.MemberId}", Details: Described(proposal)));
        await session.SaveChangesAsync(cancel);
        return new ProposeStaffChangeResponse(proposal.Id);
    }

    /// <summary>The standing in ids and codes, for the trail.</summary>
    public static AuditDetail[] Described(StaffProposal proposal) =>
    [
        new("proposal", proposal.Id.ToString()),
        new("kind", proposal.Kind.ToString().ToLowerInvariant()),
        new("roles", string.Join(',', proposal.Wanted.Roles.Select(role => role.Name()))),
        new("scope", proposal.Wanted.Scope.Everything ? "everything" : string.Join(',', proposal.Wanted.Scope.Objects.Concat(proposal.Wanted.Scope.Regions))),
        .. proposal.Wanted.Provider is { } provider ? [new AuditDetail("issuer", provider.Issuer)] : Array.Empty<AuditDetail>(),
        new("vetted-until", proposal.Wanted.VettedUntil.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
    ];

    private async Task<bool> IsSomebodyElse(Guid self, Standing wanted, CancellationToken cancel)
    {
        var (key, issuer, subject) = (StaffMember.KeyOf(wanted.Name), wanted.Provider?.Issuer, wanted.Provider?.Subject);
        return await session.Query<StaffMember>().AnyAsync(member => member.NameKey == key && member.Id != self, cancel)
            || (issuer is not null && await session.Query<StaffMember>().AnyAsync(member => member.Provider!.Issuer == issuer && member.Provider.Subject == subject && member.Id != self, cancel));
    }

    private static Standing Wanted(ProposeStaffChangeRequest request) => new(
        request.Name!,
        [.. request.Roles!.Select(role => StaffRoles.Find(role)!.Value).Distinct().Order()],
        request.Everything == true ? Scope.All : new Scope(Everything: false, Sorted(request.Objects), Sorted(request.Regions)),
        request.VettedBy!,
        request.VettedUntil!.Value,
        request is { Issuer: { } issuer, Subject: { } subject } ? new ProviderIdentity(issuer, subject) : null);

    private static string[] Sorted(string[]? values) => [.. (values ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
