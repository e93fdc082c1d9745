using TipIntake.Platform;

namespace TipIntake.Pages;

/// <summary>What came in with a form of ours.</summary>
internal sealed class FormFields(Dictionary<string, string> fields)
{
    /// <summary>The value as it was typed; null where the form has no such field or nothing in it.</summary>
    public string? this[string name] => fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public static Task<Outcome<FormFields>> Read(HttpContext context) => context.RequestServices.GetRequiredService<FormReader>().Read(context);
}
