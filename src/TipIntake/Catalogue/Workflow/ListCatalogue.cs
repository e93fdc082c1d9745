using Marten;
using Microsoft.AspNetCore.Mvc;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <param name="Waits">What of it waits for whoever asks: returned, decide or publish; null: nothing.</param>
internal sealed record CatalogueEntry(
    string Reference, ObjectStatus Status, string Title, string Language, string Category, string[] Regions, string? Photo, DateTimeOffset ChangedAt, DateTimeOffset? PublishAt, string? Waits);

internal sealed record ListCatalogueResponse(CatalogueEntry[] Objects);

/// <summary>All objects that a person may see, in every state; what waits for them first.</summary>
internal sealed class ListCatalogue(IQuerySession session)
{
    public static async Task<IResult> Handle(HttpContext context, [FromQuery(Name = "status")] string? asked, ListCatalogue list)
    {
        ObjectStatus? status = null;
        if (!string.IsNullOrEmpty(asked))
        {
            if (FindStatus(asked) is not { } known)
            {
                return Refusals.RequestMalformed.ToProblem();
            }

            status = known;
        }

        return PersonalAnswer.Json(await list.Run(Person.Of(context), status, context.RequestAborted), CatalogueDeskJson.Readable.ListCatalogueResponse);
    }

    public static ObjectStatus? FindStatus(string name) =>
        Enum.GetValues<ObjectStatus>().Cast<ObjectStatus?>().FirstOrDefault(status => string.Equals(status.ToString(), name, StringComparison.OrdinalIgnoreCase));

    public async Task<ListCatalogueResponse> Run(Person person, ObjectStatus? status, CancellationToken cancel)
    {
        var objects = session.Query<TracedObject>().Within(person.Scope);
        var found = await (status is { } only ? objects.Where(o => o.Status == only) : objects).ToListAsync(cancel);
        return new ListCatalogueResponse([.. found.Select(o => View(o, person)).OrderBy(o => o.Waits is null).ThenByDescending(o => o.ChangedAt)]);
    }

    /// <summary>What an object waits for, if it is this person who can give it.</summary>
    public static string? WaitsFor(Person person, TracedObject current) => current.Status switch
    {
        ObjectStatus.Draft when person.Is(StaffRole.Editor) && current.Returned is not null && ObjectDecisions.HadAHand(current, ObjectDesk.By(person)) => "returned",
        ObjectStatus.Proposed when person.Is(StaffRole.Publisher) && !ObjectDecisions.HadAHand(current, ObjectDesk.By(person)) => "decide",
        ObjectStatus.Approved when person.Is(StaffRole.Publisher) => "publish",
        _ => null,
    };

    private static CatalogueEntry View(TracedObject o, Person person) => new(
        o.Id, o.Status, o.Texts.Title.In(o.Texts.DefaultLanguage, o.Texts.DefaultLanguage), o.Texts.DefaultLanguage, o.Texts.Category, o.Texts.Regions,
        o.Photos is [var first, ..] ? $"/api/v1/catalogue/photos/{first.Id}/{first.Sizes[0].Width}.{PhotoFormats.Webp}" : null, o.ChangedAt, o.PublishAt, WaitsFor(person, o));
}
