using Marten;
using Microsoft.AspNetCore.Http.Features;
using TipIntake.Audit;
using TipIntake.Catalogue;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>A reviewer takes all that is known about an object to the force that goes on with the case. It takes their passkey once more; the entry in the trail is committed before the first byte.</summary>
internal sealed class HandOver(IDocumentSession session, AuditTrail audit, ShowTracedObject objects, ListHypotheses hypotheses, DatabaseConnections connections, TimeProvider clock)
{
    public static async Task<IResult> Handle(HttpContext context, string reference, HandOver handOver)
    {
        var outcome = await handOver.Run(Person.Of(context), reference, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : new HandOverAnswer(outcome.Value);
    }

    public async Task<Outcome<HandOverPackage>> Run(Person person, string reference, CancellationToken cancel)
    {
        if (await objects.Run(person, reference, cancel) is not { PublishedAt: not null } about)
        {
            return Refusals.ObjectUnknown;
        }

        audit.Record(session, new AuditEntry(person.Actor, AuditActs.HandedOver, $"object:{reference}"));
        await session.SaveChangesAsync(cancel);
        var list = await hypotheses.Run(person, reference, cancel, isWhole: true);
        if (list.IsRefused)
        {
            return list.Refusal;
        }

        return new HandOverPackage(connections, new HandOverHead(reference, QuestionOf(about), clock.GetUtcNow(), [.. list.Value.Hypotheses.Where(view => view.Id is not null)]));
    }

    private static string QuestionOf(TracedObject about) => about.Texts.Question.GetValueOrDefault("en") ?? about.Texts.Question.Values.FirstOrDefault() ?? about.Id;
}

/// <summary>What stands on top of the package.</summary>
internal sealed record HandOverHead(string Object, string Question, DateTimeOffset MadeAt, HypothesisView[] Hypotheses);

/// <summary>The package as it is made, piece by piece: however many tips there are, the memory is the same.</summary>
internal sealed class HandOverAnswer(HandOverPackage package) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        // Privacy: no cache keeps what people said.
        response.Headers.CacheControl = "no-store";
        response.ContentType = "application/zip";
        response.Headers.ContentDisposition = $"attachment; filename=\"{package.Object}-hand-over.zip\"";
        // The end of a compressed file is written at once, whatever the caller does.
        httpContext.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        return package.Write(response.Body, httpContext.RequestAborted);
    }
}
