namespace TipIntake.Platform;

/// <summary>Which nodes read a setting.</summary>
internal enum ReadBy
{
    EveryNode,
    PublicDoor,
    StaffDoor,
    Verbs,
    Development,
}

/// <summary>One setting, as the reference page explains it.</summary>
/// <param name="Name">With <c>*</c> for a part that the operator chooses, such as the number of an entry of a list; <c>:*</c> at the end stands for everything below.</param>
/// <param name="Meaning">In the page's mark-up.</param>
/// <param name="Default">What holds without it.</param>
/// <param name="Unit">Empty: words.</param>
internal sealed record Setting(string Name, string Meaning, string Default, string Unit = "", ReadBy By = ReadBy.EveryNode)
{
    /// <summary>Whether this is about that key. Names of settings are told apart by letters alone, not by their case.</summary>
    public bool Covers(string key)
    {
        var (mine, other) = (Name.Split(':'), key.Split(':'));
        return mine[^1] == "*"
            ? other.Length >= mine.Length - 1 && Same(mine[..^1], other[..(mine.Length - 1)])
            : mine.Length == other.Length && Same(mine, other);
    }

    private static bool Same(string[] mine, string[] other) => mine.Zip(other).All(pair => pair.First == "*" || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
}
