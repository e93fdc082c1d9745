using System.Buffers.Binary;
using System.Text.Json.Serialization;
using TipIntake.Security.RateLimits;

namespace TipIntake.Tips;

/// <summary>
/// Something happened to tips that triage has not looked at yet. Written in the same transaction as what happened, one for each batch and lane, and
/// deleted in the one that takes note of it; so nothing is missed and nothing is seen twice, whatever is killed in between.
/// </summary>
internal sealed record TipNews
{
    /// <summary>Begins with its time, so the oldest come first.</summary>
    public required Guid Id { get; init; }

    /// <summary>To the millisecond.</summary>
    [JsonIgnore]
    public DateTimeOffset At => MomentOf(Id);

    public required TipNewsKind Kind { get; init; }

    public required Lane Lane { get; init; }

    public required Guid[] Tips { get; init; }

    /// <summary>Of a burst, to be taken together with others of it: <see cref="Bundling"/>.</summary>
    public bool Bundled { get; init; }

    /// <summary>When the news with this id came.</summary>
    public static DateTimeOffset MomentOf(Guid id) => DateTimeOffset.FromUnixTimeMilliseconds((long)(BinaryPrimitives.ReadUInt64BigEndian(id.ToByteArray(bigEndian: true)) >> 16));

    public static TipNews Of(TipNewsKind kind, Lane lane, Guid[] tips, DateTimeOffset now, bool bundled = false) =>
        new() { Id = Guid.CreateVersion7(now), Kind = kind, Lane = lane, Tips = tips, Bundled = bundled };
}

internal enum TipNewsKind
{
    Arrived,

    /// <summary>Privacy: what was made of the sender's words has to go as well.</summary>
    Withdrawn,

    /// <summary>The sender added something, or answered.</summary>
    Added,
}
