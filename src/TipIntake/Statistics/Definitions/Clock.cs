namespace TipIntake.Statistics;

/// <summary>By which of its moments something is put into a period. They are kept apart: a tip that came in December may have been assessed in January.</summary>
internal enum Clock
{
    /// <summary>When a tip arrived; of a lead, when its first tip was put into it.</summary>
    Received,

    /// <summary>When somebody first decided; of a hypothesis, when somebody first named it.</summary>
    Assessed,

    /// <summary>Since when the decision holds; of a hypothesis, since when its outcome holds.</summary>
    Decided,

    /// <summary>No moment at all: how many there are, as of the day asked for.</summary>
    Stock,
}
