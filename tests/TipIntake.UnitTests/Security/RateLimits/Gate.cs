using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using TipIntake.Security.RateLimits;

namespace TipIntake.UnitTests.Security.RateLimits;

/// <summary>The rate limits without HTTP: rules, a clock that the test moves, and visitors.</summary>
internal sealed class Gate
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly Admissions admissions;

    public Gate(FakeTimeProvider clock, params (string Key, string Value)[] settings)
    {
        Clock = clock;
        admissions = new Admissions(Settings(settings), DayKey, clock, capacity: 1 << 12);
    }

    public Gate(params (string Key, string Value)[] settings)
        : this(new FakeTimeProvider(Noon), settings)
    {
    }

    public FakeTimeProvider Clock { get; }

    /// <summary>Thirty tips of a source go first within ten minutes, three hundred are taken.</summary>
    public static (string Key, string Value)[] TipRule =>
    [
        ("IpRateLimiting:EnableEndpointRateLimiting", "true"),
        ("IpRateLimiting:GeneralRules:0:Endpoint", "post:/api/v1/objects/*/tips"),
        ("IpRateLimiting:GeneralRules:0:Period", "10m"),
        ("IpRateLimiting:GeneralRules:0:Limit", "30"),
        ("TipLanes:Spread", "0"),
    ];

    public static RateLimitSettings Settings(params (string Key, string Value)[] settings) =>
        RateLimitSettingsReader.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.GroupBy(s => s.Key).Select(s => KeyValuePair.Create(s.Key, (string?)s.Last().Value)))
            .Build());

    public static byte[] DayKey(DateOnly day) => [.. Enumerable.Range(0, 32).Select(i => (byte)(day.DayNumber + i))];

    public Admission SendTip(string from, string about = "OBJ-2026-0001") => SendTip(IPAddress.Parse(from), about);

    /// <summary>Sends a tip that is stored if it is admitted.</summary>
    public Admission SendTip(IPAddress? from, string about = "OBJ-2026-0001")
    {
        var admission = Knock(from, about);
        if (!admission.IsRefused)
        {
            admissions.CountStored(admission, about);
        }

        return admission;
    }

    /// <summary>Sends what is admitted, or not, and then refused for its content.</summary>
    public Admission Knock(IPAddress? from, string about = "OBJ-2026-0001") => admissions.Decide(new Visit
    {
        Method = "POST",
        Path = $"/api/v1/objects/{about}/tips",
        Address = from,
        TakesTip = true,
        ObjectReference = about,
    });

    public double? PressureOn(string reference) => admissions.PressureOn(reference);

    public ReservedPlace? TryReserve(string reference) => admissions.TryReserve(reference);

    public Admission Get(string path, string from) => admissions.Decide(new Visit { Method = "GET", Path = path, Address = IPAddress.Parse(from) });

    public Admission[] SendTips(int number, string from, string about = "OBJ-2026-0001") => [.. Enumerable.Range(0, number).Select(_ => SendTip(from, about))];
}
