using System.Text.RegularExpressions;

namespace TipIntake.Storage.Changes;

/// <summary>
/// Reads a patch of the schema as a careful person would: may it run while nodes of the version before serve, and can they go on with what it leaves? Expanding only; taking away
/// is for a file of its own, when nobody uses it any more.
/// </summary>
internal static partial class PatchReview
{
    private const string Contracts = "-contract.sql";

    /// <summary>What is against it, each with what to do; none for a patch that may run at any time.</summary>
    public static IReadOnlyList<string> Findings(string file, string sql)
    {
        var isContraction = file.EndsWith(Contracts, StringComparison.Ordinal);
        var statements = SqlStatements.Split(sql).ToArray();
        var isNew = statements.Select(SqlStatements.WithoutComments).Select(does => NewTable().Match(does)).Where(found => found.Success).Select(found => found.Groups["table"].Value).ToHashSet(StringComparer.Ordinal);
        var findings = statements
            .Where(statement => !Reviewed().IsMatch(statement))
            .Select(statement => SqlStatements.WithoutComments(statement))
            .Select(does => Finding(does, isNew, isContraction) is { } finding ? $"{Short(does)}: {finding}" : null)
            .OfType<string>();
        return [.. Limits(sql), .. isContraction && !UnusedSince().IsMatch(sql) ? ["a contraction says from which version on nobody uses it: a line \"-- Unused since: VERSION\""] : Array.Empty<string>(), .. findings];
    }

    private static IEnumerable<string> Limits(string sql)
    {
        var statements = SqlStatements.Split(sql).Select(statement => statement[Math.Max(0, statement.LastIndexOf('\n'))..].Trim()).ToArray();
        if (!statements.Any(statement => LockTimeout().IsMatch(statement)))
        {
            yield return "it does not begin with \"set lock_timeout = '1500ms';\", so it can keep senders waiting";
        }
    }

    private static string? Finding(string does, HashSet<string> isNew, bool isContraction) => does switch
    {
        _ when Dropping().IsMatch(does) => isContraction ? null : "the version before may use it; drop it in a file of its own that ends with -contract.sql, when nobody does any more",
        _ when Renaming().IsMatch(does) => "the version before knows the old name only; add the new one beside it",
        _ when Index().Match(does) is { Success: true } index && !isNew.Contains(index.Groups["table"].Value) && !SqlStatements.IsBesideTheWork(does) => "nobody can write to the table while it is built; say \"create index concurrently\"",
        _ when Existing(does, isNew) is { } change => OnExisting(change, isContraction),
        _ => null,
    };

    private static string? OnExisting(string change, bool isContraction) => change switch
    {
        _ when change.Contains("set not null", StringComparison.Ordinal) => isContraction ? null : "the version before may write nothing there, and the whole table is read meanwhile; add a check \"not valid\", validate it, and do this in a -contract.sql",
        _ when ColumnType().IsMatch(change) => "the whole table is written anew while everybody waits; add a column of the new type beside it",
        _ when NotNullColumn().IsMatch(change) && !change.Contains(" default", StringComparison.Ordinal) => "the version before does not fill it in; let it be null, or give it a constant default",
        _ when VolatileDefault().IsMatch(change) => "a default that differs from row to row writes the whole table anew; add the column without, and fill it in later",
        _ when Constraint().IsMatch(change) && !change.Contains("not valid", StringComparison.Ordinal) && !change.Contains("using index", StringComparison.Ordinal) => "the whole table is checked while everybody waits; add it \"not valid\", and validate it in a statement of its own",
        _ => null,
    };

    private static string? Existing(string does, HashSet<string> isNew) =>
        AlterTable().Match(does) is { Success: true } found && !isNew.Contains(found.Groups["table"].Value) ? found.Groups["change"].Value : null;

    private static string Short(string does) => does.Length > 100 ? $"{does[..100]} …" : does;

    // A person has looked, and says why it may stand: -- Reviewed: the table holds 30 rows.
    [GeneratedRegex(@"(?m)^-- Reviewed: \S.{10,}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reviewed();

    [GeneratedRegex(@"(?m)^-- Unused since: \S+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnusedSince();

    [GeneratedRegex(@"^set (session )?lock_timeout\b.*[1-9]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LockTimeout();

    [GeneratedRegex(@"^create (unlogged )?table (if not exists )?(?<table>[\w.""]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NewTable();

    [GeneratedRegex(@"^(drop (table|column|index|function|sequence|schema|type|view|trigger|materialized)|truncate|delete)\b|^alter (table|index|sequence|function)\b.*\bdrop (column|constraint|default|identity|expression)\b|^alter table\b.*, drop |^alter table (if exists )?(only )?[\w.""]+ drop ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dropping();

    [GeneratedRegex(@"^alter (table|index|sequence|function|schema|type|view)\b.* (rename|set schema)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Renaming();

    [GeneratedRegex(@"^create (unique )?index (concurrently )?.*?\bon (only )?(?<table>[\w.""]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Index();

    [GeneratedRegex(@"^alter table (if exists )?(only )?(?<table>[\w.""]+) (?<change>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AlterTable();

    [GeneratedRegex(@"\balter (column )?[\w""]+ (set data )?type\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ColumnType();

    [GeneratedRegex(@"\badd (column )?(if not exists )?(?!constraint|check|primary|unique|foreign|exclude).*\bnot null\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotNullColumn();

    [GeneratedRegex(@"\bdefault\b.*(random|uuid|clock_timestamp|timeofday|nextval)|\b(big|small)?serial\b|\bgenerated\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VolatileDefault();

    [GeneratedRegex(@"\badd (constraint|check|primary|unique|foreign|exclude)\b|\breferences\b|\battach partition\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Constraint();
}
