using System.Globalization;
using Marten;
using Microsoft.AspNetCore.Mvc;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <param name="Here">The page of the lead, with the list that it was opened from.</param>
/// <param name="Passed">How many leads of the list the person has left lying; null: this one was not opened by "next".</param>
internal sealed record LeadStep(Person Person, string Lead, ChosenLeads Chosen, string Here, int? Passed);

/// <summary>What the buttons of a lead's page do, and where each leads to.</summary>
internal sealed class LeadActs(ClaimLead claim, AssessLead assess, ReviewLead review, OpenNextLead openNext, IQuerySession session)
{
    public async Task<Outcome<string>> Claim(LeadStep step, CancellationToken cancel)
    {
        var outcome = await claim.Run(step.Person, step.Lead, cancel);
        // The page itself says who has it.
        return outcome.IsRefused && outcome.Refusal != Refusals.LeadClaimed ? outcome.Refusal : step.Here;
    }

    public async Task<Outcome<string>> Release(LeadStep step, CancellationToken cancel)
    {
        await claim.Release(step.Person, step.Lead, cancel);
        return step.Chosen.At("/triage");
    }

    public async Task<Outcome<string>> Next(LeadStep step, CancellationToken cancel)
    {
        await claim.Release(step.Person, step.Lead, cancel);
        return step.Passed is { } passed ? await Open(step, passed + 1, null, null, cancel) : await Open(step, 0, step.Lead, null, cancel);
    }

    public async Task<Outcome<string>> Decide(LeadStep step, string? verdict, bool goOn, CancellationToken cancel)
    {
        if (verdict?.Split('/') is not [var decision, var reason])
        {
            return At(step, ("fault", "verdict"));
        }

        // Whoever decides has it, also without having said so before; so nobody else decides at the same moment.
        var claimed = await claim.Run(step.Person, step.Lead, cancel);
        if (claimed.IsRefused)
        {
            return Faulted(step, claimed.Refusal);
        }

        var request = new AssessLeadRequest(decision, reason);
        var isReview = await session.LoadAsync<Lead>(step.Lead, cancel) is { Status: LeadStatus.InReview };
        var refusal = isReview ? await review.Run(step.Person, step.Lead, request, cancel) : (await assess.Run(step.Person, step.Lead, request, cancel)).Refusal;
        if (refusal == Refusals.LeadState || refusal == Refusals.SecondPersonNeeded)
        {
            // There is nothing for this person to do here, so nobody else has to wait for them.
            await claim.Release(step.Person, step.Lead, cancel);
        }

        if (refusal is not null)
        {
            return Faulted(step, refusal);
        }

        await claim.Release(step.Person, step.Lead, cancel);
        return goOn ? await Open(step, step.Passed ?? 0, null, step.Lead, cancel) : step.Chosen.At("/triage", ("done", step.Lead));
    }

    public async Task<Outcome<string>> Undo(LeadStep step, CancellationToken cancel)
    {
        var outcome = await assess.Undo(step.Person, step.Lead, cancel);
        if (outcome.IsRefused)
        {
            return Faulted(step, outcome.Refusal);
        }

        await claim.Run(step.Person, step.Lead, cancel);
        return step.Here;
    }

    private async Task<string> Open(LeadStep step, int passed, string? except, string? done, CancellationToken cancel)
    {
        var filter = step.Chosen.ToQuery().ToFilter(step.Person);
        var lead = filter.IsRefused || !step.Chosen.HasNext ? null : await openNext.Run(step.Person, filter.Value, passed, except, cancel);
        return lead is null
            ? step.Chosen.At("/triage", ("end", "true"), ("done", done))
            : step.Chosen.At($"/triage/leads/{lead}", ("passed", passed.ToString(CultureInfo.InvariantCulture)), ("done", done));
    }

    private static Outcome<string> Faulted(LeadStep step, Refusal refusal) => refusal == Refusals.LeadClaimed || refusal == Refusals.LeadState || refusal == Refusals.SecondPersonNeeded ? At(step, ("fault", refusal.Code))
        : refusal.Errors is not null ? At(step, ("fault", "verdict")) : refusal;

    public static string At(LeadStep step, (string Name, string Value) more) => $"{step.Here}{(step.Here.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{more.Name}={more.Value}";
}

/// <summary>A page that could not be shown: why, in words.</summary>
internal sealed class RefusedPageAnswer(Refusal refusal) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => refusal.ToProblem().ExecuteAsync(context.HttpContext);
}
