using TipIntake.Faults.Harness;

namespace TipIntake.Faults.Clock;

/// <summary>
/// Service and PostgreSQL live by a <see cref="FakedClock"/>. The service has its staff door, so that it erases by age; tips may be kept for a
/// week only, so that a long jump ahead would be enough.
/// </summary>
public sealed class JumpingClockDeployment() : Deployment(throughProxy: false)
{
    public const string Elsewhere = "Sent by somebody whom the limits know.";
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    internal FakedClock Clock { get; } = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Clock.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the database thinks that it is.</summary>
    internal async Task<DateTimeOffset> ShownTime() => DateTimeOffset.FromUnixTimeSeconds(await Postgres.Count("select extract(epoch from clock_timestamp())::bigint"));

    internal Task HasPlaced(int tips) =>
        Until.True(async () => await Postgres.Count("select count(*) from tipintake.placements") >= tips, TimeSpan.FromSeconds(60), $"{tips} tips have their lead");

    /// <summary>They were sent past the ledger.</summary>
    internal Task ForgetTipsFromElsewhere() => Postgres.Run($"delete from tipintake.mt_doc_tip where data->>'text' = '{Elsewhere}'");

    internal override async Task<PostgresProcess> StartPostgres()
    {
        // PostgreSQL's programs inherit what this process has.
        var before = Clock.Environment.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable, StringComparer.Ordinal);
        Set(Clock.Environment);

        try
        {
            return await PostgresProcess.Start();
        }
        finally
        {
            Set(before);
        }
    }

    internal override IEnumerable<KeyValuePair<string, string?>> More =>
    [
        .. Clock.Environment,
        .. StaffDoor(),
        new("Proxies:Known:0", "127.0.0.1"),
        new("IpRateLimiting:GeneralRules:2:Period", $"{Window.TotalSeconds:0}s"),
        new("IpRateLimiting:GeneralRules:2:Limit", "5"),
        new("TipLanes:RefuseAfter", "1"),
        new("Retention:Days:Undecided", "7"),
    ];

    private static void Set(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
