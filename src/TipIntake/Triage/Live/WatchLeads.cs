using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Marten;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <summary>A page stays informed of what changes: server-sent events, small ones, within the person's scope.</summary>
internal static class WatchLeads
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Then the browser comes again by itself, and whether it still may is asked anew.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static async Task<IResult> Handle(HttpContext context, LeadNews news, IQuerySession session, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        var (person, lead, reference) = (Person.Of(context), Asked(context, "lead"), Asked(context, "object"));
        if (lead is not null && await session.LeadWithin(person.Scope, lead, context.RequestAborted) is null)
        {
            return Refusals.NotFound.ToProblem();
        }

        var scope = await session.Within(person.Scope, context.RequestAborted);
        var listener = news.Listen(new OpenPage(person.Id, lead, reference, Asked(context, "holder"), scope, await news.FindLast(context.RequestAborted)));
        if (listener.IsRefused)
        {
            return listener.Refusal.ToProblem();
        }

        context.Response.RegisterForDispose(listener.Value);
        return TypedResults.ServerSentEvents(Changes(listener.Value, clock, lifetime.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<string>> Changes(LeadListener listener, TimeProvider clock, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancel);
        var until = clock.GetUtcNow() + Longest;
        yield return new SseItem<string>("{}", "ready");
        while (!over.IsCancellationRequested && clock.GetUtcNow() < until)
        {
            var change = await listener.Next(Heartbeat, clock, over.Token);
            if (change is not null)
            {
                yield return new SseItem<string>(JsonSerializer.Serialize(change, TriageJson.Default.LeadChange), "change");
            }
            else if (!over.IsCancellationRequested)
            {
                yield return new SseItem<string>("{}", "beat");
            }
        }
    }

    private static string? Asked(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 and <= 100 } value ? value : null;
}
