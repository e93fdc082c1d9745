using TipIntake.Tips;

namespace TipIntake.Pages.Public;

/// <summary>One field of a form as it is shown: what stands in it, and what is wrong with it.</summary>
internal sealed record FormField(string Name, string? Value, IReadOnlyDictionary<string, string[]> AllFaults, string Keyboard = "text")
{
    /// <summary>Under this name <c>form</c> has the question and its reason.</summary>
    public string Question { get; init; } = Name;

    /// <summary>One sentence at a time: who corrects the first may have corrected all.</summary>
    public IEnumerable<string> Faults => AllFaults.GetValueOrDefault(Name, []).Take(1);

    /// <summary>
    /// No text of this length is taken, but it comes back to be shortened, also where no script counts. Beyond this the browser lets nobody write,
    /// so that no form gets longer than <see cref="FormReader.LongestBody"/>. Twice, because a browser counts many characters as two.
    /// </summary>
    public int Room => 2 * Most;

    private int Most => Name switch
    {
        "text" => TipText.Longest,
        "link" => Platform.Link.MostLength,
        "contact" => ContactEnvelope.LongestContact,
        "place" => SubmitTipValidator.LongestPlace,
        _ => SubmitTipValidator.LongestPeriod,
    };

    public string? Invalid => AllFaults.ContainsKey(Name) ? "true" : null;

    public string DescribedBy => AllFaults.ContainsKey(Name) ? $"{Name}-why {Name}-fault" : $"{Name}-why";
}

/// <summary>What happened to a form, and which of its fields are wrong.</summary>
internal sealed record FormTrouble(string? Notice, IReadOnlyDictionary<string, string[]> Faults)
{
    /// <summary>False where nothing is sent, only looked up: then the field says enough.</summary>
    public bool SaysWhatNow { get; init; } = true;

    /// <summary>What the text is called here.</summary>
    public string TextQuestion { get; init; } = "text";

    public string QuestionOf(string name) => name == "text" ? TextQuestion : name;
}
