using Npgsql;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Database;

/// <summary>What the roles that serve may do, tried out in SQL on every table that there is.</summary>
public sealed class DatabaseRightsTests(TipIntakeApp app)
{
    private const string Database = "tipintake";

    private static readonly string[] Routines = ["add_to_tip", "photo_named", "published_objects", "published_version", "tip_conversation", "tips_named", "withdraw_tip"];

    [Fact]
    public async Task Somebody_has_thought_about_the_rights_on_every_table_and_view()
    {
        var there = await Ask("postgres", "select c.relname from pg_class c where c.relnamespace = 'tipintake'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1");

        Assert.Equal(there.Order(StringComparer.Ordinal), DatabaseRights.Tables.Select(rights => rights.Table).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_publics_role_reads_nothing_that_somebody_sent_and_changes_nothing()
    {
        var may = await Ask("postgres", $"select table_name || ' ' || privilege_type from information_schema.role_table_grants where grantee = '{DatabaseConnections.PublicRole}' and privilege_type <> 'REFERENCES' order by 1");

        Assert.Equal(["mt_doc_campaign SELECT", "mt_doc_objectburst SELECT", "mt_doc_sendercontact INSERT", "mt_doc_tip INSERT", "mt_doc_tipnews INSERT"], may);
    }

    [Theory]
    [InlineData(DatabaseConnections.ApplicationRole)]
    [InlineData(DatabaseConnections.PublicRole)]
    public async Task A_role_can_do_with_a_table_what_the_list_says_and_nothing_else(string role)
    {
        var columns = (await Ask("postgres", "select c.relname || ' ' || min(a.attname) from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum = 1 where c.relnamespace = 'tipintake'::regnamespace and c.relkind = 'r' group by c.relname"))
            .Select(found => found.Split(' ')).ToDictionary(found => found[0], found => found[1], StringComparer.Ordinal);
        await using var source = Source(role);

        foreach (var rights in DatabaseRights.Tables)
        {
            var allowed = (role == DatabaseConnections.PublicRole ? rights.Public : rights.Application).Split(", ");
            var name = $"tipintake.{rights.Table}";
            Assert.Equal(allowed.Contains("select"), await IsAllowed(source, $"select * from {name} limit 1"));
            Assert.Equal(allowed.Contains("insert"), await IsAllowed(source, $"insert into {name} default values"));
            Assert.Equal(allowed.Contains("update"), await IsAllowed(source, $"update {name} set {columns[rights.Table]} = null where false"));
            Assert.Equal(allowed.Contains("delete"), await IsAllowed(source, $"delete from {name} where false"));
            foreach (var never in (string[])[$"truncate {name}", $"drop table {name}", $"alter table {name} add column planted int", $"create index on {name} ({columns[rights.Table]})"])
            {
                Assert.False(await IsAllowed(source, never), $"{role}: {never}");
            }
        }
    }

    [Theory]
    [InlineData("create table tipintake.planted (id uuid references tipintake.mt_doc_tip)")]
    [InlineData("create temporary table planted (id uuid)")]
    [InlineData("create function tipintake.planted() returns int language sql as 'select 1'")]
    [InlineData("create view tipintake.planted as select 1")]
    [InlineData("create schema planted")]
    [InlineData("set role tipintake_owner")]
    [InlineData("set role tipintake_app")]
    [InlineData("select nextval('tipintake.mt_events_sequence')")]
    [InlineData("select last_value from tipintake.mt_events_sequence")]
    [InlineData("select tipintake.mt_archive_stream('OBJ-2100-0001')")]
    [InlineData("alter function tipintake.tips_named(uuid[]) security invoker")]
    public async Task The_publics_role_makes_nothing_of_its_own_and_becomes_nobody_else(string sql)
    {
        const string database = "tipintake_locked";
        await using var service = await app.Another(database);
        await app.Change(database, $"revoke all on database {database} from public");
        await app.Change(database, $"grant connect on database {database} to {DatabaseConnections.PublicRole}");
        await using var source = Source(DatabaseConnections.PublicRole, database);

        Assert.False(await IsAllowed(source, sql));
    }

    [Fact]
    public async Task The_publics_role_may_call_its_routines_and_no_other_function()
    {
        var may = await Ask("postgres", $"select p.proname from pg_proc p where p.pronamespace = 'tipintake'::regnamespace and has_function_privilege('{DatabaseConnections.PublicRole}', p.oid, 'execute') order by 1");

        Assert.Equal(Routines, may);
    }

    [Fact]
    public async Task Every_routine_of_the_owner_looks_for_names_in_the_systems_catalogue_only()
    {
        var found = await Ask("postgres", "select p.proname || ' ' || p.proconfig[1] from pg_proc p where p.pronamespace = 'tipintake'::regnamespace and p.prosecdef order by 1");

        Assert.Equal(Routines.Select(routine => $"{routine} search_path=pg_catalog, pg_temp"), found);
    }

    [Fact]
    public async Task The_routines_answer_nothing_to_an_id_that_nobody_gave_out()
    {
        var nobodys = Guid.NewGuid();
        string[] calls =
        [
            $"select count(*)::text from tipintake.tips_named(array['{nobodys}']::uuid[])",
            "select count(*)::text from tipintake.tips_named(array[]::uuid[])",
            "select count(*)::text from tipintake.tips_named(null)",
            $"select count(*)::text from tipintake.tip_conversation('{nobodys}')",
            "select count(*)::text from tipintake.tip_conversation(null)",
            $"select count(*)::text from tipintake.add_to_tip('{nobodys}', jsonb_build_object('id', gen_random_uuid()), '{"{}"}', 100) where outcome <> 'Unknown'",
            $"select (tipintake.withdraw_tip('{nobodys}', now(), '{"{}"}'))::int::text",
            "select count(*)::text from tipintake.photo_named('', 320, 'webp')",
        ];

        Assert.All(await Task.WhenAll(calls.Select(call => Ask(DatabaseConnections.PublicRole, call))), answer => Assert.Equal("0", Assert.Single(answer)));
        Assert.Equal(0L, await app.CountRows($"select count(*) from tipintake.mt_doc_tipmessage where data ->> 'tipId' = '{nobodys}'"));
    }

    private NpgsqlDataSource Source(string role, string database = Database)
    {
        var superuser = app.Database.Superuser(database);
        var settings = new NpgsqlConnectionStringBuilder(superuser.ConnectionString) { Username = role, MaxPoolSize = 2 };
        superuser.Dispose();
        return NpgsqlDataSource.Create(settings);
    }

    private async Task<List<string>> Ask(string role, string sql)
    {
        await using var source = role == "postgres" ? app.Database.Superuser(Database) : Source(role);
        await using var command = source.CreateCommand(sql);
        return await command.ReadAll(row => row.GetString(0), CancellationToken.None);
    }

    // Rights come first: whatever else is wrong with a statement is found out by whoever may make it.
    private static async Task<bool> IsAllowed(NpgsqlDataSource source, string sql)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync();
            return true;
        }
        catch (PostgresException fault)
        {
            return fault.SqlState != PostgresErrorCodes.InsufficientPrivilege;
        }
    }
}
