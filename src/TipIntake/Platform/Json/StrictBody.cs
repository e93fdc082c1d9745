namespace TipIntake.Platform;

/// <summary>A body that was read. <c>TextReplaced</c>: it held characters that cannot be stored, and U+FFFD stands in their place.</summary>
internal readonly record struct StrictBody<T>(T Value, bool TextReplaced);
