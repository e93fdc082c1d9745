using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>A lead as the queue sees it: numbers and closed choices, none of the words.</summary>
internal sealed record LeadRow
{
    /// <summary>A lead is seen in so many ways at most; beyond it another country or day changes nothing for anybody.</summary>
    private const int MostValues = 400;

    public required string Id { get; init; }

    public required string Object { get; init; }

    public required int Number { get; init; }

    public LeadStatus Status { get; init; } = LeadStatus.Open;

    public Decision? Decision { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset LastTipAt { get; init; }

    public int Tips { get; init; }

    public int FirstLane { get; init; }

    public string[] Countries { get; init; } = [];

    public string[] Languages { get; init; } = [];

    public string[] Bases { get; init; } = [];

    /// <summary>On which days tips came, counted from 0001-01-01.</summary>
    public int[] Days { get; init; } = [];

    public LeadFeatures? Features { get; init; }

    public Point[] Points { get; init; } = [];

    public int Score { get; init; }

    /// <summary>The queue's order, highest first; see <see cref="QueueRank"/>.</summary>
    public long Rank { get; init; }

    /// <summary>The order of the random share, lowest first.</summary>
    public long Draw { get; init; }

    public bool Stale { get; init; }

    public string? Hypothesis { get; init; }

    /// <summary>A sender came back and added something that nobody has decided about.</summary>
    public bool Answered { get; init; }

    public static LeadRow Begin(string reference, int number, DateTimeOffset at)
    {
        var id = Lead.IdOf(reference, number);
        return new LeadRow { Id = id, Object = reference, Number = number, OpenedAt = at, LastTipAt = at, Draw = DrawOf(id) };
    }

    /// <summary>Whether its points may be other ones: what it says, or by doublings how many say it. That copies came counts only so far.</summary>
    public bool IsOtherThan(LeadRow before) =>
        BitOperations.Log2((uint)Tips) != BitOperations.Log2((uint)before.Tips) || Features?.Said() != before.Features?.Said() || Status != before.Status;

    public LeadRow With(ArrivedTip arrived) => With(arrived.Facts, arrived.Clues, arrived.Signs);

    private LeadRow With(TipFacts tip, IReadOnlyList<Clue> clues, TipSigns signs) => this with
    {
        Tips = Tips + 1,
        FirstLane = FirstLane + (tip.Lane == Lane.First ? 1 : 0),
        LastTipAt = tip.ReceivedAt > LastTipAt ? tip.ReceivedAt : LastTipAt,
        Countries = With(Countries, tip.Country),
        Languages = With(Languages, tip.Language),
        Bases = With(Bases, tip.Basis is { } basis ? BasisNames.NameOf(basis) : null),
        Days = With(Days, DateOnly.FromDateTime(tip.ReceivedAt.UtcDateTime).DayNumber),
        Features = LeadFeatures.Add(Features, tip, clues, signs),
        Stale = true,
    };

    // The same everywhere and for ever, and in no relation to what the lead says.
    private static long DrawOf(string id) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private static T[] With<T>(T[] values, T? value) => value is null || values.Length >= MostValues || values.Contains(value) ? values : [.. values, value];
}

/// <summary>One number to order the queue by that needs no clock: what a lead gains by waiting, every other gains as well, so only the moment it was opened counts.</summary>
internal static class QueueRank
{
    private const long SecondsPerDay = 86_400;

    /// <summary>More than any sum of points.</summary>
    private const long SafeguardingFirst = 1L << 50;

    /// <summary>A lead above it stands first because somebody may be in danger.</summary>
    public const long LeastOfSafeguarding = SafeguardingFirst / 2;

    public static long Of(int score, int pointsPerDay, DateTimeOffset openedAt, bool safeguarding) =>
        (score * SecondsPerDay) - (pointsPerDay * openedAt.ToUnixTimeSeconds()) + (safeguarding ? SafeguardingFirst : 0);
}
