using TipIntake.Catalogue;

namespace TipIntake.Pages.Public.Objects;

/// <summary>A small page for a frame on a partner's site. It calls nobody but us and does not learn where it is shown.</summary>
[KeptPage(MayBeFramed = true)]
internal sealed class ObjectCardModel(PublishedCatalogue catalogue) : OneObjectPage(catalogue);
