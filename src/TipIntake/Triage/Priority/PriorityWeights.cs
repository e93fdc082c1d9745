namespace TipIntake.Triage;

/// <summary>What each reason adds to a lead's score, for each unit of it. Configuration: a person changes them, and who did is recorded.</summary>
internal sealed record PriorityWeights
{
    public int SoldOrMade { get; init; } = 30;

    public int LivedOrWorked { get; init; } = 25;

    public int Owns { get; init; } = 15;

    public int SeenInPerson { get; init; } = 8;

    public int FoundOnline { get; init; } = -10;

    public int Guess { get; init; } = -15;

    public int FirstPerson { get; init; } = 4;

    public int TellsOwned { get; init; } = 5;

    public int TellsWorked { get; init; } = 9;

    public int TellsLived { get; init; } = 6;

    public int Proof { get; init; } = 8;

    public int Names { get; init; } = 2;

    public int Years { get; init; } = 6;

    public int Numbers { get; init; } = 4;

    public int Length { get; init; } = 4;

    public int Place { get; init; } = 5;

    public int Period { get; init; } = 6;

    public int Country { get; init; } = 3;

    public int Link { get; init; } = 3;

    public int OwnName { get; init; } = 2;

    public int Agreeing { get; init; } = 5;

    public int Crowd { get; init; } = -6;

    public int Copies { get; init; } = -6;

    public int Unsure { get; init; } = -8;

    public int Hearsay { get; init; } = -8;

    public int Advert { get; init; } = -8;

    public int Mockery { get; init; } = -8;

    public int OtherMatter { get; init; } = -6;

    public int Danger { get; init; } = 6;

    public int NotReal { get; init; } = -6;

    public int Everywhere { get; init; } = -6;

    public int Denial { get; init; } = 2;

    public int Questions { get; init; } = -4;

    public int Exclamations { get; init; } = -4;

    public int Shouting { get; init; } = -4;

    public int OnlyLink { get; init; } = -5;

    public int Deferred { get; init; } = -6;

    public int Disclosure { get; init; } = 40;

    /// <summary>For each day since the lead was opened, so that nothing waits for ever.</summary>
    public int PerDayWaiting { get; init; } = 2;
}
