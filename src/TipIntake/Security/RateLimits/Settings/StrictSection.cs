using System.Globalization;

namespace TipIntake.Security.RateLimits;

/// <summary>Reads a configuration section and writes down every key it does not know and every value it does not understand.</summary>
internal sealed class StrictSection(IConfigurationSection section, ICollection<string> faults)
{
    public string Path => section.Path;

    public bool Exists => section.Exists();

    /// <summary>Only these keys may stand here; a misspelt limit must not be a limit that is missing.</summary>
    public void Knows(params ReadOnlySpan<string> keys)
    {
        foreach (var child in section.GetChildren())
        {
            if (!keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                faults.Add($"{child.Path} is not a known setting. Known here: {string.Join(", ", keys)}.");
            }
        }

        if (!string.IsNullOrEmpty(section.Value))
        {
            faults.Add($"{section.Path} is a section with settings in it, not a value.");
        }
    }

    public void Refuse(string key, string instead)
    {
        if (section.GetSection(key).Exists() && !string.IsNullOrWhiteSpace(section[key]) || section.GetSection(key).GetChildren().Any())
        {
            Fault(key, instead);
        }
    }

    public void Fault(string key, string reason) => faults.Add($"{section.Path}:{key} {reason}");

    public string? Text(string key)
    {
        if (section.GetSection(key).GetChildren().Any())
        {
            Fault(key, "is one value, not a list or a section.");
        }

        return string.IsNullOrEmpty(section[key]) ? null : section[key];
    }

    public bool Flag(string key)
    {
        var text = Text(key);
        if (text is null || bool.TryParse(text, out _))
        {
            return text is not null && bool.Parse(text);
        }

        Fault(key, "is true or false.");
        return false;
    }

    public int Number(string key, int otherwise, int least, int most)
    {
        var text = Text(key);
        if (text is null)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fault(key, string.Create(CultureInfo.InvariantCulture, $"is a whole number from {least} to {most}."));
        return otherwise;
    }

    public StrictSection Section(string key) => new(section.GetSection(key), faults);

    public IEnumerable<StrictSection> Sections(string key)
    {
        var list = section.GetSection(key);
        if (!string.IsNullOrEmpty(list.Value))
        {
            Fault(key, "is a list.");
        }

        return [.. list.GetChildren().Select(child => new StrictSection(child, faults))];
    }

    /// <summary>A list of values, each of which <paramref name="parse"/> must understand.</summary>
    public IReadOnlyList<T> List<T>(string key, Func<string, T?> parse, string expected)
        where T : class
    {
        var list = section.GetSection(key);
        if (!string.IsNullOrEmpty(list.Value))
        {
            Fault(key, "is a list.");
        }

        var values = new List<T>();
        foreach (var child in list.GetChildren())
        {
            if (child.Value is not null && parse(child.Value) is { } value)
            {
                values.Add(value);
            }
            else
            {
                faults.Add($"{child.Path} is {expected}.");
            }
        }

        return values;
    }
}
