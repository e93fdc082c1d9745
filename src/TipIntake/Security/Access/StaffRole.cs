namespace TipIntake.Security.Access;

/// <summary>What a member of staff may do; the table is in infra/docs/people.md.</summary>
internal enum StaffRole
{
    Reviewer,
    Editor,
    Publisher,
    Statistician,
    Auditor,
    Administrator,
}

internal static class StaffRoles
{
    public static readonly IReadOnlyList<StaffRole> All = Enum.GetValues<StaffRole>();

    /// <summary>Whoever decides who may come in, or watches over all others, does nothing else; the pairs of an excluded combination are named in refusals.</summary>
    private static readonly StaffRole[] Alone = [StaffRole.Administrator, StaffRole.Auditor];

    public static string Name(this StaffRole role) => role.ToString().ToLowerInvariant();

    public static StaffRole? Find(string? name) => All.Cast<StaffRole?>().FirstOrDefault(role => string.Equals(role!.Value.Name(), name, StringComparison.Ordinal));

    /// <summary>Two of these roles that nobody may have at once; null when all go together.</summary>
    public static (StaffRole One, StaffRole Other)? Clash(IReadOnlyCollection<StaffRole> roles) =>
        roles.Where(role => Alone.Contains(role)).Cast<StaffRole?>().FirstOrDefault() is { } alone && roles.FirstOrDefault(role => role != alone, alone) is var other && other != alone
            ? (alone, other)
            : null;
}
