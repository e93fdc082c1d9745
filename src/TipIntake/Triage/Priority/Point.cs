namespace TipIntake.Triage;

/// <summary>One named reason for a lead's position: its code, a number that belongs to it (212 copies), and what it adds.</summary>
internal readonly record struct Point(string Code, string? Detail, int Points);
