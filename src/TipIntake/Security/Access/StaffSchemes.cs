namespace TipIntake.Security.Access;

/// <summary>The ways in which a request may say who asks.</summary>
internal static class StaffSchemes
{
    /// <summary>Whichever of the two the request brings.</summary>
    public const string Any = "Staff";

    public const string Session = "Session";

    public const string Token = "Token";

    /// <summary>The force's own provider; only where one is configured.</summary>
    public const string Provider = "Provider";
}
