using Microsoft.AspNetCore.Http.Extensions;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>Which list a reviewer works on. It stands in the address of every page, so that each leads back to the same list.</summary>
internal sealed class ChosenLeads
{
    private static readonly string[] Names = ["object", "status", "decision", "language", "country", "basis", "lane", "mine", "search", "hypothesis"];

    private readonly Dictionary<string, string> values;

    private ChosenLeads(Dictionary<string, string> values) => this.values = values;

    public string this[string name] => values.GetValueOrDefault(name, "");

    /// <summary>How many of the choices are made beyond the object.</summary>
    public int Count => values.Count - (values.ContainsKey("object") ? 1 : 0);

    public bool IsOpen => Status is null or "open";

    /// <summary>What waits for a second look.</summary>
    public bool IsInReview => Status == "in-review";

    /// <summary>There is something to go on to in such a list.</summary>
    public bool HasNext => IsOpen || IsInReview;

    // Whoever asks for a decision asks for leads that have one.
    private string? Status => Of("status") ?? (this["decision"].Length > 0 ? "decided" : null);

    public static ChosenLeads From(IQueryCollection query) =>
        new(Names.Select(name => (name, value: query[name].ToString().Trim())).Where(pair => pair.value.Length > 0).ToDictionary(pair => pair.name, pair => pair.value, StringComparer.Ordinal));

    public ListLeadsQuery ToQuery() => new(
        Of("object"), Status, Of("decision"), Of("language"), Of("country"), Of("basis"), Of("lane"), this["mine"] == "true", Of("search"), IsInReview ? null : Of("hypothesis"), null);

    /// <summary>The same list at another address. What has no value is left out.</summary>
    public string At(string path, params (string Name, string? Value)[] more)
    {
        var query = new QueryBuilder(values);
        foreach (var (name, value) in more)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        return path + query.ToQueryString();
    }

    /// <summary>The list for another object, or for all.</summary>
    public string About(string? reference)
    {
        var other = new Dictionary<string, string>(values, StringComparer.Ordinal);
        other.Remove("object");
        // An answer belongs to one object.
        other.Remove("hypothesis");
        if (reference is not null)
        {
            other["object"] = reference;
        }

        return "/triage" + new QueryBuilder(other).ToQueryString();
    }

    private string? Of(string name) => values.GetValueOrDefault(name);
}
