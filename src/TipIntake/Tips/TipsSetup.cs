using System.Text.Json.Serialization;
using Marten;
using TipIntake.Security.RateLimits;

namespace TipIntake.Tips;

internal static class TipsSetup
{
    public static WebApplicationBuilder AddTips(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(o =>
        {
            o.Schema.For<Tip>();
            o.Schema.For<TipMessage>().Index(m => m.TipId);
            SenderContact.Configure(o);
        });

        builder.Services.AddSingleton<JsonSerializerContext>(TipsJson.Default);
        builder.Services.AddSingleton<TipInbox>().AddSingleton<TipBatch>().AddHostedService<TipWriter>();
        builder.AddContactSeal();
        builder.Services.AddSingleton<SubmitTip>();
        builder.Services.AddScoped<FollowTip>().AddScoped<AddToTip>().AddScoped<WithdrawTip>();
        return builder;
    }

    public static void MapTips(this IEndpointRouteBuilder routes)
    {
        var tips = routes.MapGroup("/api/v1").WithTags("Tips");

        tips.MapPost("objects/{reference}/tips", SubmitTip.Handle)
            .Accepts<SubmitTipRequest>("application/json")
            .Produces<SubmitTipResponse>(StatusCodes.Status201Created)
            .TakesTips()
            .WithName(nameof(SubmitTip))
            .WithSummary("Tell what you know about an object. 201 means that it is on disk.");

        tips.MapPost("receipts/status", FollowTip.Handle)
            .Accepts<FollowTipRequest>("application/json")
            .Produces<FollowTipResponse>()
            .WithName(nameof(FollowTip))
            .WithSummary("Come back with a receipt: what became of the tip, and questions about it.");

        tips.MapPost("receipts/messages", AddToTip.Handle)
            .Accepts<AddToTipRequest>("application/json")
            .Produces<AddToTipResponse>(StatusCodes.Status201Created)
            .WithName(nameof(AddToTip))
            .WithSummary("Add something to a tip, or answer a question about it.");

        tips.MapPost("receipts/withdrawal", WithdrawTip.Handle)
            .Accepts<WithdrawTipRequest>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .WithName(nameof(WithdrawTip))
            .WithSummary("Take a tip back: its words and contact are erased at once.");
    }
}
