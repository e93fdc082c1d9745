using FluentValidation;
using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Staff;

/// <param name="Address">At one of the domains that the service sends to.</param>
/// <param name="Mine">True: the person says that it is their own.</param>
internal sealed record AskForDigestRequest(string? Address, bool? Mine);

/// <param name="Address">Null: none is asked for, or it cannot be read any more.</param>
internal sealed record DigestChoice(bool IsOn, string? Address, string[] Domains, string At, string TimeZone);

internal sealed class AskForDigestValidator : AbstractValidator<AskForDigestRequest>
{
    private const string Domains = "domains";

    public AskForDigestValidator()
    {
        RuleFor(r => r.Address).IsGiven().AtMost(MailAddress.Longest, "value-too-long")
            .Must((_, address, context) => address is not null && MailAddress.IsAcceptable(address) && IsAmong(context.RootContextData, MailAddress.DomainOf(address))).WithErrorCode("value-not-acceptable");
        RuleFor(r => r.Mine).Equal(true).WithErrorCode("value-missing");
    }

    public static ValidationContext<AskForDigestRequest> For(AskForDigestRequest request, string[] domains) => new(request) { RootContextData = { [Domains] = domains } };

    private static bool IsAmong(IDictionary<string, object> data, string domain) =>
        data.TryGetValue(Domains, out var domains) && ((string[])domains).Contains(domain, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A reviewer asks for the daily mail, or for no more of it. Their own act: nobody else can do it for them.</summary>
internal sealed class AskForDigest(DigestAddresses addresses, DatabaseConnections connections, IDocumentSession session, AuditTrail audit, TimeProvider clock, DigestSettings? settings = null)
{
    private static readonly AskForDigestValidator Validator = new();

    private const string Known = $"select address from {DigestTable.QualifiedName} where member = $1";

    private const string Keep = $"insert into {DigestTable.QualifiedName} (member, address, sent_on) values (?, ?, ?) on conflict (member) do update set address = excluded.address";

    private const string Drop = $"delete from {DigestTable.QualifiedName} where member = ?";

    public static async Task<IResult> HandleShow(HttpContext context, AskForDigest ask) =>
        await ask.Show(Person.Of(context), context.RequestAborted) is { } choice ? PersonalAnswer.Json(choice, StaffAnswersJson.Readable.DigestChoice) : Refusals.NotFound.ToProblem();

    public static async Task<IResult> Handle(HttpContext context, AskForDigest ask)
    {
        var body = await StrictJson.Read(context, StaffRequestsJson.Default.AskForDigestRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        return await ask.Run(Person.Of(context), body.Value.Value, context.RequestAborted) is { } refusal ? refusal.ToProblem() : PersonalAnswer.Empty();
    }

    public static async Task<IResult> HandleStop(HttpContext context, AskForDigest ask)
    {
        await ask.Stop(Person.Of(context), context.RequestAborted);
        return PersonalAnswer.Empty();
    }

    /// <summary>Null when this service sends none.</summary>
    public async Task<DigestChoice?> Show(Person person, CancellationToken cancel)
    {
        if (settings is null)
        {
            return null;
        }

        await using var command = connections.Application.CreateCommand(Known).With(person.Id);
        var known = (await command.ReadAll(row => row.GetFieldValue<byte[]>(0), cancel)).SingleOrDefault();
        return new DigestChoice(known is not null, known is null ? null : addresses.Find(person.Id, known), settings.Domains, $"{settings.At:HH:mm}", settings.TimeZone.Id);
    }

    /// <summary>From the next day on.</summary>
    public async Task<Refusal?> Run(Person person, AskForDigestRequest request, CancellationToken cancel)
    {
        if (settings is null || !person.Is(StaffRole.Reviewer))
        {
            return Refusals.NotFound;
        }

        if (Validator.Validate(AskForDigestValidator.For(request, settings.Domains)) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        session.QueueSqlCommand(Keep, person.Id, addresses.Protect(person.Id, request.Address!), settings.DayAt(clock.GetUtcNow()));
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.DigestAsked, person.Actor));
        await session.SaveChangesAsync(cancel);
        return null;
    }

    public async Task Stop(Person person, CancellationToken cancel)
    {
        session.QueueSqlCommand(Drop, person.Id);
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.DigestStopped, person.Actor));
        await session.SaveChangesAsync(cancel);
    }
}
