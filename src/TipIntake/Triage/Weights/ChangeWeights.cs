using System.Globalization;
using FluentValidation;
using Marten;
using TipIntake.Audit;
using TipIntake.Catalogue;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <param name="Weights">By code; what is not named stays as it is.</param>
internal sealed record ChangeWeightsRequest(Dictionary<string, int>? Weights);

internal sealed class ChangeWeightsValidator : AbstractValidator<ChangeWeightsRequest>
{
    public ChangeWeightsValidator()
    {
        RuleFor(r => r.Weights).Must(weights => weights is { Count: > 0 }).WithErrorCode("value-missing");
        RuleFor(r => r.Weights).Must(weights => weights is null || weights.Keys.All(WeightCodes.Defaults.ContainsKey)).WithErrorCode("value-unknown");
        RuleFor(r => r.Weights).Must(weights => weights is null || weights.All(weight => WeightCodes.IsAcceptable(weight.Key, weight.Value))).WithErrorCode("value-not-acceptable");
    }
}

/// <summary>An administrator sets what reasons are worth; the open leads are reckoned again, a part at a time.</summary>
internal sealed class ChangeWeights(IDocumentStore store, DatabaseConnections connections, CurrentWeights current, AuditTrail audit, TimeProvider clock)
{
    private static readonly ChangeWeightsValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, ChangeWeights change, ShowWeights show)
    {
        var asked = ObjectVersion.Asked(context.Request);
        if (asked.IsRefused)
        {
            return asked.Refusal.ToProblem();
        }

        var body = await StrictJson.Read(context, TriageRequestsJson.Default.ChangeWeightsRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        var outcome = await change.Run(Person.Of(context), asked.Value, body.Value.Value, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : await ShowWeights.Handle(context, show);
    }

    /// <summary>The version in force afterwards: the same one if nothing is different.</summary>
    public async Task<Outcome<long>> Run(Person person, long asked, ChangeWeightsRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        await transaction.Run(MarkStale.Lock, cancel);
        var (version, weights) = await current.Read(transaction.Session, cancel);
        if (version != asked)
        {
            return Refusals.VersionStale;
        }

        var before = WeightCodes.Values(weights);
        var different = request.Weights!.Where(weight => before[weight.Key] != weight.Value).OrderBy(weight => weight.Key, StringComparer.Ordinal).ToList();
        if (different.Count == 0)
        {
            return version;
        }

        var after = WeightCodes.Values(WeightCodes.Weights(request.Weights!, weights));
        Append(transaction.Session, version, new WeightsChanged(after, person.Actor, clock.GetUtcNow()));
        MarkStale.Begin(transaction.Session);
        audit.Record(transaction.Session, new AuditEntry(person.Actor, AuditActs.WeightsChanged, $"weights:{Text(version + 1)}", Details: [.. different.Select(weight => new AuditDetail(weight.Key, Text(weight.Value)))]));
        await transaction.Commit(CancellationToken.None);
        return version + 1;
    }

    private static void Append(IDocumentSession session, long version, WeightsChanged changed)
    {
        if (version == 1)
        {
            session.Events.StartStream<ChangedWeights>(ChangedWeights.Stream, changed);
        }
        else
        {
            session.Events.Append(ChangedWeights.Stream, changed);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
