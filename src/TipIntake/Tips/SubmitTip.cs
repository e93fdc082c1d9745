using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using TipIntake.Catalogue;
using TipIntake.Platform;
using TipIntake.Security.Keys;
using TipIntake.Security.ProofOfWork;
using TipIntake.Security.RateLimits;
using TipIntake.Storage;

namespace TipIntake.Tips;

/// <param name="Text">What you know, in your own words and language. 2 to 4,000 characters.</param>
/// <param name="Country">Where it was sold or seen: ISO 3166-1, two capital letters.</param>
/// <param name="Place">Town, shop, market, web shop.</param>
/// <param name="Period">When, in your own words.</param>
/// <param name="Link">A page that shows it, with or without http:// or https://. Kept as it was sent; nobody here opens it by machine.</param>
/// <param name="Basis">How you know: owns-it, sold-or-made-it, lived-or-worked-there, seen-in-person, found-online or guess.</param>
/// <param name="Language">The language of the text, as BCP 47.</param>
/// <param name="Contact">Only if you want to be asked. Sealed on arrival; this server cannot read it again.</param>
/// <param name="Campaign">The code that stood in the link as <c>c</c>, if there was one. An unknown one is ignored.</param>
/// <param name="Disclosure">True if it is about abuse that the sender or somebody they know has suffered, or about a child in danger.</param>
internal sealed record SubmitTipRequest(
    [property: MinLength(TipText.Shortest), MaxLength(TipText.Longest)] string? Text,
    [property: RegularExpression("^[A-Z]{2}$")] string? Country = null,
    [property: MaxLength(SubmitTipValidator.LongestPlace)] string? Place = null,
    [property: MaxLength(SubmitTipValidator.LongestPeriod)] string? Period = null,
    [property: MaxLength(Platform.Link.MostLength)] string? Link = null,
    string? Basis = null,
    [property: MaxLength(LanguageTag.MostLength)] string? Language = null,
    [property: MaxLength(ContactEnvelope.LongestContact)] string? Contact = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Campaign = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Disclosure = null);

/// <param name="Receipt">In this answer only, and again when the request is repeated with its Idempotency-Key. With it you can come back, add something or withdraw the tip.</param>
/// <param name="ReceivedAt">When the tip was stored.</param>
internal sealed record SubmitTipResponse(string Receipt, DateTimeOffset ReceivedAt);

internal sealed class SubmitTipValidator : AbstractValidator<SubmitTipRequest>
{
    public const int LongestPlace = 200;
    public const int LongestPeriod = 200;

    public SubmitTipValidator()
    {
        RuleFor(r => r.Text).IsTipText();
        RuleFor(r => r.Country).IsCountry();
        RuleFor(r => r.Place).AtMost(LongestPlace, "place-too-long");
        RuleFor(r => r.Period).AtMost(LongestPeriod, "period-too-long");
        RuleFor(r => r.Link).IsLink();
        RuleFor(r => r.Basis).IsOneOf(BasisNames.All.Keys, "basis-unknown");
        RuleFor(r => r.Language).IsLanguage();
        RuleFor(r => r.Contact).AtMost(ContactEnvelope.LongestContact, "contact-too-long");
    }
}

/// <summary>A request that keeps to the rules, with its texts cleaned.</summary>
internal readonly record struct ExaminedTip(PublishedObject Object, SubmitTipRequest Request, bool TextReplaced);

/// <summary>A member of the public tells what they know about an object.</summary>
internal sealed class SubmitTip(
    PublishedCatalogue catalogue,
    KeyRing keys,
    ContactSeal seal,
    KnownCampaigns campaigns,
    TipInbox inbox,
    Admissions admissions,
    StorageGuard guard,
    TimeProvider clock)
{
    /// <summary>Raise it when the questions of the form change.</summary>
    public const short FormVersion = 2;

    private static readonly SubmitTipValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, string reference, SubmitTip submit, [FromServices] ProofCheck proofs)
    {
        var key = IdempotencyKey.Of(context.Request);
        if (key.IsRefused)
        {
            return key.Refusal.ToProblem();
        }

        var body = await StrictJson.Read(context, TipRequestsJson.Default.SubmitTipRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        var admission = Admission.Of(context);
        var proof = proofs.Judge(admission, reference, ProofCheck.Of(context.Request), key.Value);
        var outcome = await submit.Run(reference, body.Value.Value, body.Value.TextReplaced, key.Value, admission, proof);

        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, TipAnswersJson.Readable.SubmitTipResponse, StatusCodes.Status201Created);
    }

    /// <summary>Both doors call this: the API and the form.</summary>
    public async Task<Outcome<SubmitTipResponse>> Run(
        string reference, SubmitTipRequest sent, bool textReplaced, string idempotencyKey, Admission admission, ProofState proof = ProofState.NotAsked)
    {
        if (ProofCheck.Refuse(admission, proof) is { } refused)
        {
            return refused;
        }

        var examined = Examine(reference, sent);
        if (examined.IsRefused)
        {
            return examined.Refusal;
        }

        var (open, request, replaced) = examined.Value;
        if (!guard.MayPromise)
        {
            return Refusals.StorageUnavailable;
        }

        var proven = ProofCheck.LaneOf(admission, proof);
        using var place = proven == Lane.Deferred && FirstHandLane.IsOpenTo(admission, request.Basis) ? admissions.TryReserve(open.Reference) : null;
        var key = keys.Current;
        var receipt = key.Receipt(open.Reference, idempotencyKey);
        var pending = Prepare(open.Reference, request, replaced || textReplaced, idempotencyKey, place is null ? proven : Lane.First, key, key.TipId(receipt));
        if (pending.IsRefused)
        {
            return pending.Refusal;
        }

        if (inbox.TryAdd(pending.Value) is var answer and not InboxAnswer.Taken)
        {
            return answer == InboxAnswer.Full ? Refusals.InboxFull : Refusals.StorageUnavailable;
        }

        var storing = await pending.Value.Outcome;
        if (storing.Result == StoringResult.Stored && ReferenceEquals(storing.Standing, pending.Value.Tip))
        {
            admissions.CountStored(admission, open.Reference);
            place?.Keep();
        }

        return Answer(storing, idempotencyKey, key, receipt);
    }

    /// <summary>The request as it would be stored, or why it would not; stores nothing.</summary>
    public Outcome<ExaminedTip> Examine(string reference, SubmitTipRequest sent)
    {
        var open = catalogue.FindOpen(reference);
        if (open.IsRefused)
        {
            return open.Refusal;
        }

        var (request, replaced) = SubmittedText.Clean(sent);
        return Validator.Validate(request) is { IsValid: false } faults
            ? ValidationRefusal.From(faults)
            : new ExaminedTip(open.Value, request, replaced);
    }

    private Outcome<PendingTip> Prepare(string reference, SubmitTipRequest request, bool textReplaced, string idempotencyKey, Lane lane, KeySet key, Guid id)
    {
        // Without the campaign: a retry is the same tip, whether or not the code was still in the link.
        var body = JsonSerializer.SerializeToUtf8Bytes(request with { Campaign = null }, TipRequestsJson.Default.SubmitTipRequest);
        var contact = Seal(request.Contact, id);

        if (contact.IsRefused)
        {
            return contact.Refusal;
        }

        var tip = new Tip
        {
            Id = id,
            Object = reference,
            ReceivedAt = clock.GetUtcNow(),
            Lane = lane,
            Key = key.Id,
            Form = FormVersion,
            Text = request.Text,
            Country = request.Country,
            Place = request.Place,
            Period = request.Period,
            Link = request.Link,
            Basis = request.Basis is { } basis ? BasisNames.All[basis] : null,
            Language = request.Language,
            Campaign = campaigns.InForce(request.Campaign),
            Disclosure = request.Disclosure,
            TextReplaced = textReplaced ? true : null,
            BodyHash = key.BodyHash(idempotencyKey, body),
        };

        var earlier = keys.ConcurrentlyUsed().Select(other => new EarlierId(other.TipId(other.Receipt(reference, idempotencyKey)), other.BodyHash(idempotencyKey, body)));
        return new PendingTip(tip, contact.Value, [.. earlier], clock.GetTimestamp());
    }

    private Outcome<SenderContact?> Seal(string? contact, Guid tipId)
    {
        if (contact is null)
        {
            return (SenderContact?)null;
        }

        var envelope = seal.TrySeal(contact, tipId);
        return envelope.IsRefused ? envelope.Refusal : new SenderContact(tipId, envelope.Value);
    }

    private Outcome<SubmitTipResponse> Answer(Storing storing, string idempotencyKey, KeySet key, Receipt receipt) => storing.Result switch
    {
        StoringResult.Stored when storing.Standing.Key == key.Id => new SubmitTipResponse(receipt.Display, storing.Standing.ReceivedAt),
        StoringResult.Stored => new SubmitTipResponse(
            keys.Find(storing.Standing.Key).Receipt(storing.Standing.Object, idempotencyKey).Display,
            storing.Standing.ReceivedAt),
        StoringResult.KeyReused => Refusals.IdempotencyKeyReused,
        StoringResult.TakenBack => Refusals.TipTakenBack,
        StoringResult.NotStored => Refusals.Unexpected,
        StoringResult.NotNow => Refusals.StorageUnavailable,
        _ => Refusals.OutcomeUnknown,
    };
}
