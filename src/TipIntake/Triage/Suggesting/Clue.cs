namespace TipIntake.Triage;

/// <summary>What a clue is; two clues are the same when kind and value are.</summary>
internal enum ClueKind
{
    /// <summary>A name, as the text's own spelling shows: brand, shop, place, person's make.</summary>
    Name,

    /// <summary>A word that may be a name, where spelling does not show it; it is one when somebody else wrote it as a name.</summary>
    Word,

    /// <summary>A name from the field "place".</summary>
    Place,
    Country,
    Host,
    Link,

    /// <summary>A year, or a decade such as 1990s.</summary>
    Period,

    /// <summary>A model or article number.</summary>
    Code,

    /// <summary>The tip says that the picture was made by a computer.</summary>
    NotReal,

    /// <summary>The tip says that it is sold everywhere.</summary>
    Everywhere,
}

/// <summary>One comparable piece of what a tip says. Privacy: the value comes from a person's words, so it goes when its tips go.</summary>
internal readonly record struct Clue(ClueKind Kind, string Value);

/// <summary>How many leads and tips of the object carry a clue.</summary>
internal readonly record struct ClueCount(int Leads, int Tips);
