using FluentValidation;
using JasperFx;
using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <param name="Approve">False: it is declined.</param>
internal sealed record DecideStaffProposalRequest(bool? Approve);

/// <param name="Code">For somebody who brings a passkey (invited, recovering, no longer with a provider): what stands behind the # of their link. Shown only now.</param>
/// <param name="ExpiresAt">Until then it can be used, once.</param>
internal sealed record DecideStaffProposalResponse(string? Code = null, DateTimeOffset? ExpiresAt = null);

internal sealed class DecideStaffProposalValidator : AbstractValidator<DecideStaffProposalRequest>
{
    public DecideStaffProposalValidator() => RuleFor(r => r.Approve).NotNull().WithErrorCode("value-missing");
}

/// <summary>A second administrator approves or declines what another one proposed.</summary>
internal sealed class DecideStaffProposal(IDocumentSession session, AuditTrail audit, TimeProvider clock)
{
    private static readonly DecideStaffProposalValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, Guid id, DecideStaffProposal decide)
    {
        var body = await StrictJson.Read(context, StaffRequestsJson.Default.DecideStaffProposalRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        if (Validator.Validate(body.Value.Value) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults).ToProblem();
        }

        var outcome = await decide.Run(Person.Of(context), id, body.Value.Value.Approve!.Value, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, StaffAnswersJson.Readable.DecideStaffProposalResponse);
    }

    public async Task<Outcome<DecideStaffProposalResponse>> Run(Person person, Guid id, bool approve, CancellationToken cancel)
    {
        if (await session.LoadAsync<StaffProposal>(id, cancel) is not { } proposal)
        {
            return Refusals.NotFound;
        }

        if (StaffRules.RefuseDecision(proposal, person.Id, approve) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        session.Store(proposal with { State = approve ? ProposalState.Approved : ProposalState.Declined, DecidedBy = person.Id, DecidedAt = now });
        audit.Record(session, new AuditEntry(person.Actor, approve ? AuditActs.StaffApproved : AuditActs.StaffDeclined, $"staff:{proposal.MemberId}", Details: ProposeStaffChange.Described(proposal)));
        var answer = approve ? await Carry(person, proposal, now, cancel) : new DecideStaffProposalResponse();

        try
        {
            await session.SaveChangesAsync(cancel);
        }
        catch (ConcurrencyException)
        {
            return Refusals.ProposalDecided;
        }
        catch (Exception fault) when (fault.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation })
        {
            return Refusals.StaffNameTaken;
        }

        return answer;
    }

    private async Task<DecideStaffProposalResponse> Carry(Person person, StaffProposal proposal, DateTimeOffset now, CancellationToken cancel)
    {
        var before = await session.LoadAsync<StaffMember>(proposal.MemberId, cancel);
        var after = StaffRules.After(proposal, before);
        session.Store(after);
        if (proposal.Kind == ProposalKind.Change && before?.Provider == after.Provider)
        {
            return new DecideStaffProposalResponse();
        }

        session.DeleteWhere<StaffSession>(s => s.MemberId == proposal.MemberId);
        session.DeleteWhere<Invitation>(i => i.MemberId == proposal.MemberId);
        if (after.Provider is not null)
        {
            // Their provider lets them in; a link would be a second way.
            return new DecideStaffProposalResponse();
        }

        var (code, invitation) = Invitation.Make(proposal.MemberId, now);
        session.Insert(invitation);
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.StaffInvited, $"staff:{proposal.MemberId}"));
        return new DecideStaffProposalResponse(code, invitation.ExpiresAt);
    }
}
