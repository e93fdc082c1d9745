using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Catalogue;
using TipIntake.Security;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.Pages;

/// <summary>A folder of staff pages is an audience, so a folder is an access rule. A folder without one lets nobody in.</summary>
internal static class StaffPages
{
    private const string Root = "/Staff";

    public static readonly IReadOnlyDictionary<string, AccessRule> Folders = new Dictionary<string, AccessRule>(StringComparer.Ordinal)
    {
        ["SignIn"] = new() { Strangers = true },
        ["Audit"] = new() { Roles = [StaffRole.Auditor] },
        ["Home"] = new(),
        ["Account"] = new() { VerifiedAgain = true },
        ["AccountDigest"] = new() { Roles = [StaffRole.Reviewer], VerifiedAgain = true },
        ["Catalogue"] = new() { Roles = [StaffRole.Editor, StaffRole.Publisher] },
        ["CatalogueEditing"] = new() { Roles = [StaffRole.Editor] },
        ["CatalogueDecisions"] = new() { Roles = [StaffRole.Publisher] },
        ["CatalogueReleases"] = new() { Roles = [StaffRole.Publisher], VerifiedAgain = true },
        ["Triage"] = new() { Roles = [StaffRole.Reviewer] },
        ["TriageBoard"] = new() { Roles = [StaffRole.Reviewer] },
        ["TriageReferrals"] = new() { Roles = [StaffRole.Reviewer] },
        ["TriageAgreement"] = new() { Roles = [StaffRole.Reviewer, StaffRole.Statistician] },
        ["TriageContacts"] = new() { Roles = [StaffRole.Reviewer], VerifiedAgain = true },
        ["TriageWeights"] = new() { Roles = [StaffRole.Reviewer, StaffRole.Administrator] },
        ["TriageWeightsChanges"] = new() { Roles = [StaffRole.Administrator], VerifiedAgain = true },
        ["Statistics"] = new() { Roles = [StaffRole.Statistician] },
        ["StatisticsReleases"] = new() { Roles = [StaffRole.Statistician] },
        ["StatisticsDecisions"] = new() { Roles = [StaffRole.Statistician], VerifiedAgain = true },
        ["Retention"] = new() { Roles = [StaffRole.Administrator, StaffRole.Auditor] },
        ["RetentionDecisions"] = new() { Roles = [StaffRole.Administrator], VerifiedAgain = true },
        ["RetentionRequests"] = new() { Roles = [StaffRole.Reviewer, StaffRole.Administrator] },
        ["Status"] = new() { Roles = [StaffRole.Administrator, StaffRole.Auditor] },
        ["People"] = new() { Roles = [StaffRole.Administrator] },
        ["PeopleChanges"] = new() { Roles = [StaffRole.Administrator], VerifiedAgain = true },
    };

    private static readonly (string Path, string Name, StaffRole[] Roles)[] Menu =
    [
        ("/triage", "Tips", [StaffRole.Reviewer]),
        ("/triage/weights", "Weights", [StaffRole.Administrator]),
        ("/statistics", "Statistics", [StaffRole.Statistician]),
        ("/triage/agreement", "Agreement", [StaffRole.Statistician]),
        ("/catalogue", "Catalogue", [StaffRole.Editor, StaffRole.Publisher]),
        ("/people", "People", [StaffRole.Administrator]),
        ("/retention", "Keeping and erasing", [StaffRole.Administrator, StaffRole.Auditor]),
        ("/status", "Status", [StaffRole.Administrator, StaffRole.Auditor]),
        ("/audit", "Audit trail", [StaffRole.Auditor]),
        ("/account", "My account", []),
    ];

    /// <summary>What forms on every page are sent to.</summary>
    public static void MapStaffForms(this IEndpointRouteBuilder staff, IHostEnvironment environment)
    {
        staff.MapPost("/sign-out", (Delegate)SignOut).ForAnybodySignedIn().ExcludeFromDescription();
        staff.MapPost("/sign-out/everywhere", SignOutEverywhere).ForAnybodySignedIn().ExcludeFromDescription();
        if (environment.IsDevelopment())
        {
            DevelopmentStaff.Map(staff);
        }
    }

    public static IEnumerable<(string Path, string Name)> MenuOf(Person person) =>
        Menu.Where(entry => entry.Roles.Length == 0 || person.IsOneOf(entry.Roles)).Select(entry => (entry.Path, entry.Name));

    public static void Admit(RazorPagesOptions options, bool isOpen)
    {
        if (!isOpen)
        {
            options.Conventions.AddFolderRouteModelConvention(Root, page => page.Selectors.Clear());
            return;
        }

        options.Conventions.AddFolderApplicationModelConvention(Root, page =>
        {
            page.EndpointMetadata.Add(new SurfaceMetadata(Surface.Staff));
            page.EndpointMetadata.Add(new ExcludeFromDescriptionAttribute());
            // Forms are held against their token before they get here.
            page.Filters.Add(new IgnoreAntiforgeryTokenAttribute());
        });

        // A photo's form is read in memory: what was brought must never lie on a disk.
        options.Conventions.AddPageApplicationModelConvention($"{Root}/CatalogueEditing/Photo", page =>
        {
            page.EndpointMetadata.Add(CatalogueDeskSetup.TakesPhoto());
            page.EndpointMetadata.Add(CatalogueDeskSetup.StaysInMemory);
        });

        foreach (var (folder, rule) in Folders)
        {
            options.Conventions.AddFolderApplicationModelConvention($"{Root}/{folder}", page =>
            {
                foreach (var metadata in AccessRules.Metadata(rule))
                {
                    page.EndpointMetadata.Add(metadata);
                }
            });
        }
    }

    private static async Task<IResult> SignOut(HttpContext context)
    {
        // Privacy: nothing of what was read stays on a desk that somebody else will sit at.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        await OwnSessions.HandleSignOut(context);
        return Results.Redirect(StaffDoor.SignInPath);
    }

    private static async Task<IResult> SignOutEverywhere(HttpContext context, OwnSessions own)
    {
        await OwnSessions.HandleEverywhere(context, own);
        return Results.Redirect(StaffDoor.SignInPath);
    }
}
