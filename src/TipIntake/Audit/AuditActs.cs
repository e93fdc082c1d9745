namespace TipIntake.Audit;

/// <summary>The names of acts. A name never changes its meaning; infra/docs/audit.md explains each one.</summary>
internal static class AuditActs
{
    public static readonly IReadOnlyList<string> All =
        [.. typeof(AuditActs).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    public const string SignedIn = "signed-in";
    public const string SignInRefused = "sign-in-refused";
    public const string VerifiedAgain = "verified-again";
    public const string SignedOut = "signed-out";
    public const string SignedOutEverywhere = "signed-out-everywhere";
    public const string LockedOut = "locked-out";
    public const string PasskeyAdded = "passkey-added";
    public const string PasskeyRemoved = "passkey-removed";
    public const string TipRead = "tip-read";
    public const string LeadRead = "lead-read";
    public const string BoardRead = "board-read";
    public const string HandedOver = "handed-over";
    public const string LeadClaimed = "lead-claimed";
    public const string LeadAssessed = "lead-assessed";
    public const string AssessmentUndone = "assessment-undone";
    public const string LeadSplit = "lead-split";
    public const string SplitUndone = "split-undone";
    public const string LeadMerged = "lead-merged";
    public const string LeadMergeUndone = "lead-merge-undone";
    public const string QuestionAsked = "question-asked";
    public const string ReferralOpened = "referral-opened";
    public const string ReferralHandedOver = "referral-handed-over";
    public const string HandingOverUndone = "handing-over-undone";
    public const string ReferralClosed = "referral-closed";
    public const string ReferralReopened = "referral-reopened";
    public const string LeadReviewed = "lead-reviewed";
    public const string RejectsDrawn = "rejects-drawn";
    public const string WeightsChanged = "weights-changed";
    public const string BurstBegan = "burst-began";
    public const string BurstEnded = "burst-ended";
    public const string HypothesisOpened = "hypothesis-opened";
    public const string HypothesisDescribed = "hypothesis-described";
    public const string LeadsPutUnder = "leads-put-under";
    public const string LeadsTakenOut = "leads-taken-out";
    public const string HypothesesMerged = "hypotheses-merged";
    public const string MergeUndone = "merge-undone";
    public const string OutcomeSet = "outcome-set";
    public const string SuggestionRefused = "suggestion-refused";
    public const string RefusalTakenBack = "refusal-taken-back";
    public const string ContactRead = "contact-read";
    public const string ContactOpened = "contact-opened";
    public const string ReadsReleased = "reads-released";
    public const string ReadingUnusual = "reading-unusual";
    public const string TokenMade = "token-made";
    public const string TokenRevoked = "token-revoked";
    public const string StaffProposed = "staff-proposed";
    public const string StaffApproved = "staff-approved";
    public const string StaffDeclined = "staff-declined";
    public const string StaffBlocked = "staff-blocked";
    public const string StaffInvited = "staff-invited";
    public const string StaffEnrolled = "staff-enrolled";
    public const string AuditRead = "audit-read";
    public const string CheckpointsRead = "checkpoints-read";
    public const string ObjectDrafted = "object-drafted";
    public const string ObjectTextsChanged = "object-texts-changed";
    public const string ObjectPhotoAdded = "object-photo-added";
    public const string ObjectPhotoDescribed = "object-photo-described";
    public const string ObjectPhotoRemoved = "object-photo-removed";
    public const string ObjectProposed = "object-proposed";
    public const string ObjectReturned = "object-returned";
    public const string ObjectApproved = "object-approved";
    public const string ObjectScheduled = "object-scheduled";
    public const string ObjectPublished = "object-published";
    public const string ObjectPaused = "object-paused";
    public const string ObjectResumed = "object-resumed";
    public const string ObjectClosed = "object-closed";
    public const string ObjectWithdrawn = "object-withdrawn";
    public const string ObjectImported = "object-imported";
}
