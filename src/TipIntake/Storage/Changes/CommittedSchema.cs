using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using TipIntake.LocalPostgres;
using Weasel.Core;

namespace TipIntake.Storage.Changes;

/// <summary>
/// A folder of numbered SQL files that everybody has reviewed: <c>0001-….sql</c> is the whole schema as an empty database gets it, each further one a change of it,
/// with the way back beside it as <c>….back.sql</c>.
/// </summary>
internal sealed partial class CommittedSchema(string folder)
{
    private const string WayBack = ".back.sql";

    public IReadOnlyList<string> Files { get; } =
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.sql").Where(file => !file.EndsWith(WayBack, StringComparison.Ordinal)).Order(StringComparer.Ordinal)] : [];

    /// <summary>True for the first file, which is for empty databases and changes nothing that is in use.</summary>
    public static bool IsWhole(string file) => Path.GetFileName(file).StartsWith("0001-", StringComparison.Ordinal);

    /// <summary>All files in their order, statement by statement as psql runs them.</summary>
    public async Task ApplyTo(NpgsqlDataSource owner, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        foreach (var file in Files)
        {
            foreach (var statement in SqlStatements.Split(await File.ReadAllTextAsync(file, cancel)))
            {
                await using var command = new NpgsqlCommand(statement, connection);
                await command.ExecuteNonQueryAsync(cancel);
            }
        }
    }

    /// <summary>Makes a PostgreSQL of its own from the files and writes what this version needs beyond them. Gives back what it wrote: nothing, or the change and the way back.</summary>
    public async Task<IReadOnlyList<string>> WriteNext(IServiceProvider services, string name, CancellationToken cancel)
    {
        if (!Name().IsMatch(name))
        {
            throw new TerminalRefusal("--name says what changes in small letters, digits and hyphens, such as keep-the-language-of-a-lead");
        }

        await using var postgres = await PrivatePostgres.StartAsync(new LocalPostgresOptions { DataDirectory = Path.Combine(Path.GetTempPath(), $"tipintake-schema-{Guid.CreateVersion7():N}"), ThrowAway = true }, cancel);
        await DevelopmentDatabase.MakeRolesAndDatabase(postgres.ConnectionString(), DevelopmentDatabase.Name, cancel);
        await using var owner = NpgsqlDataSource.Create(postgres.ConnectionString(DevelopmentDatabase.Name, DatabaseConnections.OwnerRole));
        await ApplyTo(owner, cancel);
        await using var store = DatabaseSchema.OwnersStore(owner, services);
        var difference = await SchemaDifference.Find(store, cancel);
        return difference.Missing.Count == 0 ? [] : Write(difference.Migration, store.Storage.Database.Migrator, name);
    }

    private string[] Write(SchemaMigration migration, Migrator migrator, string name)
    {
        Directory.CreateDirectory(folder);
        var number = (Files.Count + 1).ToString("0000", CultureInfo.InvariantCulture);
        var file = Path.Combine(folder, $"{number}-{name}.sql");
        var isWhole = IsWhole(file);
        var remark = isWhole
            ? "-- The whole schema, for an empty database; as the owner: psql --set ON_ERROR_STOP=1 --file. Then db-apply gives the roles their rights."
            : $"-- {name.Replace('-', ' ')}. As the owner, before nodes of the new version start: psql --set ON_ERROR_STOP=1 --file; or let db-apply do the same. The way back is beside it.";
        File.WriteAllText(file, Text($"{remark}\n{(isWhole ? "" : "set lock_timeout = '1500ms';\nset statement_timeout = '2s';\n")}", writer =>
        {
            if (migration.ChangedSchemas.Length > 0)
            {
                migrator.WriteSchemaCreationSql(migration.ChangedSchemas, writer);
            }

            migration.WriteAllUpdates(writer, migrator, JasperFx.AutoCreate.All);
        }));
        if (isWhole)
        {
            return [file];
        }

        var back = Path.ChangeExtension(file, WayBack);
        File.WriteAllText(back, Text("-- The way back, only when nobody will go forward again: what was written since into new columns and tables is lost.\n", writer => migration.WriteAllRollbacks(writer, migrator)));
        return [file, back];
    }

    // As psql wants it: what is built beside the work says so itself, with no limit of time.
    private static string Text(string head, Action<TextWriter> write)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        write(writer);
        var lines = writer.ToString().ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith("--WEASEL_INDEX_CREATION", StringComparison.Ordinal)).Select(line => line.TrimEnd());
        var text = new StringBuilder(head);
        var isEmpty = false;
        foreach (var line in lines)
        {
            if (line.Length > 0 || !isEmpty)
            {
                text.Append(SqlStatements.IsBesideTheWork(line) ? "set lock_timeout = 0;\nset statement_timeout = 0;\n" : "").Append(line).Append('\n');
            }

            isEmpty = line.Length == 0;
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
