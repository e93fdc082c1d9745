using System.Text.Json.Serialization;
using TipIntake.Security.RateLimits;

namespace TipIntake.Tips;

/// <summary>
/// What one person sent about one object, once; never edited afterwards, only emptied when it is withdrawn or erased.
/// Privacy: nothing about the sender's device or network is part of it.
/// </summary>
internal sealed record Tip
{
    /// <summary>Derived from the receipt, so that a receipt finds its tip and a retry meets its own primary key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The reference of the object it is about.</summary>
    public required string Object { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required Lane Lane { get; init; }

    /// <summary>The key set its id was made with.</summary>
    public required short Key { get; init; }

    /// <summary>The version of the form, that is of the questions asked; statistics need it.</summary>
    public required short Form { get; init; }

    public string? Text { get; init; }

    public string? Country { get; init; }

    public string? Place { get; init; }

    public string? Period { get; init; }

    /// <summary>Inert text: never fetched, never made clickable.</summary>
    public string? Link { get; init; }

    public Basis? Basis { get; init; }

    public string? Language { get; init; }

    /// <summary>The code of the call that the sender followed, if it was known and in force; for counts per campaign.</summary>
    public string? Campaign { get; init; }

    /// <summary>True when the sender says that it is about abuse they know of, or about a child in danger: somebody must look at once.</summary>
    public bool? Disclosure { get; init; }

    /// <summary>True when characters that cannot be stored were replaced by U+FFFD (infra/docs/text.md).</summary>
    public bool? TextReplaced { get; init; }

    /// <summary>Keyed hash of what was sent, to tell a retry from a reused key; gone with the content.</summary>
    public byte[]? BodyHash { get; init; }

    /// <summary>Since when there is nothing in it.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>True when it was emptied because the time for which its kind is kept was over: it stays counted as it was.</summary>
    public bool? Aged { get; init; }

    [JsonIgnore]
    public bool IsWithdrawn => WithdrawnAt is not null;

    /// <summary>Privacy: what stays of an emptied tip: that it was there, for the counts; nothing of what the person said.</summary>
    public Tip Emptied(DateTimeOffset now) => new()
    {
        Id = Id,
        Object = Object,
        ReceivedAt = ReceivedAt,
        Lane = Lane,
        Key = Key,
        Form = Form,
        Campaign = Campaign,
        WithdrawnAt = now,
    };
}
