using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>A tip as the page of its lead shows it.</summary>
/// <param name="View">What was read of the lead: what reviewers and senders said to each other about its tips, and copies on other pages.</param>
/// <param name="First">The words of the first tip, when this one is another way of saying it and differs in a few.</param>
/// <param name="Here">Where its forms are sent.</param>
internal sealed record ShownTip(SameWords Same, bool Hides, bool MaySplit, LeadView View, HashSet<string>? First, string Here)
{
    // Where most words are others, to mark them all would show nothing.
    private const double MostMarked = 0.5;

    /// <summary>Copies that do not stand on this page.</summary>
    public int Elsewhere => Math.Max(0, (View.Copies.FirstOrDefault(copies => copies.Tip == Same.First.Id)?.Count ?? 0) - Same.Copies.Count);

    public LeadMessage[] SaidTo(TipView tip) => [.. View.Messages.Where(message => message.Tip == tip.Id)];

    /// <summary>Null: nothing is marked.</summary>
    public static HashSet<string>? Against(TipView first, TipView tip)
    {
        var said = TipOrder.Said(first.Text);
        return first.Id != tip.Id && TipOrder.Difference(said, tip.Text) is > 0 and <= MostMarked ? said : null;
    }
}
