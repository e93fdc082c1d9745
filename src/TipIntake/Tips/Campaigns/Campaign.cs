namespace TipIntake.Tips;

/// <summary>
/// One call to the public: a poster, a broadcast, a post. Its code stands in the links of that call, so that the force can see which
/// calls reach people.
/// Privacy: a code belongs to a call that many people get, never to a person; a tip holds the code and nothing else of the link.
/// </summary>
/// <param name="Id">The code.</param>
/// <param name="Name">What it is, for staff.</param>
/// <param name="Until">Its last day, in UTC; without end if there is none.</param>
internal sealed record Campaign(string Id, string Name, DateTimeOffset MadeAt, DateOnly? Until = null)
{
    public DateTimeOffset? EndedAt { get; init; }

    public bool IsInForce(DateTimeOffset now) => EndedAt is null && (Until is null || DateOnly.FromDateTime(now.UtcDateTime) <= Until);
}
