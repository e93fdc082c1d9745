using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Audit;

internal sealed record ListAuditEntriesRequest(
    [property: FromQuery(Name = "actor"), Description("Who: staff:ID, token:ID, worker:NAME or terminal.")] string? Actor = null,
    [property: FromQuery(Name = "act"), Description("What was done, such as signed-in.")] string? Act = null,
    [property: FromQuery(Name = "subject"), Description("What it was done to, such as object:OBJ-2026-0007.")] string? Subject = null,
    [property: FromQuery(Name = "from"), Description("From this moment on, with its offset.")] string? From = null,
    [property: FromQuery(Name = "to"), Description("Before this moment, with its offset.")] string? To = null,
    [property: FromQuery(Name = "cursor"), Description("The nextCursor of the page before.")] string? Cursor = null,
    [property: FromQuery(Name = "limit"), Description("How many entries, 1 to 200; 50 if not given.")] string? Limit = null);

internal sealed class ListAuditEntriesValidator : AbstractValidator<ListAuditEntriesRequest>
{
    public ListAuditEntriesValidator()
    {
        RuleFor(r => r.Actor).Must(AuditQuery.IsActor).WithErrorCode("value-not-acceptable");
        RuleFor(r => r.Act).Must(AuditQuery.IsAct).WithErrorCode("value-not-acceptable");
        RuleFor(r => r.Subject).Must(AuditQuery.IsSubject).WithErrorCode("value-not-acceptable");
        RuleFor(r => r.From).Must(text => text is null || AuditQuery.Time(text) is not null).WithErrorCode("value-not-acceptable");
        RuleFor(r => r.To).Must(text => text is null || AuditQuery.Time(text) is not null).WithErrorCode("value-not-acceptable");
        RuleFor(r => r.Cursor).IsCursor();
        RuleFor(r => r.Limit).IsLimit();
    }
}

/// <param name="Position">Its place in the trail: 1, 2, 3 … without gaps.</param>
/// <param name="EntryHash">As hexadecimal digits; how it is computed is in infra/docs/audit.md.</param>
internal sealed record AuditEntryView(
    long Position, Guid Id, DateTimeOffset At, string Actor, string Act, string Subject, string? Reason, AuditDetail[] Details, string EntryHash);

internal sealed record AuditEntriesView(AuditEntryView[] Entries, string? NextCursor);

/// <summary>An auditor looks through the trail, newest first. That they looked, and for what, is in the trail before they see anything.</summary>
internal sealed class ListAuditEntries(IDocumentSession session, AuditTrail audit, DatabaseConnections connections, ListAuditEntriesValidator validator)
{
    private const string Page = $"""
        select c.position, c.entry_hash, {StoredEntry.ColumnList}
        from {ChainTable.QualifiedName} c join {AuditTable.QualifiedName} e on e.id = c.entry_id
        where c.position < $1 and ($2::text is null or e.actor = $2) and ($3::text is null or e.act = $3) and ($4::text is null or e.subject = $4)
          and ($5::timestamptz is null or e.at >= $5) and ($6::timestamptz is null or e.at < $6)
        order by c.position desc limit $7
        """;

    public static async Task<IResult> Handle(HttpContext context, [AsParameters] ListAuditEntriesRequest request, [FromServices] ListAuditEntries list)
    {
        if (AuditQuery.HasStrangers(context.Request.Query, "actor", "act", "subject", "from", "to", "cursor", "limit"))
        {
            return Refusals.RequestMalformed.ToProblem();
        }

        var outcome = await list.Run(Person.Of(context), request, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, AuditAnswersJson.Readable.AuditEntriesView);
    }

    public async Task<Outcome<AuditEntriesView>> Run(Person person, ListAuditEntriesRequest request, CancellationToken cancel)
    {
        if (await validator.ValidateAsync(request, cancel) is { IsValid: false } invalid)
        {
            return ValidationRefusal.From(invalid);
        }

        audit.Record(session, new AuditEntry(person.Actor, AuditActs.AuditRead, "audit", Details: [.. Asked(request)]));
        await session.SaveChangesAsync(cancel);
        return await Read(request, cancel);
    }

    private async Task<AuditEntriesView> Read(ListAuditEntriesRequest request, CancellationToken cancel)
    {
        var limit = AuditQuery.Limit(request.Limit)!.Value;
        await using var command = connections.Application.CreateCommand(Page);
        object?[] values = [AuditQuery.Cursor(request.Cursor) ?? long.MaxValue, request.Actor, request.Act, request.Subject, AuditQuery.Time(request.From), AuditQuery.Time(request.To), limit + 1];
        Array.ForEach(values, value => command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value }));

        var entries = new List<AuditEntryView>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            entries.Add(View(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1), StoredEntries.Read(rows, 2)!));
        }

        return entries.Count > limit
            ? new AuditEntriesView([.. entries.Take(limit)], entries[limit - 1].Position.ToString(CultureInfo.InvariantCulture))
            : new AuditEntriesView([.. entries], null);
    }

    private static AuditEntryView View(long position, byte[] hash, StoredEntry entry) => new(
        position, entry.Id, entry.At, entry.Actor, entry.Act, entry.Subject, entry.Reason, Details(entry.Details), Convert.ToHexStringLower(hash));

    // Whoever altered the text in the database gets it shown as it is.
    private static AuditDetail[] Details(string? json)
    {
        try
        {
            return json is null ? [] : [.. JsonSerializer.Deserialize<string[][]>(json)!.Select(pair => new AuditDetail(pair[0], pair[1]))];
        }
        catch (Exception fault) when (fault is JsonException or IndexOutOfRangeException or NullReferenceException)
        {
            return [new AuditDetail("unreadable", json!)];
        }
    }

    private static IEnumerable<AuditDetail> Asked(ListAuditEntriesRequest request) =>
        ((AuditDetail?[])[Of("actor", request.Actor), Of("act", request.Act), Of("subject", request.Subject), Of("from", request.From), Of("to", request.To), Of("cursor", request.Cursor), Of("limit", request.Limit)])
            .OfType<AuditDetail>();

    private static AuditDetail? Of(string name, string? value) => value is null ? null : new AuditDetail(name, value);
}
