using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace TipIntake.Tips;

/// <summary>How the sender knows; it separates the expert from the crowd.</summary>
internal enum Basis
{
    [JsonStringEnumMemberName("owns-it")]
    OwnsIt,

    [JsonStringEnumMemberName("sold-or-made-it")]
    SoldOrMadeIt,

    [JsonStringEnumMemberName("lived-or-worked-there")]
    LivedOrWorkedThere,

    [JsonStringEnumMemberName("seen-in-person")]
    SeenInPerson,

    [JsonStringEnumMemberName("found-online")]
    FoundOnline,

    [JsonStringEnumMemberName("guess")]
    Guess,
}

/// <summary>The words of the contract for each <see cref="Basis"/>, taken from the enum itself.</summary>
internal static class BasisNames
{
    public static readonly FrozenDictionary<string, Basis> All = Enum.GetValues<Basis>().ToFrozenDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>Null for none, and for a word that is none of them.</summary>
    public static Basis? Find(string? name) => name is not null && All.TryGetValue(name, out var basis) ? basis : null;

    /// <summary>Whoever owned, sold, made it, or was at home where it was, knows what nobody else can.</summary>
    public static bool IsFirstHand(this Basis basis) => basis is Basis.OwnsIt or Basis.SoldOrMadeIt or Basis.LivedOrWorkedThere;

    public static string NameOf(Basis basis) =>
        typeof(Basis).GetField(basis.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name;
}
