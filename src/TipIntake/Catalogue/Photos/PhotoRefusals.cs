using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>Why a picture is not taken: stable codes, and the sentence a person reads.</summary>
internal static class PhotoRefusals
{
    public const string Empty = "photo-empty";
    public const string FileTooLarge = "photo-file-too-large";
    public const string FormatUnknown = "photo-format-unknown";
    public const string Truncated = "photo-truncated";
    public const string Damaged = "photo-damaged";
    public const string Animated = "photo-animated";
    public const string TooManyPixels = "photo-too-many-pixels";
    public const string TakesTooLong = "photo-takes-too-long";
    public const string NeedsTooMuchMemory = "photo-needs-too-much-memory";
    public const string WorkerFailed = "photo-worker-failed";
    public const string SandboxUnavailable = "photo-sandbox-unavailable";

    public const string CutOutside = "photo-cut-outside";
    public const string Twice = "photo-twice";
    public const string TooMany = "photos-too-many";

    private static readonly Dictionary<string, string> Sentences = new(StringComparer.Ordinal)
    {
        [Empty] = "The file is empty.",
        [FileTooLarge] = "The file is larger than 10 MiB.",
        [FormatUnknown] = "The file is not a JPEG, PNG or WebP picture.",
        [Truncated] = "The file ends before the picture does.",
        [Damaged] = "The picture is damaged and cannot be decoded.",
        [Animated] = "The picture moves; only still pictures are taken.",
        [TooManyPixels] = "The picture has more than 25 million pixels or a side longer than 16,383.",
        [TakesTooLong] = "The picture takes too long to decode.",
        [NeedsTooMuchMemory] = "The picture needs too much memory to decode.",
        [WorkerFailed] = "The picture could not be processed: the photo worker stopped without an answer.",
        [SandboxUnavailable] = "The picture was not touched: this system does not let the photo worker confine itself.",
        [CutOutside] = "A rectangle to cut out or to cover lies outside the picture, or there are too many of them.",
        [Twice] = "The object has this photo already.",
        [TooMany] = "An object has at most 12 photos.",
    };

    public static IReadOnlyCollection<string> Codes => Sentences.Keys;

    public static bool Knows(string code) => Sentences.ContainsKey(code);

    public static string Explain(string code) => Sentences.TryGetValue(code, out var sentence) ? sentence : Sentences[WorkerFailed];

    /// <summary>For staff, who read English.</summary>
    public static Refusal ToRefusal(string code) => Refusals.PhotoRefused with
    {
        Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["photo"] = [Explain(code)] },
        FieldCodes = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["photo"] = [code] },
    };
}
