using FluentValidation;

namespace TipIntake.Platform;

/// <summary>Runs the request's validator before the handler. A missing validator throws; it is never skipped in silence.</summary>
internal static class RequestValidation
{
    public static RouteHandlerBuilder Validates<TRequest>(this RouteHandlerBuilder endpoint)
        where TRequest : class =>
        endpoint
            .AddEndpointFilter(async (call, next) =>
            {
                var validator = call.HttpContext.RequestServices.GetRequiredService<IValidator<TRequest>>();
                var request = call.Arguments.OfType<TRequest>().Single();
                var result = await validator.ValidateAsync(request, call.HttpContext.RequestAborted);
                return result.IsValid ? await next(call) : ValidationRefusal.From(result).ToProblem();
            })
            .Produces<Problem>(StatusCodes.Status400BadRequest, RefusalResult.MediaType);
}
