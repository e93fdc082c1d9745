namespace TipIntake.Pages.Staff;

/// <param name="Field">The id of what has to be changed; null: it lies elsewhere.</param>
/// <param name="Name">What its label calls it.</param>
internal sealed record FieldFault(string? Field, string? Name, string Text);

/// <summary>What is wrong with a form, asked field by field.</summary>
internal static class FieldFaults
{
    public static string? At(this IReadOnlyList<FieldFault> faults, string field) => faults.FirstOrDefault(fault => fault.Field == field)?.Text;

    /// <summary>For <c>aria-invalid</c> of the field with this id.</summary>
    public static string? Invalid(this IReadOnlyList<FieldFault> faults, string field) => faults.At(field) is null ? null : "true";

    /// <summary>For <c>aria-describedby</c>: the field's hint, and what is wrong with it.</summary>
    public static string? Described(this IReadOnlyList<FieldFault> faults, string field, string? hint = null) => faults.At(field) is null ? hint : $"{hint} {field}-fault".Trim();
}
