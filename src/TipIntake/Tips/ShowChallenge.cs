using System.ComponentModel;
using TipIntake.Catalogue;
using TipIntake.Platform;
using TipIntake.Security.ProofOfWork;
using TipIntake.Security.RateLimits;

namespace TipIntake.Tips;

/// <param name="Needed">False: send the tip; nothing else is asked for.</param>
/// <param name="Challenge">Comes back in the header Proof, as it is or with the answer behind a dot.</param>
/// <param name="Parts">So many numbers the answer has, 32 bits each, big-endian, together as base64url.</param>
/// <param name="Bits">SHA-256(SHA-256(challenge) ‖ part ‖ number) begins with so many zero bits, for the parts 0, 1, 2 …, as 32 bits, big-endian.</param>
/// <param name="WaitSeconds">After so long the challenge alone will do; missing where it will not.</param>
/// <param name="ValidSeconds">After so long it is worth nothing any more.</param>
internal sealed record ShowChallengeResponse(bool Needed, string? Challenge = null, int? Parts = null, int? Bits = null, int? WaitSeconds = null, int? ValidSeconds = null);

/// <summary>Says whether work has to be shown for a tip about an object just now, and which.</summary>
internal sealed class ShowChallenge(PublishedCatalogue catalogue, Admissions admissions, Challenges challenges, TimeProvider clock)
{
    /// <param name="refused">Asked for by somebody who was refused because of their network: the hardest work, and no waiting.</param>
    public static IResult Handle(string reference, [Description("true: after a refusal with 429. The answer is the hardest work; a tip that is sent with it is taken, and waitSeconds is missing, because waiting alone does not help.")] bool? refused, ShowChallenge show)
    {
        var outcome = refused == true ? show.AfterRefusal(reference) : show.Run(reference);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, TipAnswersJson.Readable.ShowChallengeResponse);
    }

    public Outcome<ShowChallengeResponse> Run(string reference)
    {
        var open = catalogue.FindOpen(reference);
        if (open.IsRefused)
        {
            return open.Refusal;
        }

        return admissions.PressureOn(open.Value.Reference) is { } pressure ? Make(open.Value, Strength.For(pressure), mayWait: true) : new ShowChallengeResponse(Needed: false);
    }

    private Outcome<ShowChallengeResponse> AfterRefusal(string reference)
    {
        var open = catalogue.FindOpen(reference);
        return open.IsRefused ? open.Refusal : Make(open.Value, Strength.Hardest, mayWait: false);
    }

    private ShowChallengeResponse Make(PublishedObject shown, Strength strength, bool mayWait)
    {
        var challenge = challenges.Make(shown.Reference, strength);
        return new ShowChallengeResponse(
            Needed: true,
            challenge.Text,
            Puzzle.Parts,
            challenge.Bits,
            mayWait ? Math.Max(0, (int)Math.Ceiling((challenge.NotBefore - clock.GetUtcNow()).TotalSeconds)) : null,
            (int)Challenges.Lifetime.TotalSeconds);
    }
}
