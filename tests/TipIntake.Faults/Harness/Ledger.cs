using System.Collections.Concurrent;

namespace TipIntake.Faults.Harness;

/// <summary>
/// Every attempt and what its sender was told, to be compared with what is stored: told stored, it must be there once and
/// unaltered; told refused, it must not be there; told nothing, it may be there once.
/// </summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, LedgerEntry> entries = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Answer> answers = [];
    private int storedCount;

    public IEnumerable<LedgerEntry> Entries => entries.Values;

    public IReadOnlyCollection<Answer> Answers => answers;

    public int StoredCount => Volatile.Read(ref storedCount);

    public void Record(SentTip sent, Answer answer)
    {
        if (answer.Fate != Fate.Unreachable)
        {
            answers.Add(answer);

            if (entries.GetOrAdd(sent.Mark, _ => new LedgerEntry(sent)).Add(answer))
            {
                Interlocked.Increment(ref storedCount);
            }
        }
    }

    public LedgerReport Compare(IReadOnlyCollection<StoredTip> stored)
    {
        var rows = stored.ToLookup(tip => tip.Mark, StringComparer.Ordinal);
        var findings = entries.Values
            .SelectMany(entry => FindingsOn(entry, [.. rows[entry.Sent.Mark]]).Select(fault => new Finding(fault, entry.Sent.Mark)))
            .Concat(rows.Where(row => !entries.ContainsKey(row.Key)).Select(row => new Finding(LedgerFault.SentByNobody, row.Key)));

        return new LedgerReport(
            Stored: StoredCount,
            Refused: entries.Values.Count(entry => entry.Fate == Fate.Refused),
            Unknown: entries.Values.Count(entry => entry.Fate == Fate.Unknown),
            Repeated: entries.Values.Count(entry => entry.Attempts > 1),
            [.. findings]);
    }

    private static IEnumerable<LedgerFault> FindingsOn(LedgerEntry entry, StoredTip[] rows)
    {
        if (entry.Fate == Fate.Stored && rows.Length == 0)
        {
            yield return LedgerFault.Lost;
        }

        if (entry.Fate == Fate.Refused && rows.Length > 0)
        {
            yield return LedgerFault.KeptAlthoughRefused;
        }

        if (rows.Length > 1)
        {
            yield return LedgerFault.Duplicated;
        }

        if (Array.Exists(rows, row => row.Fingerprint != entry.Sent.Fingerprint || row.HasContact != entry.Sent.HasContact))
        {
            yield return LedgerFault.Altered;
        }

        if (entry.DifferentReceipts > 1)
        {
            yield return LedgerFault.ReceiptChanged;
        }
    }
}

/// <summary>A row of the tips table, as far as the ledger looks at it.</summary>
internal sealed record StoredTip(string Mark, string Fingerprint, bool HasContact);

internal sealed record Finding(LedgerFault Fault, string Mark);

internal enum LedgerFault
{
    Lost,
    Duplicated,
    Altered,
    KeptAlthoughRefused,
    ReceiptChanged,
    SentByNobody,
}

/// <param name="Stored">Keys whose sender holds a receipt.</param>
/// <param name="Refused">Keys of which every attempt got a definite no.</param>
/// <param name="Unknown">Keys whose sender never learnt what became of them.</param>
/// <param name="Repeated">Keys that were sent more than once.</param>
internal sealed record LedgerReport(int Stored, int Refused, int Unknown, int Repeated, IReadOnlyList<Finding> Findings)
{
    public override string ToString() => $"stored {Stored}, refused {Refused}, unknown {Unknown}, sent again {Repeated}, findings {Findings.Count}";
}
