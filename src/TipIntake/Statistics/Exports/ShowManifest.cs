using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Statistics;

/// <summary>By which somebody can tell that a file is the one that was made of a question: every format is made once more, all of the same moment, and only its hash is kept.</summary>
internal sealed class ShowManifest(OpenCounts counts)
{
    public static async Task<IResult> Handle(HttpContext context, [AsParameters] StatisticsRequest request, ShowManifest show)
    {
        if (AuditQuery.HasStrangers(context.Request.Query, StatisticsRequest.Names))
        {
            return Refusals.RequestMalformed.ToProblem();
        }

        var outcome = await show.Run(Person.Of(context), request, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, StatisticsJson.Default.Manifest);
    }

    public async Task<Outcome<Manifest>> Run(Person person, StatisticsRequest request, CancellationToken cancel)
    {
        var outcome = await counts.Open(person, request, cancel);
        if (outcome.IsRefused)
        {
            return outcome.Refusal;
        }

        await using var table = outcome.Value;
        var export = Export.Of(table);
        await counts.Record(person, export, isFile: false, "manifest", cancel);
        var files = new List<ManifestFile>();
        foreach (var format in ExportFormat.All)
        {
            await using var measured = new MeasuredStream(Stream.Null);
            await format.Write(export, measured, cancel);
            files.Add(new ManifestFile($"{export.FileName}.{format.Extension}", format.MediaType, measured.Bytes, measured.Sha256, format.Id));
        }

        return Manifest.Of(export, files);
    }
}
