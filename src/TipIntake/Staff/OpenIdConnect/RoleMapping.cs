using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>Which values of a claim leave a person which role. The provider may take roles away, never give one: that takes two administrators.</summary>
internal sealed record RoleMapping(string Claim, IReadOnlyDictionary<StaffRole, string[]> Values)
{
    public StaffRole[] LeftBy(ProviderWord said) =>
        [.. Values.Where(role => role.Value.Intersect(said.ValuesOf(Claim), StringComparer.Ordinal).Any()).Select(role => role.Key)];
}
