using TipIntake.Catalogue;
using TipIntake.Platform;
using TipIntake.Security.ProofOfWork;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.Pages.Public;

/// <summary>The form comes in here. What was typed is shown again until it is stored; then the receipt is shown.</summary>
/// <param name="Shown">Null when there is no such object (any more).</param>
internal sealed record TellPage(PublishedObject? Shown, TipForm Form)
{
    public static async Task<IResult> Send(HttpContext context, string reference, SubmitTip submit, ProofCheck proofs, ShowChallenge challenges)
    {
        var typed = await FormFields.Read(context);
        if (typed.IsRefused)
        {
            return typed.Refusal.ToProblem();
        }

        var form = TipForm.From(reference, typed.Value);
        if (typed.Value[LanguageSwitch.Field] is not null)
        {
            return InAnotherLanguage(context, form);
        }

        if (!IdempotencyKey.IsWellFormed(form.Key))
        {
            return Refusals.IdempotencyKeyMalformed.ToProblem();
        }

        var admission = Admission.Of(context);
        var proof = proofs.Judge(admission, reference, form.Proof, form.Key);
        if (WaitPage.For(form, admission, proof, submit, challenges) is { } wait)
        {
            return new ViewAnswer("Journey/Wait", wait);
        }

        var outcome = await submit.Run(reference, form.Request(Texts.Language), textReplaced: false, form.Key, admission, proof);

        return outcome.IsRefused
            ? outcome.Refusal.ToProblem()
            : new ViewAnswer("Journey/Received", new ReceivedPage(outcome.Value.Receipt, reference, form.Disclosure));
    }

    // Stores nothing, and counts for nothing but a request.
    private static IResult InAnotherLanguage(HttpContext context, TipForm form)
    {
        var services = context.RequestServices;
        if (form.IsEmpty)
        {
            var query = services.GetRequiredService<KnownCampaigns>().InForce(form.Campaign) is { } code ? CampaignMarks.QueryOf(code) : "";
            return new SeeOther(PageWords.In(Texts.Language, ObjectLinks.PathOf(form.Reference)) + query);
        }

        WorkingPage.Allow(context.Response.Headers);
        return new ViewAnswer("Journey/Tell", new TellPage(services.GetRequiredService<PublishedCatalogue>().Find(form.Reference), form));
    }

    public static async Task<bool> ShowAgain(HttpContext context, Refusal refusal)
    {
        var typed = await FormFields.Read(context);
        if (typed.IsRefused || context.Request.RouteValues["reference"] is not string reference)
        {
            return false;
        }

        var catalogue = context.RequestServices.GetRequiredService<PublishedCatalogue>();
        var again = new TellPage(catalogue.Find(reference), TipForm.From(reference, typed.Value).After(refusal));
        WorkingPage.Allow(context.Response.Headers);
        await new ViewAnswer("Journey/Tell", again, refusal.Status).ExecuteAsync(context);
        return true;
    }
}

/// <summary>The receipt, in the answer to the form and nowhere else.</summary>
internal sealed record ReceivedPage(string Receipt, string Reference, bool Disclosure);
