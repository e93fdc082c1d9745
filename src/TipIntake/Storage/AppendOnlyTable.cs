namespace TipIntake.Storage;

/// <summary>Said by a room of a table whose rows nobody changes: the application's role may read and add them, nothing else.</summary>
/// <param name="QualifiedName">With its schema.</param>
internal sealed record AppendOnlyTable(string QualifiedName);
