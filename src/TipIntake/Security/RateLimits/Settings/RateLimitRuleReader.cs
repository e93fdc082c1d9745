using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TipIntake.Security.RateLimits;

/// <summary>Reads the rules of GeneralRules and of IP policies, and the answers that an operator wrote for them.</summary>
internal sealed class RateLimitRuleReader(string counterPrefix)
{
    public const int HighestLimit = 1_000_000;

    private int salted;

    public IReadOnlyList<RateLimitRule> ReadAll(StrictSection parent, string key) =>
        [.. parent.Sections(key).Select(ReadRule).OfType<RateLimitRule>()];

    private RateLimitRule? ReadRule(StrictSection rule)
    {
        rule.Knows("Endpoint", "Period", "PeriodTimespan", "Limit", "MonitorMode", "QuotaExceededResponse");
        var endpoint = EndpointPattern.Parse(rule.Text("Endpoint") ?? "");
        if (endpoint is null)
        {
            rule.Fault("Endpoint", "is verb:/path, *:/path or *.");
        }

        var limit = rule.Number("Limit", -1, 0, HighestLimit);
        if (rule.Text("Limit") is null)
        {
            rule.Fault("Limit", "is missing.");
        }

        var period = ReadPeriod(rule);
        return endpoint is null || period is null ? null : new RateLimitRule(endpoint, period.Value, limit)
        {
            MonitorMode = rule.Flag("MonitorMode"),
            QuotaExceededResponse = ReadResponse(rule),
            Salt = NextSalt(),
        };
    }

    private static Period? ReadPeriod(StrictSection rule)
    {
        var (text, span) = (rule.Text("Period"), rule.Text("PeriodTimespan"));
        var period = default(Period);
        var lengthened = default(Period);
        if ((text is null && span is null) || (text is not null && !Period.TryParse(text, out period)))
        {
            rule.Fault("Period", "is a number and s, m, h or d, such as 10s, 1m, 10m, 1h, and at most 1d.");
            return null;
        }

        if (span is not null && (!Period.TryParseTimeSpan(span, out lengthened) || (text is not null && lengthened.Seconds != period.Seconds)))
        {
            rule.Fault("PeriodTimespan", "is the same length as Period, such as 00:10:00, and at most one day. Period alone is enough.");
            return null;
        }

        return text is null ? lengthened : period;
    }

    public static QuotaExceededResponse? ReadResponse(StrictSection parent)
    {
        var response = parent.Section("QuotaExceededResponse");
        response.Knows("Content", "ContentType", "StatusCode");
        var status = response.Number("StatusCode", 0, 400, 599);
        return response.Exists
            ? Compose(response, "Content", response.Text("ContentType") ?? "text/plain", status == 0 ? null : status)
            : null;
    }

    public static QuotaExceededResponse? ReadMessage(StrictSection limits) =>
        limits.Text("QuotaExceededMessage") is null ? null : Compose(limits, "QuotaExceededMessage", "text/plain", null);

    private static QuotaExceededResponse? Compose(StrictSection section, string key, string type, int? status)
    {
        try
        {
            var content = CompositeFormat.Parse(section.Text(key) ?? "");
            if (content.MinimumArgumentCount <= 3)
            {
                return new QuotaExceededResponse(content, type, status);
            }
        }
        catch (FormatException)
        {
            // Said below, with the key, together with everything else that is wrong.
        }

        section.Fault(key, "may hold {0} (limit), {1} (period) and {2} (seconds to wait); any other brace is written twice.");
        return null;
    }

    private ulong NextSalt() =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{counterPrefix} rule {salted++}")));
}
