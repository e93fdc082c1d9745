using TipIntake.Platform;
using TipIntake.Security.ProofOfWork;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.Pages.Public;

/// <summary>
/// While an alarm is up, whoever comes without work is asked to wait before the tip is sent. What was typed travels in the page;
/// who presses Send too early is stored all the same, and read later.
/// </summary>
internal sealed record WaitPage(TipForm Form, int Seconds)
{
    /// <summary>
    /// Null when there is nothing to gain by waiting, or when the tip would be refused anyway. A proof that is worth nothing is not asked
    /// for twice: where every one is worth nothing, nobody would ever get out.
    /// </summary>
    public static WaitPage? For(TipForm form, Admission admission, ProofState proof, SubmitTip submit, ShowChallenge challenges)
    {
        var mayWait = admission.Relief == Relief.WorkOrWait && proof is ProofState.Missing or ProofState.Expired;

        // Nobody who tells of a person in danger is kept waiting. The mark brings nothing but this: not the first lane, or a flooder would set it.
        if (!mayWait || form.Disclosure || IsSpared(form, admission) || submit.Examine(form.Reference, form.Request(Texts.Language)).IsRefused)
        {
            return null;
        }

        var challenge = challenges.Run(form.Reference);
        return challenge is { IsRefused: false, Value: { Challenge: { } text, WaitSeconds: { } seconds } }
            ? new WaitPage(form with { Proof = text }, seconds)
            : null;
    }

    // Who knows at first hand must not be lost here either. Privacy: whether a place is left is not asked, or the page would tell how many others say so.
    private static bool IsSpared(TipForm form, Admission admission) => FirstHandLane.IsOpenTo(admission, form.Request(Texts.Language).Basis);
}
