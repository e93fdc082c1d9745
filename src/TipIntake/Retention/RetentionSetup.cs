using Marten;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Retention;

/// <summary>What is deleted when: by age, by order, never while it is held; and the journal that keeps it deleted after a restore (infra/docs/decisions/0023).</summary>
internal static class RetentionSetup
{
    private static readonly AccessRule Reviewers = new() { Roles = [StaffRole.Reviewer] };

    public static WebApplicationBuilder AddRetention(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(o =>
        {
            o.Schema.For<LegalHold>().Identity(hold => hold.Id);
            o.Schema.For<ErasureOrder>();
            o.Storage.ExtendedSchemaObjects.AddRange([new RetentionDayTable(), new RetentionMarkTable()]);
        });
        if (StaffDoor.IsOpen(builder.Configuration))
        {
            builder.Services.AddSingleton(RetentionRules.Read(builder.Configuration)).AddSingleton(JournalFiles.From(builder.Configuration)).AddSingleton<ReplayErasures>();
            builder.Services.AddScoped<ShowRetention>().AddScoped<HoldRecords>().AddScoped<OrderErasure>();
            builder.Services.AddRepeated<EraseByAge>(Repetition.Every(TimeSpan.FromMinutes(1), "Erasing by age"), (erase, cancel) => erase.Run(cancel));
            builder.Services.AddRepeated<KeepJournal>(Repetition.Every(TimeSpan.FromSeconds(2), "Copying the journal of erasures"), (journal, cancel) => journal.Run(cancel));
        }

        return builder;
    }

    public static void MapRetention(this IEndpointRouteBuilder staff)
    {
        var routes = staff.MapGroup("/api/v1/retention").WithTags("Retention").Refuses(Refusals.NotSignedIn, Refusals.NotAllowed, Refusals.Unexpected);
        routes.MapGet("", ShowRetention.Handle).For(StaffRole.Administrator, StaffRole.Auditor)
            .WithName(nameof(ShowRetention)).WithSummary("What will be erased and when, what is held, and which orders wait.").Produces<RetentionView>();
        routes.MapPost("holds", HoldRecords.Handle).Allows(new AccessRule { Roles = [StaffRole.Reviewer, StaffRole.Administrator] }).ReadsStrictly<PlaceHoldRequest>()
            .WithName("PlaceHold").WithSummary("Keeps an object's or a lead's tips until somebody else lifts the hold.")
            .WithMetadata(new ExampleMetadata(new PlaceHoldRequest("OBJ-2026-0007", "court", "12 Js 345/26"), Examples.Hold)).Produces<LegalHold>(StatusCodes.Status201Created)
            .Refuses(Refusals.RequestCrossSite, Refusals.ValidationFailed, Refusals.NotFound);
        routes.MapDelete("holds/{id}", HoldRecords.HandleLift).ForVerified(StaffRole.Administrator)
            .WithName("LiftHold").WithSummary("Lifts a hold that somebody else has placed.").Produces(StatusCodes.Status204NoContent)
            .Refuses(Refusals.RequestCrossSite, Refusals.NotFound, Refusals.SecondPersonNeeded, Refusals.VerifyAgain);
        routes.MapPost("orders", OrderErasure.Handle).Allows(Reviewers).ReadsStrictly<OrderErasureRequest>()
            .WithName(nameof(OrderErasure)).WithSummary("Brings an authority's order to erase one tip, for an administrator to carry out.")
            .WithMetadata(new ExampleMetadata(new OrderErasureRequest(Examples.Order.Tip, "court", "12 Js 345/26"), Examples.Order)).Produces<ErasureOrder>(StatusCodes.Status201Created)
            .Refuses(Refusals.RequestCrossSite, Refusals.ValidationFailed, Refusals.NotFound);
        routes.MapPost("orders/{id:guid}/approval", OrderErasure.HandleApproval).ForVerified(StaffRole.Administrator)
            .WithName("ApproveErasure").WithSummary("Erases the tip at once, as a second person.").Produces<ErasureOrder>()
            .Refuses(Refusals.RequestCrossSite, Refusals.NotFound, Refusals.ProposalDecided, Refusals.SecondPersonNeeded, Refusals.LegalHold, Refusals.VerifyAgain);
        routes.MapPost("orders/{id:guid}/refusal", OrderErasure.HandleRefusal).ForVerified(StaffRole.Administrator)
            .WithName("DeclineErasure").WithSummary("Does not carry an order out.").Produces<ErasureOrder>()
            .Refuses(Refusals.RequestCrossSite, Refusals.NotFound, Refusals.ProposalDecided, Refusals.SecondPersonNeeded, Refusals.VerifyAgain);
    }

    private static class Examples
    {
        private const string Somebody = "staff:0190a1b2-0000-7000-8000-000000000000";

        private static readonly DateTimeOffset At = new(2026, 10, 13, 8, 0, 0, TimeSpan.Zero);

        public static readonly LegalHold Hold = new() { Id = "OBJ-2026-0007", Reason = "court", File = "12 Js 345/26", PlacedBy = Somebody, PlacedAt = At };

        public static readonly ErasureOrder Order = new()
        {
            Id = new Guid("0190a1b2-0000-7000-8000-000000000001"),
            Tip = new Guid("0190a1b2-0000-7000-8000-000000000002"),
            Object = "OBJ-2026-0007",
            Reason = "court",
            File = "12 Js 345/26",
            ProposedBy = Somebody,
            ProposedAt = At,
        };
    }
}
