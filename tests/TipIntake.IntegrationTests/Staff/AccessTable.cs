using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace TipIntake.IntegrationTests.Staff;

/// <summary>Who may use which route of the staff door, written down a second time, apart from the code.</summary>
internal sealed partial record AccessTable(string[] Roles, bool Strangers = false, bool ByToken = false)
{
    public static readonly IReadOnlyDictionary<string, string> Tokens = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["statistician"] = "token-of-the-statistician",
        ["auditor"] = "token-of-the-auditor",
        ["editor"] = "token-of-the-editor",
        ["reviewer"] = "token-of-the-reviewer",
    };

    private static readonly AccessTable Anybody = new([], Strangers: true, ByToken: true);
    private static readonly AccessTable SignedIn = new(["reviewer", "editor", "publisher", "statistician", "auditor", "administrator"]);
    private static readonly AccessTable Administrators = new(["administrator"]);
    private static readonly AccessTable AdministratorsAndTokens = new(["administrator"], ByToken: true);

    private static readonly AccessTable Editors = new(["editor"]);
    private static readonly AccessTable Publishers = new(["publisher"]);
    private static readonly AccessTable Desk = new(["editor", "publisher"]);
    private static readonly AccessTable DeskAndTokens = new(["editor", "publisher"], ByToken: true);
    private static readonly AccessTable Reviewers = new(["reviewer"]);
    private static readonly AccessTable ReviewersAndTokens = new(["reviewer"], ByToken: true);
    private static readonly AccessTable ReviewersStatisticiansAndTokens = new(["reviewer", "statistician"], ByToken: true);
    private static readonly AccessTable Statisticians = new(["statistician"]);
    private static readonly AccessTable StatisticiansAndTokens = new(["statistician"], ByToken: true);
    private static readonly AccessTable ReviewersAndStatisticiansAtPages = new(["reviewer", "statistician"]);
    private static readonly AccessTable ReviewersAndStatisticians = new(["reviewer", "statistician"], ByToken: true);
    private static readonly AccessTable ReviewersAndAdministrators = new(["reviewer", "administrator"]);
    private static readonly AccessTable ReviewersAdministratorsAndTokens = new(["reviewer", "administrator"], ByToken: true);
    private static readonly AccessTable AdministratorsAndAuditors = new(["administrator", "auditor"]);
    private static readonly AccessTable AdministratorsAuditorsAndTokens = new(["administrator", "auditor"], ByToken: true);
    private static readonly AccessTable AuditorsAndTokens = new(["auditor"], ByToken: true);
    private static readonly AccessTable Auditors = new(["auditor"]);

    private static readonly Dictionary<string, AccessTable> Table = new(StringComparer.Ordinal)
    {
        ["GET /health/live"] = Anybody,
        ["GET /health/ready"] = Anybody,
        ["GET /openapi/v1.json"] = Anybody,
        ["GET /assets/{hash}/{name}"] = Anybody,
        ["GET /reference/scalar.js"] = Anybody,
        ["GET /reference/scalar.aspnetcore.js"] = Anybody,
        ["GET /reference/favicon.svg"] = Anybody,
        ["GET /reference/{documentName?}"] = Anybody,
        ["GET /sign-in"] = Anybody,
        ["POST /sign-in"] = Anybody,
        ["GET /sign-in/provider"] = Anybody,
        ["GET /enrol"] = Anybody,
        ["POST /enrol"] = Anybody,
        ["POST /sign-in/as"] = Anybody,
        ["POST /api/v1/staff/sign-in/options"] = Anybody,
        ["POST /api/v1/staff/sign-in"] = Anybody,
        ["POST /api/v1/staff/enrolment/options"] = Anybody,
        ["POST /api/v1/staff/enrolment"] = Anybody,
        ["GET /"] = SignedIn,
        ["POST /"] = SignedIn,
        ["GET /account"] = SignedIn,
        ["POST /account"] = SignedIn,
        ["GET /account/passkey"] = SignedIn,
        ["POST /account/passkey"] = SignedIn,
        ["GET /account/passkey/remove"] = SignedIn,
        ["POST /account/passkey/remove"] = SignedIn,
        ["GET /account/token"] = SignedIn,
        ["POST /account/token"] = SignedIn,
        ["GET /account/digest"] = Reviewers,
        ["POST /account/digest"] = Reviewers,
        ["GET /api/v1/staff/me/digest"] = Reviewers,
        ["PUT /api/v1/staff/me/digest"] = Reviewers,
        ["DELETE /api/v1/staff/me/digest"] = Reviewers,
        ["GET /sign-in/again"] = SignedIn,
        ["POST /sign-in/again"] = SignedIn,
        ["POST /sign-in/as-again"] = SignedIn,
        ["GET /sign-in/provider/again"] = SignedIn,
        ["POST /sign-out"] = SignedIn,
        ["POST /sign-out/everywhere"] = SignedIn,
        ["GET /api/v1/staff/me"] = SignedIn,
        ["POST /api/v1/staff/me/passkeys/options"] = SignedIn,
        ["POST /api/v1/staff/me/passkeys"] = SignedIn,
        ["DELETE /api/v1/staff/me/passkeys/{id}"] = SignedIn,
        ["GET /api/v1/staff/me/tokens"] = SignedIn,
        ["POST /api/v1/staff/me/tokens"] = SignedIn,
        ["DELETE /api/v1/staff/me/tokens/{id}"] = SignedIn,
        ["POST /api/v1/staff/sign-in/again/options"] = SignedIn,
        ["POST /api/v1/staff/sign-in/again"] = SignedIn,
        ["POST /api/v1/staff/sign-out"] = SignedIn,
        ["POST /api/v1/staff/sign-out/everywhere"] = SignedIn,
        ["GET /people"] = Administrators,
        ["POST /people"] = Administrators,
        ["GET /people/block"] = Administrators,
        ["POST /people/block"] = Administrators,
        ["GET /people/decide"] = Administrators,
        ["POST /people/decide"] = Administrators,
        ["GET /people/propose"] = Administrators,
        ["POST /people/propose"] = Administrators,
        ["POST /api/v1/staff/people/proposals"] = Administrators,
        ["POST /api/v1/staff/people/proposals/{id:guid}/decision"] = Administrators,
        ["POST /api/v1/staff/people/{id:guid}/block"] = Administrators,
        ["GET /api/v1/staff/people"] = AdministratorsAndTokens,
        ["GET /retention"] = AdministratorsAndAuditors,
        ["POST /retention"] = AdministratorsAndAuditors,
        ["GET /retention/decide"] = Administrators,
        ["POST /retention/decide"] = Administrators,
        ["GET /retention/hold"] = ReviewersAndAdministrators,
        ["POST /retention/hold"] = ReviewersAndAdministrators,
        ["GET /api/v1/retention/"] = AdministratorsAuditorsAndTokens,
        ["POST /api/v1/retention/holds"] = ReviewersAndAdministrators,
        ["DELETE /api/v1/retention/holds/{id}"] = Administrators,
        ["POST /api/v1/retention/orders"] = Reviewers,
        ["POST /api/v1/retention/orders/{id:guid}/approval"] = Administrators,
        ["POST /api/v1/retention/orders/{id:guid}/refusal"] = Administrators,
        ["GET /status"] = AdministratorsAndAuditors,
        ["POST /status"] = AdministratorsAndAuditors,
        ["GET /api/v1/status"] = AdministratorsAuditorsAndTokens,
        ["GET /audit"] = Auditors,
        ["POST /audit"] = Auditors,
        ["GET /audit/checkpoints"] = Auditors,
        ["POST /audit/checkpoints"] = Auditors,
        ["GET /api/v1/audit/entries"] = AuditorsAndTokens,
        ["GET /api/v1/audit/checkpoints"] = AuditorsAndTokens,
        ["GET /api/v1/triage/objects/{reference}/tips"] = ReviewersAndTokens,
        ["GET /api/v1/triage/tips/{id:guid}"] = ReviewersAndTokens,
        ["GET /api/v1/triage/queue"] = ReviewersAndTokens,
        ["GET /api/v1/triage/reviews"] = ReviewersAndTokens,
        ["GET /api/v1/triage/agreement"] = ReviewersAndStatisticians,
        ["GET /api/v1/triage/leads/{id}"] = ReviewersAndTokens,
        ["POST /api/v1/triage/leads/{id}/claim"] = ReviewersAndTokens,
        ["DELETE /api/v1/triage/leads/{id}/claim"] = ReviewersAndTokens,
        ["POST /api/v1/triage/leads/{id}/assessment"] = ReviewersAndTokens,
        ["DELETE /api/v1/triage/leads/{id}/assessment"] = ReviewersAndTokens,
        ["POST /api/v1/triage/leads/{id}/review"] = ReviewersAndTokens,
        ["GET /api/v1/triage/referrals"] = ReviewersAndTokens,
        ["POST /api/v1/triage/leads/{id}/referral/hand-over"] = ReviewersAndTokens,
        ["DELETE /api/v1/triage/leads/{id}/referral/hand-over"] = ReviewersAndTokens,
        ["POST /api/v1/triage/leads/{id}/referral/closing"] = ReviewersAndTokens,
        ["DELETE /api/v1/triage/leads/{id}/referral/closing"] = ReviewersAndTokens,
        ["GET /triage/referrals"] = Reviewers,
        ["POST /triage/referrals"] = Reviewers,
        ["POST /api/v1/triage/leads/{id}/split"] = ReviewersAndTokens,
        ["DELETE /api/v1/triage/leads/{id}/split"] = ReviewersAndTokens,
        ["POST /api/v1/triage/leads/{id}/merge"] = ReviewersAndTokens,
        ["DELETE /api/v1/triage/leads/{id}/merge"] = ReviewersAndTokens,
        ["POST /api/v1/triage/leads/{id}/refusals"] = ReviewersAndTokens,
        ["POST /api/v1/triage/leads/{id}/refusals/undo"] = ReviewersAndTokens,
        ["GET /api/v1/triage/objects/{reference}/hypotheses"] = ReviewersAndTokens,
        ["POST /api/v1/triage/objects/{reference}/hypotheses"] = ReviewersAndTokens,
        ["PUT /api/v1/triage/hypotheses/{id}/"] = ReviewersAndTokens,
        ["POST /api/v1/triage/hypotheses/{id}/leads"] = ReviewersAndTokens,
        ["DELETE /api/v1/triage/hypotheses/{id}/leads/{lead}"] = ReviewersAndTokens,
        ["POST /api/v1/triage/hypotheses/{id}/merge"] = ReviewersAndTokens,
        ["DELETE /api/v1/triage/hypotheses/{id}/merge"] = ReviewersAndTokens,
        ["POST /api/v1/triage/hypotheses/{id}/outcome"] = ReviewersAndTokens,
        ["POST /api/v1/triage/tips/{id:guid}/question"] = ReviewersAndTokens,
        ["POST /api/v1/triage/tips/{id:guid}/contact"] = Reviewers,
        ["POST /api/v1/triage/reviewers/{member:guid}/reads"] = ReviewersAndAdministrators,
        ["GET /api/v1/triage/photos/{id}/{width:int}.{format:regex(^(webp|jpg)$)}"] = ReviewersAndTokens,
        ["GET /triage"] = Reviewers,
        ["POST /triage"] = Reviewers,
        ["GET /triage/leads/{id}"] = Reviewers,
        ["POST /triage/leads/{id}"] = Reviewers,
        ["GET /triage/objects/{reference}"] = Reviewers,
        ["POST /triage/objects/{reference}"] = Reviewers,
        ["GET /triage/objects/{reference}/hand-over"] = Reviewers,
        ["POST /triage/objects/{reference}/hand-over"] = Reviewers,
        ["GET /api/v1/triage/objects/{reference}/hand-over"] = Reviewers,
        ["GET /triage/tips/{id:guid}/contact"] = Reviewers,
        ["POST /triage/tips/{id:guid}/contact"] = Reviewers,
        ["GET /api/v1/triage/objects/{reference}/burst"] = ReviewersAndTokens,
        ["GET /api/v1/triage/weights"] = ReviewersAdministratorsAndTokens,
        ["PUT /api/v1/triage/weights"] = Administrators,
        ["GET /api/v1/statistics/releases/"] = StatisticiansAndTokens,
        ["GET /api/v1/statistics/releases/{number}"] = StatisticiansAndTokens,
        ["GET /api/v1/statistics/releases/{number}/tables.csv"] = StatisticiansAndTokens,
        ["GET /api/v1/statistics/releases/{number}/readme.txt"] = StatisticiansAndTokens,
        ["POST /api/v1/statistics/releases/"] = Statisticians,
        ["POST /api/v1/statistics/releases/{number}/approval"] = Statisticians,
        ["POST /api/v1/statistics/releases/{number}/refusal"] = Statisticians,
        ["POST /api/v1/statistics/releases/{number}/revision"] = Statisticians,
        ["GET /triage/agreement"] = ReviewersAndStatisticiansAtPages,
        ["POST /triage/agreement"] = ReviewersAndStatisticiansAtPages,
        ["GET /triage/weights"] = ReviewersAndAdministrators,
        ["POST /triage/weights"] = ReviewersAndAdministrators,
        ["GET /triage/weights/change"] = Administrators,
        ["POST /triage/weights/change"] = Administrators,
        ["GET /triage/changes"] = Reviewers,
        ["GET /api/v1/statistics/tips"] = StatisticiansAndTokens,
        ["GET /api/v1/statistics/tips/manifest"] = StatisticiansAndTokens,
        ["GET /api/v1/statistics/revisions"] = StatisticiansAndTokens,
        ["GET /api/v1/statistics/definitions"] = StatisticiansAndTokens,
        ["GET /statistics"] = Statisticians,
        ["POST /statistics"] = Statisticians,
        ["GET /statistics/definitions"] = Statisticians,
        ["POST /statistics/definitions"] = Statisticians,
        ["GET /statistics/independence"] = Statisticians,
        ["POST /statistics/independence"] = Statisticians,
        ["GET /statistics/releases"] = Statisticians,
        ["POST /statistics/releases"] = Statisticians,
        ["GET /statistics/releases/{number}"] = Statisticians,
        ["POST /statistics/releases/{number}"] = Statisticians,
        ["GET /catalogue"] = Desk,
        ["POST /catalogue"] = Desk,
        ["GET /catalogue/{reference}"] = Desk,
        ["POST /catalogue/{reference}"] = Desk,
        ["GET /catalogue/new"] = Editors,
        ["POST /catalogue/new"] = Editors,
        ["GET /catalogue/{reference}/texts"] = Editors,
        ["POST /catalogue/{reference}/texts"] = Editors,
        ["GET /catalogue/{reference}/photo"] = Editors,
        ["POST /catalogue/{reference}/photo"] = Editors,
        ["GET /catalogue/{reference}/photo/{id}"] = Editors,
        ["POST /catalogue/{reference}/photo/{id}"] = Editors,
        ["GET /catalogue/{reference}/propose"] = Editors,
        ["POST /catalogue/{reference}/propose"] = Editors,
        ["GET /catalogue/{reference}/{act:regex(^(return|pause|resume|close|withdraw)$)}"] = Publishers,
        ["POST /catalogue/{reference}/{act:regex(^(return|pause|resume|close|withdraw)$)}"] = Publishers,
        ["GET /catalogue/{reference}/{act:regex(^(approve|publish)$)}"] = Publishers,
        ["POST /catalogue/{reference}/{act:regex(^(approve|publish)$)}"] = Publishers,
        ["GET /api/v1/catalogue/objects"] = DeskAndTokens,
        ["GET /api/v1/catalogue/objects/{reference}"] = DeskAndTokens,
        ["GET /api/v1/catalogue/photos/{id}/{width:int}.{format:regex(^(webp|jpg)$)}"] = DeskAndTokens,
        ["POST /api/v1/catalogue/objects"] = Editors,
        ["PUT /api/v1/catalogue/objects/{reference}/texts"] = Editors,
        ["POST /api/v1/catalogue/objects/{reference}/photos"] = Editors,
        ["PUT /api/v1/catalogue/objects/{reference}/photos/{id}"] = Editors,
        ["DELETE /api/v1/catalogue/objects/{reference}/photos/{id}"] = Editors,
        ["POST /api/v1/catalogue/objects/{reference}/proposal"] = Editors,
        ["POST /api/v1/catalogue/objects/{reference}/return"] = Publishers,
        ["POST /api/v1/catalogue/objects/{reference}/approval"] = Publishers,
        ["POST /api/v1/catalogue/objects/{reference}/publication"] = Publishers,
        ["POST /api/v1/catalogue/objects/{reference}/pause"] = Publishers,
        ["POST /api/v1/catalogue/objects/{reference}/resumption"] = Publishers,
        ["POST /api/v1/catalogue/objects/{reference}/closing"] = Publishers,
        ["POST /api/v1/catalogue/objects/{reference}/withdrawal"] = Publishers,
    };

    public static IEnumerable<string> All => Table.Keys;

    public static AccessTable? Find(string route) => Table.GetValueOrDefault(route);

    public static string? TokenOf(string who) => who.StartsWith("token of ", StringComparison.Ordinal) ? Tokens[who.Split(' ')[^1]] : null;

    public static string Fill(string pattern) => Hole().Replace(pattern.Replace("/triage/changes", "/triage/changes?lead=nothing", StringComparison.Ordinal).Replace("{width:int}.{format:regex(^(webp|jpg)$)}", "320.webp", StringComparison.Ordinal).Replace("{act:regex(^(return|pause|resume|close|withdraw)$)}", "pause", StringComparison.Ordinal).Replace("{act:regex(^(approve|publish)$)}", "approve", StringComparison.Ordinal), hole => hole.Value.Contains("guid", StringComparison.Ordinal) ? "0190a1b2-0000-7000-8000-000000000000" : "nothing");

    /// <summary>A body that the route would take.</summary>
    public static HttpContent Body(string path) => path.StartsWith("/sign-in/as", StringComparison.Ordinal) ? new FormUrlEncodedContent([]) : JsonContent.Create(new { });

    public bool Admits(string who) => Strangers
        || (TokenOf(who) is null ? Roles.Contains(who, StringComparer.Ordinal) : ByToken && Roles.Contains(who.Split(' ')[^1], StringComparer.Ordinal));

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}
