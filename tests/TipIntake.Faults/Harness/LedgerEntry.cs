namespace TipIntake.Faults.Harness;

/// <summary>All attempts under one mark. Told stored once, it is stored, whatever other attempts were told.</summary>
internal sealed class LedgerEntry(SentTip sent)
{
    private readonly Lock guard = new();
    private readonly HashSet<string> receipts = new(StringComparer.Ordinal);
    private bool unknown;

    public SentTip Sent { get; } = sent;

    public int Attempts { get; private set; }

    public int DifferentReceipts => receipts.Count;

    public string? Receipt => receipts.FirstOrDefault()?.Split(' ')[0];

    public Fate Fate => receipts.Count > 0 ? Fate.Stored : unknown ? Fate.Unknown : Fate.Refused;

    /// <summary>True when this is the first answer that says stored.</summary>
    public bool Add(Answer answer)
    {
        lock (guard)
        {
            Attempts++;
            unknown |= answer.Fate == Fate.Unknown;

            // A retry gets back the whole answer: the same receipt and the same time.
            return answer.Fate == Fate.Stored && receipts.Add($"{answer.Receipt} {answer.ReceivedAt}") && receipts.Count == 1;
        }
    }
}
