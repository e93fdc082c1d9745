using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TipIntake.Platform;

/// <summary>Looks once per type whether its serialiser context is as strict as promised. A lax one is our fault, not the caller's.</summary>
internal static class StrictContext<T>
{
    private static JsonTypeInfo<T>? known;

    public static void Demand(JsonTypeInfo<T> type)
    {
        if (ReferenceEquals(known, type))
        {
            return;
        }

        var options = type.Options;
        var strict = type.Kind == JsonTypeInfoKind.Object
            && !options.AllowDuplicateProperties
            && !options.PropertyNameCaseInsensitive
            && !options.AllowTrailingCommas
            && options.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow
            && options.ReadCommentHandling == JsonCommentHandling.Disallow
            && options.NumberHandling == JsonNumberHandling.Strict
            && options.RespectNullableAnnotations
            && options.MaxDepth == StrictJson.MostLevels;
        known = strict
            ? type
            : throw new InvalidOperationException($"The JSON context of {typeof(T).Name} is not strict; see StrictJson.");
    }
}
