namespace TipIntake.Catalogue;

/// <summary>The kinds of object. A closed list, so that counts by kind stay comparable over the years.</summary>
internal static class ObjectCategories
{
    public static readonly string[] All =
    [
        "bag", "building", "clothing", "decoration", "electronics", "food", "furniture", "game", "household", "jewellery",
        "lighting", "packaging", "picture", "sign", "stationery", "textile", "toy", "vehicle", "wallpaper", "other",
    ];
}
