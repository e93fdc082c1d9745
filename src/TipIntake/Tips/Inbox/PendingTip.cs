using System.Security.Cryptography;

namespace TipIntake.Tips;

/// <summary>A tip whose request waits for the commit.</summary>
internal sealed class PendingTip(Tip tip, SenderContact? contact, EarlierId[] earlierIds, long since)
{
    // Without RunContinuationsAsynchronously the writer's thread would go off to write responses.
    private readonly TaskCompletionSource<Storing> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Tip Tip { get; } = tip;

    public SenderContact? Contact { get; } = contact;

    /// <summary>Ids under which the same request may stand already, stored before the last change of keys; mostly none.</summary>
    public EarlierId[] EarlierIds { get; } = earlierIds;

    /// <summary>The clock's timestamp when it came in.</summary>
    public long Since { get; } = since;

    public Task<Storing> Outcome => outcome.Task;

    /// <summary>Answered, and not with a tip that stands or with a fault of its own.</summary>
    public bool HasFailed => outcome.Task is { IsCompletedSuccessfully: true, Result.Result: StoringResult.Unknown or StoringResult.NotNow };

    public void Complete(StoringResult result) => outcome.TrySetResult(new Storing(result, Tip));

    /// <summary>A tip stands under this id: the same request sent again, or another body under a used key.</summary>
    public void AnswerWith(Tip standing)
    {
        if (standing.IsWithdrawn)
        {
            // What is sent now is not stored, so it must not look as if it were; and whoever took it back must not be told that it is safe here.
            outcome.TrySetResult(new Storing(StoringResult.TakenBack, standing));
            return;
        }

        var expected = Array.Find(EarlierIds, earlier => earlier.Id == standing.Id)?.BodyHash ?? Tip.BodyHash;
        var same = CryptographicOperations.FixedTimeEquals(standing.BodyHash, expected);
        outcome.TrySetResult(new Storing(same ? StoringResult.Stored : StoringResult.KeyReused, standing));
    }

    public async Task ShareFateOf(PendingTip first)
    {
        var fate = await first.Outcome;

        if (fate.Result is StoringResult.Stored or StoringResult.KeyReused or StoringResult.TakenBack)
        {
            // Both know the tip that stands; which of the two bodies it has, each finds out for itself.
            AnswerWith(fate.Standing);
        }
        else
        {
            Complete(fate.Result);
        }
    }
}

/// <summary>What the same request would be called under another key set.</summary>
internal sealed record EarlierId(Guid Id, byte[] BodyHash);

/// <summary>What became of a pending tip, and the tip that now stands under its id.</summary>
internal readonly record struct Storing(StoringResult Result, Tip Standing);

internal enum StoringResult
{
    /// <summary>Committed and flushed, by this request or by an earlier one with the same key and body.</summary>
    Stored,

    /// <summary>The key was used before for another body.</summary>
    KeyReused,

    /// <summary>The tip sent with this key was withdrawn; the key is used up, and nothing is stored.</summary>
    TakenBack,

    /// <summary>The database refuses this row, now and on every retry: a fault of ours. Nothing was kept.</summary>
    NotStored,

    /// <summary>It waited too long for its turn, or the database has no room or no connection left. Nothing was kept; a retry may find it better off.</summary>
    NotNow,

    /// <summary>It could not be found out in time whether it was stored; a retry with the same key will tell.</summary>
    Unknown,
}
