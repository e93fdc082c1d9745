using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TipIntake.IntegrationTests.LocalPostgres;
using TipIntake.LocalPostgres;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Database;

/// <summary>infra/database/roles.sql as an operator runs it: by psql, as a superuser, on a server that has nothing of ours.</summary>
public sealed class RolesScriptTests(RolesScriptTests.FreshServer server) : IClassFixture<RolesScriptTests.FreshServer>
{
    private readonly string database = $"tips of force {Guid.NewGuid():N}";

    [Fact]
    public async Task The_owner_makes_the_schema_and_the_application_may_touch_rows_only()
    {
        var owner = Loopback("tipintake_owner", "owner's secret");
        var application = Loopback("tipintake_app", "app \"secret\"");

        await RunScript();
        await using var service = Service(owner, application);
        await service.Services.GetRequiredService<DatabaseSchema>().Apply(CancellationToken.None);

        Assert.True(await service.Services.GetRequiredService<DatabaseSchema>().Matches(CancellationToken.None));
        Assert.Equal(0L, await ClusterHome.Ask(application, "select count(*) from tipintake.mt_doc_tip"));
        await Refused(application, "create table tipintake.planted (n int)");
        await Refused(application, "create table public.planted (n int)");
        await Refused(application, "drop table tipintake.mt_doc_tip");
    }

    [Fact]
    public async Task Nobody_comes_in_without_the_password_or_as_somebody_else()
    {
        await RunScript();
        await ClusterHome.Ask(server.Postgres.ConnectionString(), "create role stranger login");

        await Refused(Loopback("tipintake_app", "a guess"), "select 1", PostgresErrorCodes.InvalidPassword);
        await Refused(server.Postgres.ConnectionString(database, "stranger"), "select 1");
    }

    [Fact]
    public async Task Running_it_again_changes_the_passwords_and_nothing_else()
    {
        await RunScript(application: "the first");

        await RunScript(application: "the second");

        Assert.Equal(1, await ClusterHome.Ask(Loopback("tipintake_app", "the second"), "select 1"));
        await Refused(Loopback("tipintake_app", "the first"), "select 1", PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task Errors_of_the_application_leave_nothing_of_a_row_in_the_servers_log()
    {
        await RunScript();

        await Refused(Loopback("tipintake_app", "app \"secret\""), "select 'canary-in-a-row'::int", PostgresErrorCodes.InvalidTextRepresentation);

        var log = await File.ReadAllTextAsync(Path.Combine(server.Home.Path, "server.log"));
        Assert.DoesNotContain("canary", log, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", log, StringComparison.Ordinal);
    }

    private async Task RunScript(string application = "app \"secret\"")
    {
        var psql = new ProcessStartInfo("psql") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        string[] arguments =
        [
            "--no-psqlrc", "--host", server.Postgres.SocketDirectory, "--port", $"{server.Postgres.Port}", "--username", "postgres", "--dbname", "postgres",
            "--set", "owner_password=owner's secret", "--set", $"application_password={application}", "--set", "public_password=the public's", "--set", $"database={database}",
            "--file", Path.Combine(Root(), "infra", "database", "roles.sql"),
        ];
        Array.ForEach(arguments, psql.ArgumentList.Add);

        using var running = Process.Start(psql)!;
        var said = running.StandardOutput.ReadToEndAsync();
        var complained = await running.StandardError.ReadToEndAsync();
        await running.WaitForExitAsync();
        Assert.True(running.ExitCode == 0, complained + await said);
    }

    private static WebApplication Service(string owner, string application) => Program.Build(Program.Builder(
    [
        "--environment=Development",
        $"--ConnectionStrings:TipIntake={application}",
        $"--ConnectionStrings:TipIntakeOwner={owner}",
    ]));

    private string Loopback(string role, string password) =>
        new NpgsqlConnectionStringBuilder(server.Postgres.LoopbackConnectionString(database, role)) { Password = password, Pooling = false }.ConnectionString;

    private static async Task Refused(string connectionString, string sql, string state = PostgresErrorCodes.InsufficientPrivilege)
    {
        var fault = await Assert.ThrowsAsync<PostgresException>(() => ClusterHome.Ask(connectionString, sql));
        Assert.Equal(state, fault.SqlState);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TipIntake.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    /// <summary>A server for this class alone; each test brings its own database and passwords.</summary>
    public sealed class FreshServer : IAsyncLifetime
    {
        internal ClusterHome Home { get; } = new();

        internal PrivatePostgres Postgres { get; private set; } = null!;

        // As talkative as servers get, so that silence is the script's doing.
        public async ValueTask InitializeAsync() => Postgres = await PrivatePostgres.StartAsync(Home.Options with
        {
            Settings = new Dictionary<string, string>(Home.Options.Settings, StringComparer.Ordinal)
            {
                ["log_min_messages"] = "warning",
                ["log_min_error_statement"] = "error",
                ["log_error_verbosity"] = "default",
                ["log_statement"] = "all",
                ["log_parameter_max_length"] = "-1",
                ["log_parameter_max_length_on_error"] = "-1",
            },
        });

        public async ValueTask DisposeAsync()
        {
            await Postgres.DisposeAsync();
            await Home.DisposeAsync();
        }
    }
}
