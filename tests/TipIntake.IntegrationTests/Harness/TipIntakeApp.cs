using Microsoft.AspNetCore.Builder;
using TipIntake.IntegrationTests.Harness;

[assembly: AssemblyFixture(typeof(TipIntakeApp))]

namespace TipIntake.IntegrationTests.Harness;

/// <summary>One service and one database for the whole run. Every test makes its own object and tips, so tests run side by side.</summary>
public sealed class TipIntakeApp : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public RunningService Service { get; private set; } = null!;

    public HttpClient Visitor => Service.Visitor;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.Start();
        Service = await Another("tipintake");
    }

    /// <summary>A second service: on its own database unless the name is one in use.</summary>
    public Task<RunningService> Another(string database, params (string Key, string Value)[] settings) => Another(database, null, settings);

    /// <summary>The same with something exchanged, such as the clock.</summary>
    public async Task<RunningService> Another(string database, Action<WebApplicationBuilder>? adjust, params (string Key, string Value)[] settings)
    {
        var all = await Database.Settings(database);
        AdmitEverybody(all);
        all["Catalogue:Demonstration"] = "false";

        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return await RunningService.Start(all, adjust);
    }

    // All tests come from one address; the limits are tested where a test sets its own.
    private static void AdmitEverybody(Dictionary<string, string?> settings)
    {
        const string plenty = "1000000";

        foreach (var (key, value) in ShippedRules.Unlimited)
        {
            settings[key] = value;
        }

        settings["TipLanes:Object:Limit"] = plenty;
        settings["TipLanes:Deployment:Limit"] = plenty;
        settings["Staff:ReadsPerHour"] = "100000";
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Database.DisposeAsync();
    }
}
