namespace TipIntake.Pages;

/// <summary>One piece of a legal text: a heading (<c># …</c> in the file) or a paragraph.</summary>
internal sealed record LegalPart(bool IsHeading, string Text);

/// <summary>
/// A text of the operator's lawyers, in the plainest form there is: paragraphs between empty lines, and headings. No mark-up, so nothing in
/// it can be anything but words.
/// </summary>
internal sealed record LegalText(string Language, IReadOnlyList<LegalPart> Parts)
{
    public static LegalText Read(string language, string text)
    {
        var parts = new List<LegalPart>();
        var paragraph = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").TrimStart('\uFEFF').Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                Finish();
                parts.Add(new LegalPart(IsHeading: true, line[2..].Trim()));
            }
            else if (line.Length == 0)
            {
                Finish();
            }
            else
            {
                paragraph.Add(line);
            }
        }

        Finish();
        return new LegalText(language, parts);

        void Finish()
        {
            if (paragraph.Count > 0)
            {
                parts.Add(new LegalPart(IsHeading: false, string.Join(' ', paragraph)));
                paragraph.Clear();
            }
        }
    }
}
