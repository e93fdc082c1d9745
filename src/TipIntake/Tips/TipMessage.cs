using System.Text.Json.Serialization;

namespace TipIntake.Tips;

/// <summary>Something said under a receipt after the tip: by the sender, or a reviewer's question. Erased with the tip.</summary>
internal sealed record TipMessage
{
    public required Guid Id { get; init; }

    public required Guid TipId { get; init; }

    public required MessageFrom From { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public bool? TextReplaced { get; init; }
}

internal enum MessageFrom
{
    [JsonStringEnumMemberName("sender")]
    Sender,

    [JsonStringEnumMemberName("reviewer")]
    Reviewer,
}
