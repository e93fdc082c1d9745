using System.ComponentModel;
using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using TipIntake.Platform;

namespace TipIntake.Catalogue;

internal sealed record ListObjectsRequest(
    [property: FromQuery(Name = "status"), Description("open, paused or closed.")] string? Status = null,
    [property: FromQuery(Name = "category"), Description("One kind of object, such as bag.")] string? Category = null,
    [property: FromQuery(Name = "region"), Description("One region, as it stands in an object's regions.")] string? Region = null,
    [property: FromQuery(Name = "cursor"), Description("The nextCursor of the page before.")] string? Cursor = null,
    [property: FromQuery(Name = "limit"), Description("How many objects, 1 to 100; 24 if not given.")] string? Limit = null)
{
    public bool AsksForEverything => Status is null && Category is null && Region is null && Cursor is null && Limit is null;

    public ObjectQuery ToQuery() => AsksForEverything
        ? ObjectQuery.Everything
        : new ObjectQuery(
            Status is null ? null : Enum.Parse<PublishedStatus>(Status, ignoreCase: true),
            Category,
            Region,
            Cursor is null ? null : ObjectCursor.Parse(Cursor),
            Limit is null ? ObjectQuery.UsualLimit : int.Parse(Limit, CultureInfo.InvariantCulture));
}

internal sealed class ListObjectsValidator : AbstractValidator<ListObjectsRequest>
{
    public const int LongestRegion = 40;

    public static readonly string[] Statuses = ["open", "paused", "closed"];

    public ListObjectsValidator()
    {
        RuleFor(r => r.Status).IsOneOf(Statuses, "status-unknown");
        RuleFor(r => r.Category).IsOneOf(ObjectCategories.All, "category-unknown");
        RuleFor(r => r.Region).AtMost(LongestRegion, "value-not-acceptable");
        RuleFor(r => r.Cursor).Must(text => text is null || ObjectCursor.Parse(text) is not null).WithErrorCode("cursor-malformed");
        RuleFor(r => r.Limit).Must(IsLimit).WithErrorCode("value-not-acceptable");
    }

    private static bool IsLimit(string? text) =>
        text is null
        || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= ObjectQuery.LargestLimit);
}

/// <summary>Shows the published objects, newest first, from memory.</summary>
internal sealed class ListObjects(PublishedCatalogue catalogue, ListObjectsValidator validator)
{
    public static IResult Handle(HttpContext context, [AsParameters] ListObjectsRequest request, [FromServices] ListObjects list)
    {
        var outcome = list.Run(request, context.Request);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : CachedAnswer.Of(outcome.Value);
    }

    public Outcome<RenderedJson> Run(ListObjectsRequest request, HttpRequest caller)
    {
        if (catalogue.Current is not { } snapshot)
        {
            return Refusals.StorageUnavailable;
        }

        if (!request.AsksForEverything && validator.Validate(request) is { IsValid: false } invalid)
        {
            return ValidationRefusal.From(invalid);
        }

        return snapshot.Render(request.ToQuery(), snapshot.Languages.For(caller));
    }
}
