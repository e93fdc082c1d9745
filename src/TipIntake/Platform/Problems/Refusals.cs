namespace TipIntake.Platform;

/// <summary>Every code that a caller can meet. A code never changes its meaning or status; infra/docs/errors.md explains each one.</summary>
/// <remarks>Another waiting time: <c>Refusals.TooManyRequests with { RetryAfter = … }</c>.</remarks>
internal static class Refusals
{
    public static readonly Refusal RequestMalformed = new("request-malformed", 400);
    public static readonly Refusal JsonMalformed = new("json-malformed", 400);
    public static readonly Refusal JsonNotUtf8 = new("json-not-utf8", 400);
    public static readonly Refusal JsonDuplicateMember = new("json-duplicate-member", 400);
    public static readonly Refusal JsonUnknownMember = new("json-unknown-member", 400);
    public static readonly Refusal JsonWrongType = new("json-wrong-type", 400);
    public static readonly Refusal JsonTooDeep = new("json-too-deep", 400);
    public static readonly Refusal ValidationFailed = new("validation-failed", 400);
    public static readonly Refusal IdempotencyKeyMalformed = new("idempotency-key-malformed", 400);
    public static readonly Refusal NotSignedIn = new("not-signed-in", 401);
    public static readonly Refusal SignInRefused = new("sign-in-refused", 401);
    public static readonly Refusal NotAllowed = new("not-allowed", 403);
    public static readonly Refusal ReadBudgetSpent = new("read-budget-spent", 403);
    public static readonly Refusal VerifyAgain = new("verify-again", 403);
    public static readonly Refusal RequestCrossSite = new("request-cross-site", 403);
    public static readonly Refusal NotFound = new("not-found", 404);
    public static readonly Refusal ObjectUnknown = new("object-unknown", 404);
    public static readonly Refusal PhotoUnknown = new("photo-unknown", 404);
    public static readonly Refusal StaffUnknown = new("staff-unknown", 404);
    public static readonly Refusal InvitationUnknown = new("invitation-unknown", 404);
    public static readonly Refusal ReceiptUnknown = new("receipt-unknown", 404);
    public static readonly Refusal ReleaseUnknown = new("release-unknown", 404);
    public static readonly Refusal MethodNotAllowed = new("method-not-allowed", 405);
    public static readonly Refusal NotAcceptable = new("not-acceptable", 406);
    public static readonly Refusal RequestTimeout = new("request-timeout", 408);
    public static readonly Refusal ObjectPaused = new("object-paused", 409);
    public static readonly Refusal SecondPersonNeeded = new("second-person-needed", 409);
    public static readonly Refusal StaffNameTaken = new("staff-name-taken", 409);
    public static readonly Refusal ProposalDecided = new("proposal-decided", 409);
    public static readonly Refusal RolesClash = new("roles-clash", 409);
    public static readonly Refusal PasskeyRefused = new("passkey-refused", 409);
    public static readonly Refusal LastPasskey = new("last-passkey", 409);
    public static readonly Refusal LeadClaimed = new("lead-claimed", 409);
    public static readonly Refusal LeadState = new("lead-state", 409);
    public static readonly Refusal ReferralState = new("referral-state", 409);
    public static readonly Refusal ObjectState = new("object-state", 409);
    public static readonly Refusal ObjectIncomplete = new("object-incomplete", 409);
    public static readonly Refusal ReferenceTaken = new("reference-taken", 409);
    public static readonly Refusal ReleaseState = new("release-state", 409);
    public static readonly Refusal PeriodReleased = new("period-released", 409);
    public static readonly Refusal PeriodNotDue = new("period-not-due", 409);
    public static readonly Refusal LegalHold = new("legal-hold", 409);
    public static readonly Refusal MessagesFull = new("messages-full", 409);
    public static readonly Refusal ObjectClosed = new("object-closed", 410);
    public static readonly Refusal VersionStale = new("version-stale", 412);
    public static readonly Refusal BodyTooLarge = new("body-too-large", 413);
    public static readonly Refusal PathTooLong = new("path-too-long", 414);
    public static readonly Refusal ContentTypeUnsupported = new("content-type-unsupported", 415);
    public static readonly Refusal ContentEncodingUnsupported = new("content-encoding-unsupported", 415);
    public static readonly Refusal IdempotencyKeyReused = new("idempotency-key-reused", 422);
    public static readonly Refusal TipTakenBack = new("tip-taken-back", 422);
    public static readonly Refusal PhotoRefused = new("photo-refused", 422);
    public static readonly Refusal VersionMissing = new("version-missing", 428);
    public static readonly Refusal TooManyRequests = new("too-many-requests", 429, TimeSpan.FromSeconds(60));
    public static readonly Refusal Unexpected = new("unexpected", 500);
    public static readonly Refusal ContactNotSealed = new("contact-not-sealed", 503, TimeSpan.FromSeconds(60));
    public static readonly Refusal ProviderUnavailable = new("provider-unavailable", 503, TimeSpan.FromSeconds(15));
    public static readonly Refusal InboxFull = new("inbox-full", 503, TimeSpan.FromSeconds(5));
    public static readonly Refusal StorageUnavailable = new("storage-unavailable", 503, TimeSpan.FromSeconds(15));
    public static readonly Refusal OutcomeUnknown = new("outcome-unknown", 503, TimeSpan.FromSeconds(5));
    public static readonly Refusal AnswerTimeout = new("answer-timeout", 504, TimeSpan.FromSeconds(10));

    /// <summary>The code for an answer that has a status and nothing else, as routing and Kestrel give it.</summary>
    public static Refusal? ForStatus(int status) => status switch
    {
        400 => RequestMalformed,
        401 => NotSignedIn,
        403 => NotAllowed,
        404 => NotFound,
        405 => MethodNotAllowed,
        406 => NotAcceptable,
        408 => RequestTimeout,
        412 => VersionStale,
        413 => BodyTooLarge,
        414 => PathTooLong,
        415 => ContentTypeUnsupported,
        429 => TooManyRequests,
        500 => Unexpected,
        503 => StorageUnavailable,
        504 => AnswerTimeout,
        _ => null,
    };
}
