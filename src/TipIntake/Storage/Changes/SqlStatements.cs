namespace TipIntake.Storage.Changes;

/// <summary>Cuts SQL into its statements, as psql does: at a semicolon that is in no text, name, comment or function.</summary>
internal static class SqlStatements
{
    /// <summary>Each with the comments before it and without its semicolon.</summary>
    public static IEnumerable<string> Split(string sql)
    {
        var begin = 0;
        for (var i = 0; i < sql.Length; i++)
        {
            if (sql[i] == ';')
            {
                if (WithoutComments(sql[begin..i]).Length > 0)
                {
                    yield return sql[begin..i].Trim();
                }

                begin = i + 1;
            }
            else
            {
                i = EndOfQuoted(sql, i);
            }
        }

        if (WithoutComments(sql[begin..]).Length > 0)
        {
            yield return sql[begin..].Trim();
        }
    }

    /// <summary>In small letters and with single spaces, without comments, texts and bodies of functions: what a statement does.</summary>
    public static string WithoutComments(string statement)
    {
        var kept = new System.Text.StringBuilder();
        for (var i = 0; i < statement.Length; i++)
        {
            var end = EndOfQuoted(statement, i);
            var isName = statement[i] == '"';
            kept.Append(end == i ? statement[i] : isName ? statement[i..(end + 1)] : " ");
            i = end;
        }

        return string.Join(' ', kept.ToString().ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>True for what takes its time, keeps nobody waiting, and may stand in no transaction.</summary>
    public static bool IsBesideTheWork(string statement) => WithoutComments(statement).Split(' ').Take(4).Contains("concurrently", StringComparer.Ordinal);

    /// <summary>The last character of what begins here; the same place where nothing does.</summary>
    private static int EndOfQuoted(string sql, int at)
    {
        var close = sql[at] switch
        {
            '\'' or '"' => sql[at].ToString(),
            '-' when Follows(sql, at, "--") => "\n",
            '/' when Follows(sql, at, "/*") => "*/",
            '$' => DollarTag(sql, at),
            _ => null,
        };
        if (close is null)
        {
            return at;
        }

        var open = close.Length > 1 ? close.Length : 1;
        var end = at + open < sql.Length ? sql.IndexOf(close, at + open, StringComparison.Ordinal) : -1;
        return end < 0 ? sql.Length - 1 : end + close.Length - 1;
    }

    private static bool Follows(string sql, int at, string what) => string.CompareOrdinal(sql, at, what, 0, what.Length) == 0;

    // $$ or $name$; a parameter such as $1 is none.
    private static string? DollarTag(string sql, int at)
    {
        var end = sql.IndexOf('$', at + 1);
        var tag = end < 0 ? "" : sql[(at + 1)..end];
        return end > 0 && tag.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') && (tag.Length == 0 || !char.IsAsciiDigit(tag[0])) ? sql[at..(end + 1)] : null;
    }
}
