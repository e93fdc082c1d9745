using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>Somebody made up, to look around as. Several of the roles whose work takes a second person.</summary>
internal sealed record DevelopmentPerson(string Key, StaffRole Role, byte Number)
{
    public static readonly IReadOnlyList<DevelopmentPerson> All =
    [
        .. StaffRoles.All.Select(role => new DevelopmentPerson(role.Name(), role, 1)),
        new("reviewer-2", StaffRole.Reviewer, 2),
        new("reviewer-3", StaffRole.Reviewer, 3),
        new("publisher-2", StaffRole.Publisher, 2),
        new("statistician-2", StaffRole.Statistician, 2),
        new("administrator-2", StaffRole.Administrator, 2),
    ];

    /// <summary>A room full of reviewers, for whoever measures; more than the page of sign-in shows.</summary>
    private static readonly IReadOnlyList<DevelopmentPerson> Room = [.. Enumerable.Range(4, 200).Select(n => new DevelopmentPerson($"reviewer-{n}", StaffRole.Reviewer, (byte)n))];

    public static DevelopmentPerson? Find(string? key) => All.Concat(Room).FirstOrDefault(person => person.Key == key);

    public Guid Id => new(0x7e57, 0, 0, [0, 0, 0, 0, 0, 0, Number, (byte)Role]);

    public string Name => Number == 1 ? $"Development {Role}" : $"Development {Role} {Number}";
}
