namespace TipIntake.Statistics;

/// <summary>What somebody has to know who opens the package in ten years.</summary>
internal static class PackageReadme
{
    public static string Write(Export export, ManifestFile data, ManifestFile manifest) => $"""
        # {string.Join(", ", export.Query.Measures.Select(measure => measure.Name))}

        As of {export.AsOf.Label}. {(export.AsOf.IsProvisional ? "Provisional: that day is not over, and the same question gets another answer later." : "That day is over: the same question gets the same data again.")}
        Exact counts for internal use. They are not for publication: a small number can say something about one person or one case.

        ## What was counted

        {string.Join('\n', export.Query.Measures.Select(measure => $"- **{measure.Id}** ({measure.Name}), in {measure.Unit}: {measure.Definition}\n  Clock: {DataDictionary.NameOf(measure.Clock)}, {DataDictionary.Explain(measure.Clock)}."))}

        Told apart by: {Names(export)}. The question, in the one way to write it:

            {export.Canonical}

        {Period(export)} Days begin and end in the time zone {export.AsOf.Zone}; weeks are those of ISO 8601, Monday to Sunday.

        ## Zero and missing

        Every combination has its row. `0` says that nothing was counted. No value says that there can be none: a share of nothing, or a time before the object took tips; `obs_status` is then `M`.
        `P` is provisional, `A` final. `conf_status` is `N` in every row: not for publication. Intervals stand only with shares and rates: counts are complete, so nothing about them was estimated.

        ## Files

        data.csv has one number per row: UTF-8, commas, lines end with CR LF, decimal point. A text that a spreadsheet might run as a formula begins with an apostrophe.
        definitions.csv says what every measure, dimension and column means; codes.csv explains the status codes.
        datapackage.json describes the columns for programs (Data Package 2.0); dcat.jsonld describes the data for catalogues (DCAT 3); manifest.json has the SHA-256 of the files.

        ## Reading it

        The code of Namibia is NA, which R and pandas take for a missing value unless told otherwise.

            counts <- read.csv("data.csv", na.strings = "")                                # R

            import pandas                                                                  # Python
            counts = pandas.read_csv("data.csv", keep_default_na=False, na_values=[""])

        ## How to cite

        TipIntake, {export.Canonical}, as of {export.AsOf.Label}, definitions version {Measures.Version}, program {Export.CodeVersion}. SHA-256 of data.csv: {data.Sha256}

        SHA-256 of manifest.json: {manifest.Sha256}

        """.ReplaceLineEndings("\n");

    private static string Names(Export export) => export.Axes.Length == 0 ? "nothing, one total" : string.Join(", ", export.Axes.Select(axis => axis.Dimension.Name.ToLowerInvariant()));

    private static string Period(Export export) => export.Period is { } period ? $"Period: {CanonicalQuery.Text(period.From)} to {CanonicalQuery.Text(period.To)}." : "Period: everything until the day asked for.";
}
