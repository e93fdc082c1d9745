using FluentValidation.Results;
using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Statistics;

/// <summary>What every way to counts has in common: the question is one that can be answered, only what the person may see is counted, and the trail says so before anything is told.</summary>
internal sealed class OpenCounts(ReadCounts counts, IDocumentSession session, AuditTrail audit)
{
    /// <summary>In the trail, where others name the format of a file.</summary>
    public const string OnPage = "page";

    private static readonly StatisticsRequestValidator Validator = new();

    /// <summary>The caller disposes.</summary>
    /// <param name="isSecond">The caller has one open already.</param>
    public async Task<Outcome<CountTable>> Open(Person person, StatisticsRequest request, CancellationToken cancel, bool isSecond = false) =>
        Validator.Validate(request) is { IsValid: false } faults ? ValidationRefusal.From(faults) : await counts.Open(request.ToQuery(), person.Scope, cancel, isSecond);

    /// <param name="format">What the answer is written as.</param>
    /// <param name="since">The earlier day, where two are compared.</param>
    public async Task Record(Person person, Export export, bool isFile, string format, CancellationToken cancel, DateOnly? since = null)
    {
        AuditDetail[] details = [new("query", export.Canonical), new("format", format), new("as-of", export.AsOf.Label), .. since is null ? [] : new AuditDetail[] { new("since", CanonicalQuery.Text(since)) }];
        audit.Record(session, new AuditEntry(person.Actor, isFile ? AuditActs.StatisticsExported : AuditActs.StatisticsRead, "statistics", Details: details));
        await session.SaveChangesAsync(cancel);
    }

    public static Refusal Refuse(string field, string code) => ValidationRefusal.From(new ValidationResult([new ValidationFailure(field, code) { ErrorCode = code }]));
}
