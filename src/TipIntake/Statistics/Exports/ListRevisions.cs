using Microsoft.AspNetCore.Mvc;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Statistics;

/// <summary>Two answers to one question, as of two days that are over.</summary>
internal sealed record OpenRevisions(CountTable Before, CountTable After) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Before.DisposeAsync();
        await After.DisposeAsync();
    }
}

/// <summary>A statistician sees which numbers of an earlier day are others by now: tips that were withdrawn, decisions that were taken back, corrections.</summary>
internal sealed class ListRevisions(OpenCounts counts)
{
    private static readonly ExportFormat[] Formats = [ExportFormat.Csv, ExportFormat.Json];

    public static async Task<IResult> Handle(
        HttpContext context, [AsParameters] StatisticsRequest request, [FromQuery(Name = "since")] string? since, [FromQuery(Name = "format")] string? format, ListRevisions list)
    {
        if (AuditQuery.HasStrangers(context.Request.Query, [.. StatisticsRequest.Names, "since", "format"]))
        {
            return Refusals.RequestMalformed.ToProblem();
        }

        var chosen = format is null ? ExportFormat.Preferred(context.Request.GetTypedHeaders().Accept) : ExportFormat.Find(format);
        if (!Formats.Contains(chosen))
        {
            return (format is null ? Refusals.NotAcceptable : OpenCounts.Refuse("format", "value-unknown")).ToProblem();
        }

        var outcome = await list.Run(Person.Of(context), request, since, chosen!, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : new RevisionsAnswer(outcome.Value, chosen!);
    }

    /// <summary>The caller reads, and disposes.</summary>
    public async Task<Outcome<OpenRevisions>> Run(Person person, StatisticsRequest request, string? since, ExportFormat format, CancellationToken cancel)
    {
        if (Refuse(request, since) is { } refusal)
        {
            return refusal;
        }

        var after = await counts.Open(person, request, cancel);
        if (after.IsRefused)
        {
            return after.Refusal;
        }

        CountTable? before = null;
        var isOpen = false;
        try
        {
            var outcome = await counts.Open(person, request with { AsOf = since }, cancel, isSecond: true);
            if (outcome.IsRefused)
            {
                return OpenCounts.Refuse("since", "day-not-closed");
            }

            before = outcome.Value;
            await counts.Record(person, Export.Of(after.Value), format.IsFile, $"revisions-{format.Id}", cancel, StatisticsRequest.Day(since));
            isOpen = true;
            return new OpenRevisions(before, after.Value);
        }
        finally
        {
            if (!isOpen)
            {
                await (before?.DisposeAsync() ?? ValueTask.CompletedTask);
                await after.Value.DisposeAsync();
            }
        }
    }

    private static Refusal? Refuse(StatisticsRequest request, string? since) => (StatisticsRequest.Day(since), StatisticsRequest.Day(request.AsOf)) switch
    {
        _ when since is null => OpenCounts.Refuse("since", "value-missing"),
        (null, _) => OpenCounts.Refuse("since", "day-malformed"),
        _ when request.AsOf is null => OpenCounts.Refuse("asOf", "value-missing"),
        ({ } earlier, { } later) when earlier >= later => OpenCounts.Refuse("since", "period-backwards"),
        _ => null,
    };
}

internal sealed class RevisionsAnswer(OpenRevisions open, ExportFormat format) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var opened = open;
        var cancel = httpContext.RequestAborted;
        var (before, after) = (await Export.Of(open.Before).Begin(cancel), await Export.Of(open.After).Begin(cancel));
        var fileName = format.IsFile ? $"revisions_{after.FileName}_since_{before.AsOf.Label}.{format.Extension}" : null;
        await StreamedFile.Send(httpContext, format.ContentType, fileName, body => format == ExportFormat.Csv
            ? RevisionsFile.WriteCsv(before, after, body, cancel)
            : RevisionsFile.WriteJson(before, after, body, cancel));
    }
}
