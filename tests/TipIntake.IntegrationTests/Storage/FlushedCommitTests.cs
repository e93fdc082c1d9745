using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Storage;

/// <summary>An administrator tells the application's role not to flush, while the service runs.</summary>
public sealed class FlushedCommitTests(TipIntakeApp app)
{
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_new_session_flushes_whatever_its_role_was_told()
    {
        const string database = "tipintake_lazy_role";
        await using var service = await app.Another(database);
        await Run(database, $"alter role {DatabaseConnections.ApplicationRole} in database {database} set synchronous_commit = off");
        var application = service.Services.GetRequiredService<DatabaseConnections>().Application;
        application.Clear();

        await using var command = application.CreateCommand("show synchronous_commit");

        Assert.Equal("on", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Readiness_goes_off_with_the_roles_setting_and_comes_back_without_it()
    {
        const string database = "tipintake_lazy_role_watched";
        await using var service = await app.Another(database);

        await Run(database, $"alter role {DatabaseConnections.ApplicationRole} in database {database} set synchronous_commit = off");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Becomes(service, HttpStatusCode.ServiceUnavailable));
        Assert.Contains("synchronous_commit", service.Services.GetRequiredService<StorageGuard>().Problem, StringComparison.Ordinal);

        await Run(database, $"alter role {DatabaseConnections.ApplicationRole} in database {database} reset synchronous_commit");
        Assert.Equal(HttpStatusCode.OK, await Becomes(service, HttpStatusCode.OK));
    }

    private static async Task<HttpStatusCode> Becomes(RunningService service, HttpStatusCode awaited)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var ready = await service.Visitor.GetAsync(new Uri("/health/ready", UriKind.Relative));
            if (ready.StatusCode == awaited || TimeProvider.System.GetElapsedTime(since) > Notice)
            {
                return ready.StatusCode;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private async Task Run(string database, string sql)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
