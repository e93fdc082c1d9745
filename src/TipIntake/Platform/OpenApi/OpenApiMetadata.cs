namespace TipIntake.Platform;

/// <summary>On an endpoint: an example of what is sent to it and of what it answers.</summary>
internal sealed record ExampleMetadata(object? Request, object? Response);

/// <summary>On an endpoint: a request header that it reads.</summary>
internal sealed record RequestHeaderMetadata(string Name, string Description, string Example);

/// <summary>On an endpoint: its answers have an entity tag and may be kept; those in languages say which.</summary>
internal sealed record CacheableMetadata(string CacheControl, bool IsInLanguages);

/// <summary>On an endpoint: what a parameter may be. All are read as text and refused by rules, so the framework sees text only.</summary>
internal sealed record ParameterForm(string Name)
{
    public string? Example { get; init; }

    public string? Pattern { get; init; }

    public IReadOnlyCollection<string> Words { get; init; } = [];

    public (int Least, int Most, int Usual)? Number { get; init; }
}

/// <summary>A member that is read or written as text and is one of a closed set of words.</summary>
internal sealed record ClosedSet(Type Owner, string Member, IReadOnlyCollection<string> Words);
