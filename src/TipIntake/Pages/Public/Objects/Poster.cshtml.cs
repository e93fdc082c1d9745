using TipIntake.Catalogue;

namespace TipIntake.Pages.Public.Objects;

/// <summary>One page of A4 for a wall, a shop window, a school.</summary>
[KeptPage]
internal sealed class PosterModel(PublishedCatalogue catalogue, PublicAddress address) : OneObjectPage(catalogue)
{
    public string Address => address.Value + ObjectLinks.PathOf(Shown.Reference);
}
