using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Statistics;

/// <summary>For statisticians, at the pages' side or with a token.</summary>
internal static class StatisticsRoutes
{
    private const string Tag = "Statistics";

    /// <summary>A reader who takes longer holds up the cleaning of the whole database.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(15);

    private static readonly CacheableMetadata Tagged = new("no-store", IsInLanguages: false);

    public static void MapStatistics(this IEndpointRouteBuilder staff)
    {
        var routes = staff.MapGroup("/api/v1/statistics").WithTags(Tag).Refuses(Refusals.RequestMalformed, Refusals.ValidationFailed, Refusals.NotSignedIn, Refusals.NotAllowed, Refusals.Unexpected);
        routes.MapGet("tips", ExportStatistics.Handle).For(StaffRole.Statistician)
            .WithName(nameof(ExportStatistics)).WithSummary("How many there are, told apart by what you name, as of any day: a tidy table, JSON, JSON-stat, Parquet, or a data package. The same day gives the same bytes.")
            .WithMetadata(Tagged, OneOf("format", [.. ExportFormat.All.Select(format => format.Id)], ExportFormat.Csv.Id), Like("measure", "tips_accepted"), Like("by", "object,week"), Like("where", "lane:first"))
            .Produces(StatusCodes.Status200OK, contentType: ExportFormat.Csv.MediaType, additionalContentTypes: [ExportFormat.Json.MediaType, ExportFormat.Parquet.MediaType, ExportFormat.Package.MediaType])
            .Produces(StatusCodes.Status304NotModified).Refuses(Refusals.NotAcceptable).WithRequestTimeout(LongestAnswer);
        routes.MapGet("tips/manifest", ShowManifest.Handle).For(StaffRole.Statistician)
            .WithName(nameof(ShowManifest)).WithSummary("The SHA-256 of every format of an answer, and everything it depends on.")
            .Produces<Manifest>().WithRequestTimeout(LongestAnswer);
        routes.MapGet("revisions", ListRevisions.Handle).For(StaffRole.Statistician)
            .WithName(nameof(ListRevisions)).WithSummary("The numbers of an answer that are others as of asOf than they were as of since; both days are over.")
            .WithMetadata(OneOf("format", [ExportFormat.Csv.Id, ExportFormat.Json.Id], ExportFormat.Csv.Id), Like("since", "2026-01-31"))
            .Produces(StatusCodes.Status200OK, contentType: ExportFormat.Csv.MediaType, additionalContentTypes: ExportFormat.Json.MediaType).Refuses(Refusals.NotAcceptable).WithRequestTimeout(LongestAnswer);
        routes.MapGet("definitions", ShowDefinitions.Handle).For(StaffRole.Statistician)
            .WithName(nameof(ShowDefinitions)).WithSummary("What can be counted, by what it can be told apart, and what each of it means.")
            .WithMetadata(OneOf("format", [ExportFormat.Json.Id, ExportFormat.Csv.Id], ExportFormat.Json.Id))
            .Produces<ShowDefinitionsResponse>();
    }

    private static ParameterForm OneOf(string name, string[] words, string example) => new(name) { Words = words, Example = example };

    private static ParameterForm Like(string name, string example) => new(name) { Example = example };
}
