using JasperFx.Events.Projections;
using Marten;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

internal static class TriageSetup
{
    private const string Tag = "Triage";

    public static WebApplicationBuilder AddTriage(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(o =>
        {
            o.Projections.Snapshot<Lead>(SnapshotLifecycle.Inline);
            o.Schema.For<Lead>().Identity(lead => lead.Id);
            o.Storage.ExtendedSchemaObjects.AddRange([new LeadTable(), new LeadWordingTable(), new WordingKeyTable(), new PlacementTable(), new ClueTable(), new NumberTable(), new ClaimTable()]);
        });
        if (StaffDoor.IsOpen(builder.Configuration))
        {
            builder.Services.AddSingleton<CurrentWeights>().AddSingleton<PlaceTips>().AddSingleton<EmptyLeads>().AddSingleton<PriceLeads>().AddSingleton<TakeNews>().AddHostedService<PlacingWorker>();
            builder.Services.AddSingleton<LeadClaims>().AddScoped<LeadDesk>().AddScoped<ListLeads>().AddScoped<ReadLead>().AddScoped<ClaimLead>().AddScoped<AssessLead>();
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
        MapLeads(routes);
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

    private static void MapLeads(RouteGroupBuilder routes)
    {
        routes.MapGet("queue", ListLeads.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(ListLeads)).WithSummary("Lists leads: what is worth most first, every fifth place by lot, and why each stands where it stands.")
            .Produces<ListLeadsResponse>().Refuses(Refusals.RequestMalformed);
        routes.MapGet("leads/{id}", ReadLead.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(ReadLead)).WithSummary("Shows a lead and what its tips say, after recording who reads it.")
            .Produces<LeadView>().Refuses(Refusals.NotFound, Refusals.ReadBudgetSpent);
        routes.MapPost("leads/{id}/claim", ClaimLead.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(ClaimLead)).WithSummary("Takes a lead for two minutes, or keeps it for two more.")
            .Produces<ClaimLeadResponse>().Refuses(Refusals.NotFound, Refusals.LeadClaimed);
        routes.MapDelete("leads/{id}/claim", ClaimLead.HandleRelease).For(StaffRole.Reviewer)
            .WithName("ReleaseLead").WithSummary("Gives a lead back.")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("leads/{id}/assessment", AssessLead.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(AssessLead)).WithSummary("Decides about a lead, with a reason.")
            .ReadsStrictly<AssessLeadRequest>().Produces<Lead>().Refuses(Refusals.NotFound, Refusals.ValidationFailed, Refusals.LeadClaimed, Refusals.LeadState);
        routes.MapDelete("leads/{id}/assessment", AssessLead.HandleUndo).For(StaffRole.Reviewer)
            .WithName("UndoAssessment").WithSummary("Takes one's own decision back.")
            .Produces<Lead>().Refuses(Refusals.NotFound, Refusals.LeadClaimed, Refusals.LeadState);
    }
}
