using TipIntake.Catalogue;

namespace TipIntake.Pages.Public.Objects;

/// <summary>One object: look closely, then tell.</summary>
[KeptPage(HasTipForm = true)]
internal sealed class ObjectPageModel(PublishedCatalogue catalogue, PublicAddress address, PageWords words) : OneObjectPage(catalogue)
{
    /// <summary>What is passed on: the address that takes everybody to their own language.</summary>
    public string Address => address.Value + ObjectLinks.PathOf(Shown.Reference);

    public string CardAddress => address.Of(words.Language, ObjectLinks.PathOf(Shown.Reference) + "/card");

    /// <summary>A letter to nobody yet; the visitor's own mail program fills in the rest.</summary>
    public string Mail =>
        $"mailto:?subject={Uri.EscapeDataString(words["share.subject"])}&body={Uri.EscapeDataString($"{words["share.body"]}\n\n{Address}")}";

    public string Frame =>
        $"<iframe src=\"{CardAddress}\" title=\"{words["gallery.title"]}\" width=\"320\" height=\"480\" loading=\"lazy\" referrerpolicy=\"no-referrer\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\"></iframe>";

    /// <summary>The rendition that previews show: large enough, and not larger than they take.</summary>
    public PhotoSize? PreviewSize => Shown.Photos is [var photo, ..] ? photo.Sizes.LastOrDefault(size => size.Width <= 1280) ?? photo.Largest : null;

    public string PreviewOf(PhotoSize size) => address.Value + Shown.Photos[0].Url(size.Width, PhotoFormats.Jpeg);
}
