using TipIntake.Catalogue;

namespace TipIntake.Pages.Public.Objects;

/// <summary>An object in a list, and how far down it stands.</summary>
internal sealed record CardView(PublishedObject Shown, int Place);
