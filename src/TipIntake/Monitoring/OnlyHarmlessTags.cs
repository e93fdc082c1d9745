using System.Diagnostics;
using OpenTelemetry;

namespace TipIntake.Monitoring;

/// <summary>Privacy: a trace says which route took how long and where. Whatever else libraries add goes: addresses, agents, paths, which name objects, and commands.</summary>
internal sealed class OnlyHarmlessTags : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.route", "http.response.status_code", "error.type", "db.system.name", "db.system", "otel.status_code",
    };

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.Where(tag => !Harmless.Contains(tag.Key)).ToArray())
        {
            data.SetTag(name, null);
        }

        // Events quote the messages of faults, and cannot be taken out of a trace: then there is none.
        if (data.Events.Any() || data.Links.Any())
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }

        data.DisplayName = data.GetTagItem("http.route") is string route ? route : data.OperationName;
        data.SetStatus(data.Status);
    }
}
