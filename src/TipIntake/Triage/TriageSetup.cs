using JasperFx.Events.Projections;
using Marten;
using TipIntake.Catalogue;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

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
            o.Projections.Snapshot<Hypothesis>(SnapshotLifecycle.Inline);
            o.Schema.For<Hypothesis>().Identity(hypothesis => hypothesis.Id).Index(hypothesis => hypothesis.Object);
            o.Schema.For<HypothesisTitle>();
            o.Projections.Snapshot<ChangedWeights>(SnapshotLifecycle.Inline);
            o.Schema.For<ChangedWeights>().Identity(weights => weights.Id);
            o.Schema.For<StaleMarking>();
            o.Schema.For<ObjectArrivals>();
            o.Schema.For<WeighedUntil>();
            o.Schema.For<PointsAgainstOutcome>();
            o.Storage.ExtendedSchemaObjects.AddRange([new LeadTable(), new LeadWordingTable(), new WordingKeyTable(), new PlacementTable(), new ClueTable(), new NumberTable(), new ClaimTable(), new SuggestionTable(), new SuggestionStateTable(), new RefusedSuggestionTable(), new ArrivalTable()]);
        });
        if (StaffDoor.IsOpen(builder.Configuration))
        {
            builder.Services.AddSingleton<CurrentWeights>().AddScoped<ShowWeights>().AddScoped<ChangeWeights>().AddSingleton<PlaceTips>().AddSingleton<PlacingMeter>().AddSingleton<PriceLeads>();
            builder.Services.AddSingleton<LeadClaims>().AddScoped<LeadDesk>().AddScoped<ListLeads>().AddScoped<ReadLead>().AddScoped<ClaimLead>().AddScoped<AssessLead>().AddScoped<SplitLead>().AddScoped<MergeLeads>().AddScoped<AskSender>().AddScoped<ListHypotheses>();
            builder.Services.AddScoped<ShowBurst>();
            builder.Services.AddSingleton(ReviewSettings.Read(builder.Configuration));
            builder.Services.AddScoped<ReviewLead>().AddScoped<ListReviews>().AddScoped<ShowAgreement>();
            builder.Services.AddSingleton(ContactPoints.Read(builder.Configuration)).AddScoped<ListReferrals>().AddScoped<HandReferralOver>().AddScoped<CloseReferral>();
            builder.Services.AddScoped<HypothesisDesk>().AddScoped<OpenHypothesis>().AddScoped<ChangeHypothesis>().AddScoped<RefuseSuggestion>();
            builder.Services.AddSingleton(ReadLimits.Read(builder.Configuration)).AddSingleton<ReadBudget>().AddSingleton<UnusualReading>();
            builder.Services.AddScoped<ListTips>().AddScoped<ReadTip>().AddScoped<ReadSealedContact>().AddScoped<ReleaseReads>();
            builder.AddLeadPages();
            builder.Services.AddTriageWork();
        }

        return builder;
    }

    private static void AddTriageWork(this IServiceCollection services)
    {
        services.AddRepeated<TakeNews>(new Repetition("Placing tips in leads", TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1)), (news, cancel) => news.Run(cancel));
        services.AddRepeated<FindUnplaced>(Repetition.Every(TimeSpan.FromHours(1), "Looking for tips without a lead"), (unplaced, cancel) => unplaced.Run(cancel));
        services.AddRepeated<SuggestHypotheses>(new Repetition("Suggesting hypotheses", TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)), (suggest, cancel) => suggest.Run(cancel));
        services.AddRepeated<WatchBursts>(Repetition.Every(TimeSpan.FromSeconds(5), "Weighing arrivals"), (bursts, cancel) => bursts.Run(cancel));
        services.AddRepeated<DrawRejects>(Repetition.Every(TimeSpan.FromHours(1), "Drawing the month's rejected leads"), (draw, cancel) => draw.Run(cancel));
        services.AddRepeated<CompareOutcomes>(Repetition.Every(TimeSpan.FromHours(1), "Comparing points with outcomes"), (compare, cancel) => compare.Run(cancel));
    }

    // What the reviewers' pages need beyond the API.
    private static void AddLeadPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ShowTracedObject>().AddScoped<ShowBoard>().AddScoped<UndoLastAct>().AddScoped<HandOver>().AddScoped<FindAnswers>().AddScoped<WaitingLeads>().AddScoped<OpenNextLead>().AddScoped<RecordSearch>();
        builder.Services.AddSingleton<LeadNews>().AddHostedService(services => services.GetRequiredService<LeadNews>());
    }

    public static void MapTriage(this IEndpointRouteBuilder staff)
    {
        var routes = staff.MapGroup("/api/v1/triage").WithTags(Tag).Refuses(Refusals.NotSignedIn, Refusals.NotAllowed, Refusals.Unexpected);
        routes.MapGet("objects/{reference}/tips", ListTips.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(ListTips)).WithSummary("Lists the tips about an object, without what people wrote.")
            .Produces<ListTipsResponse>().Refuses(Refusals.RequestMalformed, Refusals.ObjectUnknown);
        MapLeads(routes);
        MapHypotheses(routes);
        MapReviews(routes);
        MapReferrals(routes);
        MapWeights(routes);
        routes.MapGet("photos/{id}/{width:int}.{format:regex(^(webp|jpg)$)}", ShowTracedObject.HandlePhoto).For(StaffRole.Reviewer)
            .WithName("ShowTracedPhoto").WithSummary("Serves a photo of an object that the public is asked about.").Refuses(Refusals.PhotoUnknown);
        staff.MapGet("/triage/changes", WatchLeads.Handle).Allows(new AccessRule { Roles = [StaffRole.Reviewer] }).DisableRequestTimeout().ExcludeFromDescription();
        MapContents(routes);
        routes.MapGet("tips/{id:guid}", ReadTip.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(ReadTip)).WithSummary("Shows one tip, after recording who reads it.")
            .Produces<TipView>().Refuses(Refusals.NotFound, Refusals.ReadBudgetSpent);
        routes.MapPost("tips/{id:guid}/contact", ReadSealedContact.Handle).ForVerified(StaffRole.Reviewer)
            .WithName(nameof(ReadSealedContact)).WithSummary("Gives a sender's contact, sealed, to take to whoever holds the key.")
            .ReadsStrictly<ReadSealedContactRequest>().Produces<ReadSealedContactResponse>().Refuses(Refusals.NotFound, Refusals.ValidationFailed, Refusals.VerifyAgain);
        routes.MapGet("objects/{reference}/hand-over", HandOver.Handle).ForVerified(StaffRole.Reviewer)
            .WithName(nameof(HandOver)).WithSummary("Packs all that is known about an object, for the force that takes the case: a zip with JSON, CSV and a report.")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip").Refuses(Refusals.ObjectUnknown, Refusals.VerifyAgain).DisableRequestTimeout();
        routes.MapPost("reviewers/{member:guid}/reads", ReleaseReads.Handle).ForVerified(StaffRole.Reviewer, StaffRole.Administrator)
            .WithName(nameof(ReleaseReads)).WithSummary("Lets a colleague whose hourly budget is spent read as much again.")
            .Produces(StatusCodes.Status204NoContent).Refuses(Refusals.SecondPersonNeeded, Refusals.VerifyAgain);
    }

    private static void MapLeads(RouteGroupBuilder routes)
    {
        routes.MapGet("queue", ListLeads.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(ListLeads)).WithSummary("Lists leads: what is worth most first, every fifth place by lot, and why each stands where it stands.")
            .Produces<ListLeadsResponse>().Refuses(Refusals.RequestMalformed, Refusals.ValidationFailed, Refusals.ReadBudgetSpent);
        routes.MapGet("leads/{id}", ReadLead.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(ReadLead)).WithSummary("Shows a lead and what its tips say, after recording who reads it.")
            .Produces<LeadView>().Refuses(Refusals.NotFound, Refusals.ReadBudgetSpent);
        routes.MapGet("objects/{reference}/hypotheses", ListHypotheses.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(ListHypotheses)).WithSummary("Lists the answers that an object's tips give, confirmed and suggested, with what stands behind each.")
            .Produces<ListHypothesesResponse>().Refuses(Refusals.ObjectUnknown);
        routes.MapGet("objects/{reference}/burst", ShowBurst.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(ShowBurst)).WithSummary("Whether an object gets far more tips than it used to.")
            .Produces<ShowBurstResponse>().Refuses(Refusals.ObjectUnknown);
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

    private static void MapContents(RouteGroupBuilder routes)
    {
        routes.MapPost("leads/{id}/split", SplitLead.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(SplitLead)).WithSummary("Takes tips out of a lead into one of their own.")
            .ReadsStrictly<SplitLeadRequest>().Produces<SplitLeadResponse>(StatusCodes.Status201Created).Refuses(Refusals.NotFound, Refusals.ValidationFailed, Refusals.LeadClaimed, Refusals.LeadState);
        routes.MapDelete("leads/{id}/split", SplitLead.HandleUndo).For(StaffRole.Reviewer)
            .WithName("UndoSplit").WithSummary("Puts a lead back into the one it was split from.")
            .Produces<SplitLeadResponse>().Refuses(Refusals.NotFound, Refusals.LeadClaimed, Refusals.LeadState);
        routes.MapPost("leads/{id}/merge", MergeLeads.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(MergeLeads)).WithSummary("Moves all tips of a lead to another one that says the same.")
            .ReadsStrictly<MergeLeadsRequest>().Produces<MergeLeadsResponse>().Refuses(Refusals.NotFound, Refusals.ValidationFailed, Refusals.LeadClaimed, Refusals.LeadState);
        routes.MapDelete("leads/{id}/merge", MergeLeads.HandleUndo).For(StaffRole.Reviewer)
            .WithName("UndoLeadMerge").WithSummary("Takes the tips of a merged lead out of the other one again.")
            .Produces<MergeLeadsResponse>().Refuses(Refusals.NotFound, Refusals.LeadClaimed, Refusals.LeadState);
        routes.MapPost("tips/{id:guid}/question", AskSender.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(AskSender)).WithSummary("Asks a sender something; it appears behind their receipt.")
            .ReadsStrictly<AskSenderRequest>().Produces(StatusCodes.Status204NoContent).Refuses(Refusals.NotFound, Refusals.ValidationFailed, Refusals.MessagesFull);
    }

    private static void MapReviews(RouteGroupBuilder routes)
    {
        routes.MapGet("reviews", ListReviews.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(ListReviews)).WithSummary("Lists leads that wait for a second or third look, without what was decided.")
            .Produces<ListReviewsResponse>();
        routes.MapPost("leads/{id}/review", ReviewLead.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(ReviewLead)).WithSummary("Decides about a lead again, without knowing the first decision.")
            .ReadsStrictly<AssessLeadRequest>().Produces(StatusCodes.Status204NoContent).Refuses(Refusals.NotFound, Refusals.ValidationFailed, Refusals.LeadClaimed, Refusals.LeadState, Refusals.SecondPersonNeeded);
        routes.MapGet("agreement", ShowAgreement.Handle).For(StaffRole.Reviewer, StaffRole.Statistician)
            .WithName(nameof(ShowAgreement)).WithSummary("How far second looks agree with first ones, and how many useful leads the rejected hold at most.")
            .Produces<ShowAgreementResponse>();
    }

    private static void MapReferrals(RouteGroupBuilder routes)
    {
        routes.MapGet("referrals", ListReferrals.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(ListReferrals)).WithSummary("Lists leads about a person in danger: how far each has come, and whom to tell. With state=closed those that are done with.")
            .Produces<ListReferralsResponse>().Refuses(Refusals.RequestMalformed);
        var one = routes.MapGroup("leads/{id}/referral").Refuses(Refusals.NotFound, Refusals.LeadClaimed, Refusals.ReferralState);
        one.MapPost("hand-over", HandReferralOver.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(HandReferralOver)).WithSummary("Says that a contact point was told, and under which number it is found there.")
            .ReadsStrictly<HandReferralOverRequest>().Produces<Lead>().Refuses(Refusals.ValidationFailed);
        one.MapDelete("hand-over", HandReferralOver.HandleUndo).For(StaffRole.Reviewer)
            .WithName("UndoHandingOver").WithSummary("Takes back that somebody was told.").Produces<Lead>();
        one.MapPost("closing", CloseReferral.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(CloseReferral)).WithSummary("Closes a referral that was handed over, with what came of it.")
            .ReadsStrictly<CloseReferralRequest>().Produces<Lead>().Refuses(Refusals.ValidationFailed);
        one.MapDelete("closing", CloseReferral.HandleUndo).For(StaffRole.Reviewer)
            .WithName("ReopenReferral").WithSummary("Takes the closing back.").Produces<Lead>();
    }

    private static void MapWeights(RouteGroupBuilder routes)
    {
        routes.MapGet("weights", ShowWeights.Handle).For(StaffRole.Reviewer, StaffRole.Administrator)
            .WithName(nameof(ShowWeights)).WithSummary("What each reason adds to a lead's score, and who made it so. Its ETag is what a change names.")
            .Produces<ShowWeightsResponse>();
        routes.MapPut("weights", ChangeWeights.Handle).ForVerified(StaffRole.Administrator)
            .WithName(nameof(ChangeWeights)).WithSummary("Sets other weights; every open lead is reckoned again.").WithMetadata(ObjectVersion.Header)
            .ReadsStrictly<ChangeWeightsRequest>().Produces<ShowWeightsResponse>().Refuses(Refusals.ValidationFailed, Refusals.VersionMissing, Refusals.VersionStale, Refusals.VerifyAgain);
    }

    private static void MapHypotheses(RouteGroupBuilder routes)
    {
        routes.MapPost("objects/{reference}/hypotheses", OpenHypothesis.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(OpenHypothesis)).WithSummary("Names an answer, and says which leads give it.")
            .ReadsStrictly<OpenHypothesisRequest>().Produces<HypothesisResponse>(StatusCodes.Status201Created).Refuses(Refusals.NotFound, Refusals.ValidationFailed);
        var one = routes.MapGroup("hypotheses/{id}").Refuses(Refusals.NotFound, Refusals.ValidationFailed);
        one.MapPut("", ChangeHypothesis.HandleDescribe).For(StaffRole.Reviewer)
            .WithName("DescribeHypothesis").WithSummary("Changes what a hypothesis is called, and its kind.").ReadsStrictly<DescribeHypothesisRequest>().Produces<HypothesisResponse>();
        one.MapPost("leads", ChangeHypothesis.HandlePut).For(StaffRole.Reviewer)
            .WithName("PutLeadsUnder").WithSummary("Puts leads under a hypothesis, from wherever they are.").ReadsStrictly<MoveLeadsRequest>().Produces<HypothesisResponse>();
        one.MapDelete("leads/{lead}", ChangeHypothesis.HandleTakeOut).For(StaffRole.Reviewer)
            .WithName("TakeLeadOut").WithSummary("Takes a lead out of a hypothesis.").Produces<HypothesisResponse>();
        one.MapPost("merge", ChangeHypothesis.HandleMerge).For(StaffRole.Reviewer)
            .WithName("MergeHypotheses").WithSummary("Puts everything under another hypothesis.").ReadsStrictly<MergeHypothesesRequest>().Produces<HypothesisResponse>();
        one.MapDelete("merge", ChangeHypothesis.HandlePart).For(StaffRole.Reviewer)
            .WithName("UndoMerge").WithSummary("Undoes a merge.").Produces<HypothesisResponse>();
        one.MapPost("outcome", ChangeHypothesis.HandleOutcome).For(StaffRole.Reviewer)
            .WithName("SetOutcome").WithSummary("Says what a hypothesis came to, and when.").ReadsStrictly<SetOutcomeRequest>().Produces<HypothesisResponse>();
        routes.MapPost("leads/{id}/refusals", RefuseSuggestion.Handle).For(StaffRole.Reviewer)
            .WithName(nameof(RefuseSuggestion)).WithSummary("Says that a lead does not belong with others; it is not suggested again.")
            .ReadsStrictly<RefuseSuggestionRequest>().Produces(StatusCodes.Status204NoContent).Refuses(Refusals.NotFound, Refusals.ValidationFailed);
        routes.MapPost("leads/{id}/refusals/undo", RefuseSuggestion.HandleUndo).For(StaffRole.Reviewer)
            .WithName("TakeRefusalBack").WithSummary("Lets it be suggested again.")
            .ReadsStrictly<RefuseSuggestionRequest>().Produces(StatusCodes.Status204NoContent).Refuses(Refusals.NotFound, Refusals.ValidationFailed);
    }
}
