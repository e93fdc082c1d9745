using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

internal static class TriageSetup
{
    private const string Tag = "Triage";

    public static WebApplicationBuilder AddTriage(this WebApplicationBuilder builder)
    {
        if (StaffDoor.IsOpen(builder.Configuration))
        {
            builder.Services.AddSingleton(ReadLimits.Read(builder.Configuration)).AddSingleton<ReadBudget>().AddSingleton<UnusualReading>();
            builder.Services.AddScoped<ListTips>().AddScoped<ReadTip>().AddScoped<ReadSealedContact>().AddScoped<ReleaseReads>();
        }

        return builder;
    }

    public static void MapTriage(this IEndpointRouteBuilder staff)
    {
        var routes = staff.MapGroup("/api/v1/triage").WithTags(Tag).Refuses(Refusals.NotSignedIn, Refusals.NotAllowed, Refusals.Unexpected);
        routes.MapGet("objects/{reference}/tips", ListTips.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(ListTips)).WithSummary("Lists the tips about an object, without what people wrote.")
            .Produces<ListTipsResponse>().Refuses(Refusals.RequestMalformed, Refusals.ObjectUnknown);
        routes.MapGet("tips/{id:guid}", ReadTip.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(ReadTip)).WithSummary("Shows one tip, after recording who reads it.")
            .Produces<TipView>().Refuses(Refusals.NotFound, Refusals.ReadBudgetSpent);
        routes.MapPost("tips/{id:guid}/contact", ReadSealedContact.Handle).ForVerified(StaffRole.Reviewer)
            .WithName(nameof(ReadSealedContact)).WithSummary("Gives a sender's contact, sealed, to take to whoever holds the key.")
            .ReadsStrictly<ReadSealedContactRequest>().Produces<ReadSealedContactResponse>().Refuses(Refusals.NotFound, Refusals.ValidationFailed, Refusals.VerifyAgain);
        routes.MapPost("reviewers/{member:guid}/reads", ReleaseReads.Handle).ForVerified(StaffRole.Reviewer, StaffRole.Administrator)
            .WithName(nameof(ReleaseReads)).WithSummary("Lets a colleague whose hourly budget is spent read as much again.")
            .Produces(StatusCodes.Status204NoContent).Refuses(Refusals.SecondPersonNeeded, Refusals.VerifyAgain);
    }
}
