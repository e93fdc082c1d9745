using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>Shows one published object. An unpublished one answers exactly as one that never existed.</summary>
internal static class ShowObject
{
    public static IResult Handle(HttpContext context, string reference, PublishedCatalogue catalogue)
    {
        if (catalogue.Current is not { } snapshot)
        {
            return Refusals.StorageUnavailable.ToProblem();
        }

        return snapshot.Find(reference) is { } shown
            ? CachedAnswer.Of(snapshot.Render(shown, snapshot.Languages.For(context.Request)))
            : Refusals.ObjectUnknown.ToProblem();
    }
}
