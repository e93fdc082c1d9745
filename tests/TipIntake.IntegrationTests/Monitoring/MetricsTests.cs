using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Monitoring;

public sealed class MetricsTests(TipIntakeApp app)
{
    [Fact]
    public async Task Numbers_are_at_their_own_door_only_and_name_no_object_and_nobody()
    {
        var port = FreePort();
        await using var service = await app.Another("metrics", ("Surfaces:Monitoring:Url", $"http://127.0.0.1:{port}"));
        var reference = await service.HasObject();
        await service.Visitor.SendTip(reference, new { text = "Sold at the market of Olhao by the stall with the blue roof." });
        using var page = await service.Visitor.GetAsync(new Uri($"/en/objects/{reference}?c=secret-code", UriKind.Relative));
        using var monitoring = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        var numbers = await Until(monitoring, "tipintake_clock_offset_seconds");

        Assert.Contains("tipintake_storage_ready", numbers, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds_bucket", numbers, StringComparison.Ordinal);
        Assert.DoesNotContain("OBJ-", numbers, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-code", numbers, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", numbers, StringComparison.Ordinal);
        using var atPublic = await service.Visitor.GetAsync(new Uri("/metrics", UriKind.Relative));
        using var staff = StaffBrowser.At(service);
        using var atStaff = await staff.Get("/metrics");
        using var other = await monitoring.GetAsync(new Uri($"/en/objects/{reference}", UriKind.Relative));
        // Of strangers the staff door wants to know first who they are.
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound), (atPublic.StatusCode, atStaff.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task The_status_says_when_the_last_backup_was_made_and_what_failed()
    {
        var told = Directory.CreateTempSubdirectory("tipintake-status-");
        await File.WriteAllTextAsync(Path.Combine(told.FullName, "backup.json"), "{\"at\":\"2026-11-23T010203Z\",\"ok\":true}");
        await File.WriteAllTextAsync(Path.Combine(told.FullName, "drill.json"), "{\"at\":\"2026-11-2");
        await using var service = await app.Another("status", ("Monitoring:Status:Path", told.FullName));
        using var administrator = await StaffBrowser.As("administrator", service);

        using var answer = await administrator.Get("/api/v1/status");
        using var page = await administrator.Get("/status", "text/html");
        var status = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

        Assert.True((bool)status["ready"]!);
        Assert.Equal("2026-11-23T01:02:03+00:00", (string)status["backup"]!["at"]!);
        Assert.Null(status["drill"]);
        Assert.Contains("Last restore drill", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        told.Delete(recursive: true);
    }

    private static async Task<string> Until(HttpClient monitoring, string name)
    {
        for (var look = 0; ; look++)
        {
            var numbers = await monitoring.GetStringAsync(new Uri("/metrics", UriKind.Relative));
            if (numbers.Contains(name, StringComparison.Ordinal))
            {
                return numbers;
            }

            Assert.True(look < 300, $"No {name} in\n{numbers}");
            await Task.Delay(100);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
