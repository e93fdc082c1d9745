using Microsoft.Net.Http.Headers;
using TipIntake.Statistics;
using TipIntake.UnitTests.Platform;

namespace TipIntake.UnitTests.Statistics.Formats;

public sealed class ExportTests
{
    [Fact]
    public void The_same_question_is_the_same_text_in_whatever_order_its_filters_came()
    {
        const string canonical = "measure=tips_accepted&by=week,object&where=lane:first,country:ES,country:PT&asOf=2026-03-31";

        Assert.Equal(canonical, SampleExport.Of("tips_accepted", "week,object", where: "country:PT,lane:first,country:ES").Canonical);
        Assert.Equal(canonical, SampleExport.Of("tips_accepted", "week,object", where: "country:ES,country:PT,lane:first").Canonical);
        Assert.NotEqual(canonical, SampleExport.Of("tips_accepted", "object,week", where: "country:ES,country:PT,lane:first").Canonical);
        Assert.DoesNotContain("asOf", SampleExport.Of("tips_accepted", "week", provisional: true).Canonical, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tag_names_the_question_the_day_the_format_and_what_the_person_may_see()
    {
        var export = SampleExport.Of("tips_accepted", "object");
        string[] tags =
        [
            export.Tag("csv"), export.Tag("json"), SampleExport.Of("tips_useful", "object").Tag("csv"), SampleExport.Of("tips_accepted", "object", scope: ["a1"]).Tag("csv"),
            SampleExport.Of("tips_accepted", "object", scope: []).Tag("csv"), (export with { AsOf = export.AsOf with { Day = export.AsOf.Day.AddDays(1) } }).Tag("csv"),
            (export with { AsOf = export.AsOf with { Until = DateTimeOffset.UnixEpoch } }).Tag("csv"), (export with { AsOf = export.AsOf with { Until = DateTimeOffset.UnixEpoch.AddTicks(1) } }).Tag("csv"),
        ];

        Assert.Equal(tags.Length, tags.Distinct(StringComparer.Ordinal).Count());
        Assert.All(tags, tag => Assert.Matches("^\"[0-9a-f]{32}\"$", tag));
        Assert.Equal(tags[0], SampleExport.Of("tips_accepted", "object").Tag("csv"));
        Assert.Equal(SampleExport.Of("tips_accepted", "object", scope: ["b2", "a1"]).Tag("csv"), SampleExport.Of("tips_accepted", "object", scope: ["a1", "b2"]).Tag("csv"));
    }

    [Theory]
    [InlineData("", "csv")]
    [InlineData("*/*", "csv")]
    [InlineData("text/csv", "csv")]
    [InlineData("text/*", "csv")]
    [InlineData("application/json", "json")]
    [InlineData("application/vnd.apache.parquet", "parquet")]
    [InlineData("application/zip", "package")]
    [InlineData("text/html, application/json;q=0.9, */*;q=0.1", "json")]
    [InlineData("application/zip;q=0.5, text/csv;q=0.8", "csv")]
    [InlineData("text/csv;q=0, application/zip", "package")]
    [InlineData("image/png", null)]
    public void The_caller_gets_what_they_would_rather_have(string accept, string? format) =>
        Assert.Equal(format, ExportFormat.Preferred(accept.Length == 0 ? [] : MediaTypeHeaderValue.ParseList([accept]))?.Id);

    [Fact]
    public async Task What_cannot_be_read_fails_before_anything_is_written_and_what_can_is_read_whole_and_again()
    {
        var export = SampleExport.Of("tips_accepted", "object,week");

        var begun = await export.Begin(CancellationToken.None);

        Assert.Equal(await export.Bytes(ExportFormat.Csv), await begun.Bytes(ExportFormat.Csv));
        Assert.Equal(await export.Bytes(ExportFormat.JsonStat), await (await export.Begin(CancellationToken.None)).Bytes(ExportFormat.JsonStat));
        await Assert.ThrowsAsync<TimeoutException>(() => (export with { Rows = _ => Broken() }).Begin(CancellationToken.None));

        static async IAsyncEnumerable<CountRow> Broken()
        {
            await Task.CompletedTask;
            throw new TimeoutException();
#pragma warning disable CS0162 // It takes a yield to be an iterator.
            yield break;
#pragma warning restore CS0162
        }
    }

    [Fact]
    public void A_file_is_named_after_what_is_in_it()
    {
        Assert.Equal("tips_accepted_by_object_week_as_of_2026-03-31", SampleExport.Of("tips_accepted", "object,week", where: "country:PT").FileName);
        Assert.Equal("2_measures_as_of_2026-03-31T120005Z", SampleExport.Of("tips_accepted,leads", "", provisional: true).FileName);
    }

    [Theory]
    [InlineData(3, "3")]
    [InlineData(0.100000, "0.1")]
    [InlineData(1234567.5, "1234567.5")]
    public void A_number_is_written_in_its_shortest_form(double number, string text)
    {
        Assert.Equal(text, ExportColumns.Text((decimal)number));
        Assert.Equal(text, ExportColumns.Text((decimal)number + 0.000000m));
        Assert.Equal("0", ExportColumns.Text(-0.0000m));
        Assert.Null(ExportColumns.Text(null));
    }

    [Fact]
    public void The_snippets_of_the_documentation_are_those_that_are_made()
    {
        var page = CheckedIn.Read("infra/docs/statistics.md");
        var snippets = Snippets.For("https://staff.example", "measure=tips_accepted&by=object,week&asOf=2026-03-31", "tips_accepted_by_object_week", addsUp: true);

        Assert.All((string[])[snippets.Curl, snippets.R, snippets.Python], snippet => Assert.Contains($"\n{snippet}\n", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Snippets_ask_the_question_and_take_the_token_from_the_environment()
    {
        var snippets = Snippets.For("https://staff.example/", "measure=tips_accepted&by=object&asOf=2026-03-31", "tips_accepted_by_object", addsUp: true);
        const string address = "https://staff.example/api/v1/statistics/tips?measure=tips_accepted&by=object&asOf=2026-03-31&format=csv";

        Assert.All((string[])[snippets.Curl, snippets.R, snippets.Python], snippet =>
        {
            Assert.Contains(address, snippet, StringComparison.Ordinal);
            Assert.Contains("TIPINTAKE_TOKEN", snippet, StringComparison.Ordinal);
            Assert.DoesNotContain('\r', snippet);
        });
        Assert.Contains("--output 'tips_accepted_by_object.csv'", snippets.Curl, StringComparison.Ordinal);
        Assert.Contains("na.strings = \"\"", snippets.R, StringComparison.Ordinal);
        Assert.Contains("keep_default_na=False", snippets.Python, StringComparison.Ordinal);
    }
}
