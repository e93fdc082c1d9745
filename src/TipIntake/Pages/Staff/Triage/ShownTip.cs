using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>A tip as the page of its lead shows it.</summary>
/// <param name="Said">What reviewers and senders said to each other about the tips of this page.</param>
/// <param name="Here">Where its forms are sent.</param>
internal sealed record ShownTip(SameWords Same, bool Hides, bool MaySplit, LeadMessage[] Said, string Here)
{
    public LeadMessage[] SaidTo(TipView tip) => [.. Said.Where(message => message.Tip == tip.Id)];
}
