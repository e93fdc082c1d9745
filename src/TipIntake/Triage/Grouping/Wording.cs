namespace TipIntake.Triage;

/// <summary>
/// How a tip is worded, so that copies and light edits meet: keys to look a lead up by, and a sketch that says whether it really is the same.
/// Privacy: both are samples of hashes; a text cannot be read back from them, though a guessed text can be tested, so they go when its tips go.
/// </summary>
internal sealed record Wording(long[] Keys, byte[] Sketch)
{
    /// <summary>Rises whenever keys or sketches of a text change; those of different versions never meet.</summary>
    public const int Version = 1;

    public const int MostKeys = 24;

    public static Wording Of(TipFacts facts)
    {
        var links = NormalLink.AllOf(facts).Where(link => !NormalLink.IsFrontPage(link)).ToList();
        var shingles = Shingles.Of(facts.Text);
        return new Wording(WordingKeys.Of(shingles, links), WordingSketch.Of(shingles, links));
    }

    /// <summary>Whether two sketches are of one wording, or share a link.</summary>
    public static bool IsSame(byte[] a, byte[] b) => WordingSketch.IsSame(a, b);
}
