namespace TipIntake.Catalogue;

internal enum PublishedStatus
{
    Open,
    Paused,
    Closed,
}

internal sealed record PublishedPhoto(string Id, IReadOnlyList<PhotoSize> Sizes, IReadOnlyDictionary<string, string> AlternativeText)
{
    public PhotoSize Largest => Sizes[^1];

    public string Url(int width, string format) => $"/photos/{Id}/{width}.{format}";
}

/// <summary>What everybody may know about an object.</summary>
internal sealed record PublishedObject(
    string Reference,
    PublishedStatus Status,
    ObjectTexts Texts,
    IReadOnlyList<PublishedPhoto> Photos,
    DateTimeOffset PublishedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? ClosedAt,
    IReadOnlyDictionary<string, string>? ClosingText)
{
    public IEnumerable<string> Languages => Texts.Title.Keys;

    public static PublishedObject From(TracedObject traced) => new(
        traced.Id,
        traced.Status switch
        {
            ObjectStatus.Paused => PublishedStatus.Paused,
            ObjectStatus.Closed => PublishedStatus.Closed,
            _ => PublishedStatus.Open,
        },
        traced.Texts,
        [.. traced.Photos.Select(photo => new PublishedPhoto(photo.Id, photo.Sizes, photo.AlternativeText))],
        traced.PublishedAt ?? traced.ChangedAt,
        traced.ChangedAt,
        traced.ClosedAt,
        traced.ClosingText);

    public string Title(string language) => Texts.Title.In(language, Texts.DefaultLanguage);

    public string Question(string language) => Texts.Question.In(language, Texts.DefaultLanguage);

    public string? Closing(string language) =>
        ClosingText is { Count: > 0 } text ? text.In(language, Texts.DefaultLanguage) : null;

    /// <summary>The language that <see cref="Title"/> answers in, for <c>lang</c> attributes and <c>Content-Language</c>.</summary>
    public string LanguageFor(string language) => Translations.LanguageFor(Texts.Title, language, Texts.DefaultLanguage);
}
