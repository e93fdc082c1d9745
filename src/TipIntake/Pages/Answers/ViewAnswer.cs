using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace TipIntake.Pages;

/// <summary>A page made for one person: what they typed, their receipt, why something did not work.</summary>
internal sealed class ViewAnswer(string view, object model, int status = StatusCodes.Status200OK) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        // Privacy: neither a cache on the way nor the device keeps such a page.
        httpContext.Response.Headers.CacheControl = "no-store";
        OwnForms.SayWhere(httpContext.Response.Headers);

        var answer = new ViewResult
        {
            // A name of a public page, or the whole path of another one.
            ViewName = view.StartsWith('/') ? view : $"/Pages/Public/{view}.cshtml",
            StatusCode = status,
            ContentType = "text/html; charset=utf-8",
            ViewData = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model },
        };
        answer.ViewData["AnswersAForm"] = HttpMethods.IsPost(httpContext.Request.Method);
        return answer.ExecuteResultAsync(new ActionContext(httpContext, httpContext.GetRouteData(), new ActionDescriptor()));
    }
}
