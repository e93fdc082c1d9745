using System.Text.Json.Serialization;
using Marten;
using TipIntake.Catalogue;
using TipIntake.Platform;
using TipIntake.Security.ProofOfWork;
using TipIntake.Security.RateLimits;

namespace TipIntake.Tips;

internal static class TipsSetup
{
    public static WebApplicationBuilder AddTips(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(o =>
        {
            o.Schema.For<Tip>();
            o.Schema.For<TipNews>();
            o.Schema.For<Campaign>();
            o.Schema.For<ObjectBurst>();
            o.Schema.For<TipMessage>().Index(m => m.TipId);
            SenderContact.Configure(o);
            TipProgress.Configure(o);
            o.Storage.ExtendedSchemaObjects.Add(new ErasureTable());
            o.Storage.ExtendedSchemaObjects.AddRange(ReceiptRoutines.All);
        });

        builder.Services.AddSingleton<JsonSerializerContext>(TipsJson.Default);
        builder.Services.AddSingleton(new ClosedSet(typeof(SubmitTipRequest), nameof(SubmitTipRequest.Basis), [.. BasisNames.All.OrderBy(b => b.Value).Select(b => b.Key)]));
        builder.Services.AddSingleton<TipInbox>().AddSingleton<TipBatch>().AddHostedService<TipWriter>();
        builder.AddContactSeal();
        builder.Services.AddSingleton<KnownCampaigns>().AddSingleton<KeepCampaigns>().AddHostedService<CampaignRefreshWorker>();
        builder.Services.AddHostedService<BurstRefreshWorker>();
        builder.Services.AddSingleton<SubmitTip>().AddSingleton<ShowChallenge>();
        builder.Services.AddSingleton<NamedTips>().AddSingleton<FollowTip>().AddSingleton<AddToTip>().AddSingleton<WithdrawTip>();

        if (builder.Environment.IsDevelopment() && builder.Configuration.GetValue("Catalogue:Demonstration", defaultValue: true))
        {
            builder.Services.AddHostedService<DemonstrationTips>();
        }

        return builder;
    }

    public static void MapTips(this IEndpointRouteBuilder routes)
    {
        var tips = routes.MapGroup("/api/v1").WithTags("Tips").Refuses(Refusals.TooManyRequests, Refusals.StorageUnavailable, Refusals.Unexpected);

        tips.MapPost("objects/{reference}/tips", SubmitTip.Handle)
            .ReadsStrictly<SubmitTipRequest>()
            .Refuses(Refusals.IdempotencyKeyMalformed, Refusals.ObjectUnknown, Refusals.ObjectPaused, Refusals.ObjectClosed, Refusals.IdempotencyKeyReused, Refusals.TipTakenBack, Refusals.InboxFull, Refusals.ContactNotSealed, Refusals.OutcomeUnknown)
            .WithMetadata(IdempotencyKey.Documentation, ProofCheck.Documentation, CatalogueExamples.Reference, new ExampleMetadata(Examples.Submit, Examples.Submitted))
            .Produces<SubmitTipResponse>(StatusCodes.Status201Created)
            .TakesTips()
            .WithName(nameof(SubmitTip))
            .WithSummary("Tell what you know about an object. 201 means that it is on disk.");

        tips.MapGet("objects/{reference}/challenge", ShowChallenge.Handle)
            .Refuses(Refusals.ObjectUnknown, Refusals.ObjectPaused, Refusals.ObjectClosed)
            .WithMetadata(CatalogueExamples.Reference, new ExampleMetadata(null, Examples.Challenge))
            .Produces<ShowChallengeResponse>()
            .WithName(nameof(ShowChallenge))
            .WithSummary("Whether work must be shown for a tip to be read first. Only while very many tips arrive.");

        tips.MapPost("receipts/status", FollowTip.Handle)
            .ReadsStrictly<FollowTipRequest>()
            .Refuses(Refusals.ReceiptUnknown)
            .WithMetadata(new ExampleMetadata(new FollowTipRequest(Examples.Receipt), Examples.Followed))
            .Produces<FollowTipResponse>()
            .WithName(nameof(FollowTip))
            .WithSummary("Come back with a receipt: what became of the tip, and questions about it.");

        tips.MapPost("receipts/messages", AddToTip.Handle)
            .ReadsStrictly<AddToTipRequest>()
            .Refuses(Refusals.IdempotencyKeyMalformed, Refusals.ReceiptUnknown, Refusals.MessagesFull, Refusals.IdempotencyKeyReused)
            .WithMetadata(IdempotencyKey.Documentation, new ExampleMetadata(new AddToTipRequest(Examples.Receipt, "It had a red zip."), new AddToTipResponse(Examples.At)))
            .Produces<AddToTipResponse>(StatusCodes.Status201Created)
            .WithName(nameof(AddToTip))
            .WithSummary("Add something to a tip, or answer a question about it.");

        tips.MapPost("receipts/withdrawal", WithdrawTip.Handle)
            .ReadsStrictly<WithdrawTipRequest>()
            .Refuses(Refusals.ReceiptUnknown)
            .WithMetadata(new ExampleMetadata(new WithdrawTipRequest(Examples.Receipt), null))
            .Produces(StatusCodes.Status204NoContent)
            .WithName(nameof(WithdrawTip))
            .WithSummary("Take a tip back: its words and contact are erased at once.");
    }

    /// <summary>For the API's description. Everything in it is made up.</summary>
    private static class Examples
    {
        // Well formed, so that whoever tries it out is told that there is nothing under it.
        public static readonly string Receipt = Security.Keys.Receipt.FromBits("a made-up receipt"u8).Display;

        public static readonly DateTimeOffset At = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

        public static readonly SubmitTipRequest Submit = new(
            "This bag was given away with sun cream in chemists' shops on the Algarve.", "PT", "Faro", "summer 2013", "https://example.org/bag", "owns-it", "en", "ask.me@example.org", "radio-2026");

        public static readonly ShowChallengeResponse Challenge = new(
            Needed: true, new string('A', Challenges.TextLength), Puzzle.Parts, Strength.FewestBits, 10, (int)Challenges.Lifetime.TotalSeconds);

        public static readonly SubmitTipResponse Submitted = new(Receipt, At);

        public static readonly FollowTipResponse Followed = new(TipState.Received, "OBJ-2026-0007", At, [new ReceiptMessage(MessageFrom.Reviewer, "Do you still have it?", At)]);
    }
}
