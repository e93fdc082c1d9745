using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Statistics;

/// <summary>An answer that was asked for and recorded, and waits to be written.</summary>
/// <param name="Tag">Names the bytes.</param>
/// <param name="IsKnown">The caller has these bytes already: nothing is written, and nothing was recorded.</param>
internal sealed record OpenExport(CountTable Table, Export Export, ExportFormat Format, string Tag, bool IsKnown) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Table.DisposeAsync();
}

/// <summary>A statistician asks how many there are, and takes the answer along in a format of their choice.</summary>
internal sealed class ExportStatistics(OpenCounts counts)
{
    private const string FormatName = "format";

    public static async Task<IResult> Handle(HttpContext context, [AsParameters] StatisticsRequest request, [FromQuery(Name = FormatName)] string? format, ExportStatistics export)
    {
        if (AuditQuery.HasStrangers(context.Request.Query, [.. StatisticsRequest.Names, FormatName]))
        {
            return Refusals.RequestMalformed.ToProblem();
        }

        var chosen = format is null ? ExportFormat.Preferred(context.Request.GetTypedHeaders().Accept) : ExportFormat.Find(format);
        if (chosen is null)
        {
            return (format is null ? Refusals.NotAcceptable : OpenCounts.Refuse(FormatName, "value-unknown")).ToProblem();
        }

        var outcome = await export.Run(Person.Of(context), request, chosen, context.RequestAborted, context.Request.Headers.IfNoneMatch);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : new ExportAnswer(outcome.Value);
    }

    /// <summary>The caller writes it, and disposes.</summary>
    /// <param name="known">Tags of what the caller has already.</param>
    /// <param name="onPage">It is shown on a page, not taken along.</param>
    public async Task<Outcome<OpenExport>> Run(Person person, StatisticsRequest request, ExportFormat format, CancellationToken cancel, StringValues known = default, bool onPage = false)
    {
        var outcome = await counts.Open(person, request, cancel);
        if (outcome.IsRefused)
        {
            return outcome.Refusal;
        }

        var isOpen = false;
        try
        {
            var export = Export.Of(outcome.Value);
            var tag = export.Tag(format.Id);
            var isKnown = known.Any(tags => tags?.Contains(tag, StringComparison.Ordinal) == true);
            if (!isKnown)
            {
                await counts.Record(person, export, !onPage && format.IsFile, onPage ? OpenCounts.OnPage : format.Id, cancel);
            }

            isOpen = true;
            return new OpenExport(outcome.Value, export, format, tag, isKnown);
        }
        finally
        {
            if (!isOpen)
            {
                await outcome.Value.DisposeAsync();
            }
        }
    }
}
