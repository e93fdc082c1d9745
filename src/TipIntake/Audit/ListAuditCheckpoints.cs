using System.ComponentModel;
using System.Globalization;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Mvc;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Audit;

internal sealed record ListAuditCheckpointsRequest(
    [property: FromQuery(Name = "cursor"), Description("The nextCursor of the page before.")] string? Cursor = null,
    [property: FromQuery(Name = "limit"), Description("How many checkpoints, 1 to 200; 50 if not given.")] string? Limit = null);

internal sealed class ListAuditCheckpointsValidator : AbstractValidator<ListAuditCheckpointsRequest>
{
    public ListAuditCheckpointsValidator()
    {
        RuleFor(r => r.Cursor).IsCursor();
        RuleFor(r => r.Limit).IsLimit();
    }
}

/// <param name="Size">So many entries were signed.</param>
/// <param name="File">Its name in the folder.</param>
/// <param name="Text">What that file holds, to the byte.</param>
internal sealed record AuditCheckpointView(long Size, DateTimeOffset At, string File, string Text);

internal sealed record AuditCheckpointsView(AuditCheckpointView[] Checkpoints, string? NextCursor);

/// <summary>An auditor sees what was signed when; that they looked is in the trail.</summary>
internal sealed class ListAuditCheckpoints(IDocumentSession session, AuditTrail audit, DatabaseConnections connections, ListAuditCheckpointsValidator validator)
{
    private const string Page = $"select size, made_at, text from {CheckpointTable.QualifiedName} where size < $1 order by size desc limit $2";

    public static async Task<IResult> Handle(HttpContext context, [AsParameters] ListAuditCheckpointsRequest request, [FromServices] ListAuditCheckpoints list)
    {
        if (AuditQuery.HasStrangers(context.Request.Query, "cursor", "limit"))
        {
            return Refusals.RequestMalformed.ToProblem();
        }

        var outcome = await list.Run(Person.Of(context), request, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, AuditAnswersJson.Readable.AuditCheckpointsView);
    }

    public async Task<Outcome<AuditCheckpointsView>> Run(Person person, ListAuditCheckpointsRequest request, CancellationToken cancel)
    {
        if (await validator.ValidateAsync(request, cancel) is { IsValid: false } invalid)
        {
            return ValidationRefusal.From(invalid);
        }

        audit.Record(session, new AuditEntry(person.Actor, AuditActs.CheckpointsRead, "audit"));
        await session.SaveChangesAsync(cancel);
        return await Read(AuditQuery.Cursor(request.Cursor) ?? long.MaxValue, AuditQuery.Limit(request.Limit)!.Value, cancel);
    }

    private async Task<AuditCheckpointsView> Read(long before, int limit, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(Page);
        command.Parameters.AddWithValue(before);
        command.Parameters.AddWithValue(limit + 1);

        var found = new List<AuditCheckpointView>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            found.Add(new AuditCheckpointView(rows.GetInt64(0), rows.GetFieldValue<DateTimeOffset>(1), CheckpointFile.NameOf(rows.GetInt64(0)), rows.GetString(2)));
        }

        return found.Count > limit
            ? new AuditCheckpointsView([.. found.Take(limit)], found[limit - 1].Size.ToString(CultureInfo.InvariantCulture))
            : new AuditCheckpointsView([.. found], null);
    }
}
