using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Storage;
using TipIntake.Storage.Changes;

namespace TipIntake.IntegrationTests.Storage.Changes;

/// <summary>What stands in infra/database/schema is what the code needs: nobody changes the schema without SQL that others could read.</summary>
public sealed class CommittedSchemaTests(TipIntakeApp app)
{
    private const string Command = "type infra/database/patch.sh WHAT-CHANGES, read the file it writes, and commit it with the code";

    // Everything about tables, indexes, constraints, functions and sequences but the order in which columns came.
    private const string Everything = """
        select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end || coalesce(' default ' || regexp_replace(pg_get_expr(d.adbin, d.adrelid), '\d{4}-[^'']+', 'the moment it was made'), '')
            from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where c.relnamespace = 'tipintake'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
        union all select 'index ' || pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = 'tipintake'::regnamespace
        union all select 'constraint ' || r.conname || ' ' || pg_get_constraintdef(r.oid) from pg_constraint r where r.connamespace = 'tipintake'::regnamespace
        union all select 'function ' || pg_get_functiondef(p.oid) from pg_proc p where p.pronamespace = 'tipintake'::regnamespace
        union all select 'sequence ' || c.relname from pg_class c where c.relnamespace = 'tipintake'::regnamespace and c.relkind = 'S'
        order by 1
        """;

    [Fact]
    public async Task The_committed_files_give_exactly_the_schema_that_the_code_needs()
    {
        var files = await FromFiles("tipintake_from_files");
        var code = await Ask("tipintake", Everything);

        Assert.NotEmpty(code);
        Assert.True(files.SequenceEqual(code, StringComparer.Ordinal), $"The committed files and the code differ; {Command}.\n{string.Join('\n', code.Except(files).Select(line => $"only in the code:  {line}").Concat(files.Except(code).Select(line => $"only in the files: {line}")))}");
    }

    [Fact]
    public async Task A_database_made_of_the_files_serves_as_soon_as_the_roles_have_their_rights()
    {
        const string database = "tipintake_files_serve";
        await FromFiles(database);
        await using var service = await app.Another(database);

        Assert.True(await service.Services.GetRequiredService<DatabaseSchema>().Matches(CancellationToken.None), Command);
        Assert.Null(service.Services.GetRequiredService<StorageGuard>().Problem);
        Assert.Equal(await Ask("tipintake", Rights), await Ask(database, Rights));
    }

    [Fact]
    public async Task Every_change_is_in_a_file_of_its_own_in_order_and_with_the_way_back()
    {
        var files = new CommittedSchema(Folder).Files;
        await using var service = await app.Another("tipintake_next");
        var copy = Directory.CreateTempSubdirectory("schema").FullName;
        files.ToList().ForEach(file => File.Copy(file, Path.Combine(copy, Path.GetFileName(file))));

        var written = await new CommittedSchema(copy).WriteNext(service.Services, "what-changes", CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, files.Count).Select(number => $"{number:0000}-"), files.Select(file => Path.GetFileName(file)[..5]));
        Assert.All(files.Where(file => !CommittedSchema.IsWhole(file)), file => Assert.True(File.Exists(Path.ChangeExtension(file, ".back.sql")), $"{file} has no way back"));
        Assert.True(written.Count == 0, Command);
    }

    [Fact]
    public async Task What_the_files_lack_is_written_as_the_next_one_and_ways_lead_there_and_back()
    {
        await using var service = await app.Another("tipintake_lacking");
        var folder = Directory.CreateTempSubdirectory("schema").FullName;
        var whole = await File.ReadAllTextAsync(new CommittedSchema(Folder).Files[0]);
        await File.WriteAllTextAsync(Path.Combine(folder, "0001-all.sql"), $"{whole}\ndrop table tipintake.refused_suggestions;\ndrop index tipintake.mt_doc_tipmessage_idx_tip_id;\nalter table tipintake.erasures drop column at;\n");

        var written = await new CommittedSchema(folder).WriteNext(service.Services, "more-than-before", CancellationToken.None);
        var again = await new CommittedSchema(folder).WriteNext(service.Services, "once-more", CancellationToken.None);

        Assert.Equal(["0002-more-than-before.sql", "0002-more-than-before.back.sql"], written.Select(Path.GetFileName));
        Assert.Empty(again);
        var sql = await File.ReadAllTextAsync(written[0]);
        Assert.Contains("refused_suggestions", sql, StringComparison.Ordinal);
        Assert.Contains("CONCURRENTLY", sql, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("drop table", await File.ReadAllTextAsync(written[1]), StringComparison.OrdinalIgnoreCase);
    }

    private const string Rights = """
        select table_name || ' ' || grantee || ' ' || privilege_type from information_schema.role_table_grants where table_schema = 'tipintake' and grantee in ('tipintake_app', 'tipintake_public')
        union all select routine_name || ' ' || grantee from information_schema.role_routine_grants where specific_schema = 'tipintake' and grantee in ('tipintake_app', 'tipintake_public', 'PUBLIC') order by 1
        """;

    private static string Folder { get; } = FindFolder();

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TipIntake.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "infra", "database", "schema");
    }

    private async Task<List<string>> FromFiles(string database)
    {
        var settings = await app.Database.Settings(database);
        await using var owner = NpgsqlDataSource.Create(settings["ConnectionStrings:TipIntakeOwner"]!);
        await new CommittedSchema(Folder).ApplyTo(owner, CancellationToken.None);
        return await Ask(database, Everything);
    }

    private async Task<List<string>> Ask(string database, string sql)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand(sql);
        return await command.ReadAll(row => row.GetString(0), CancellationToken.None);
    }
}
