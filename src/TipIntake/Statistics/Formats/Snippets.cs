namespace TipIntake.Statistics;

/// <summary>Lines that somebody can paste to ask the same question from a shell, R or Python. The token comes from the environment, so that it stands in no script and no list of processes.</summary>
internal sealed record Snippets(string Curl, string R, string Python)
{
    public const string TokenVariable = "TIPINTAKE_TOKEN";

    /// <param name="door">Scheme and host of the staff door.</param>
    /// <param name="addsUp">Whether a sum of the rows means anything.</param>
    public static Snippets For(string door, string canonical, string fileName, bool addsUp)
    {
        var address = $"{door.TrimEnd('/')}/api/v1/statistics/tips?{canonical}&format=csv";
        return new Snippets(
            $"""
             printf 'Authorization: Bearer %s' "${TokenVariable}" |
               curl --fail --silent --show-error --header @- --output '{fileName}.csv' '{Quoted(address)}'
             """.ReplaceLineEndings("\n"),
            $"""
             address <- "{address}"
             token <- paste("Bearer", Sys.getenv("{TokenVariable}"))
             counts <- read.csv(url(address, headers = c(Authorization = token)), na.strings = "")
             {(addsUp ? "aggregate(value ~ measure, counts, sum)" : "head(counts)")}
             """.ReplaceLineEndings("\n"),
            $"""
             import os
             import pandas

             address = "{address}"
             headers = dict(Authorization="Bearer " + os.environ["{TokenVariable}"])
             counts = pandas.read_csv(address, storage_options=headers, keep_default_na=False, na_values=[""])
             print({(addsUp ? "counts.groupby(\"measure\")[\"value\"].sum()" : "counts.head()")})
             """.ReplaceLineEndings("\n"));
    }

    private static string Quoted(string text) => text.Replace("'", "'\\''", StringComparison.Ordinal);
}
