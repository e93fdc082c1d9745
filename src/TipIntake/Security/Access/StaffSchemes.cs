namespace TipIntake.Security.Access;

/// <summary>The ways in which a request may say who asks.</summary>
internal static class StaffSchemes
{
    /// <summary>Whichever of the two the request brings.</summary>
    public const string Any = "Staff";

    public const string Session = "Session";

    public const string Token = "Token";
}
