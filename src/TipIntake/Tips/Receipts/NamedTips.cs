using Marten;
using Npgsql;
using NpgsqlTypes;
using TipIntake.Platform;
using TipIntake.Security.Keys;
using TipIntake.Storage;

namespace TipIntake.Tips;

/// <summary>Stored tips, by their whole names only: the one way of the public door to what was sent (<see cref="ReceiptRoutines"/>).</summary>
internal sealed class NamedTips(DatabaseConnections connections, IDocumentStore store, KeyRing keys)
{
    private const string Named = $"select * from {DatabaseConnections.Schema}.{ReceiptRoutines.TipsNamed}($1)";
    private const string Conversation = $"select messages, read_on, used_on from {DatabaseConnections.Schema}.{ReceiptRoutines.TipConversation}($1)";
    private const string AdditionTo = $"select outcome, standing from {DatabaseConnections.Schema}.{ReceiptRoutines.AddToTip}($1, $2, $3, $4)";
    private const string Withdrawal = $"select {DatabaseConnections.Schema}.{ReceiptRoutines.WithdrawTip}($1, $2, $3)";

    /// <summary>Privacy: the same one probe and the same answer, whether a receipt is unknown, withdrawn or expired.</summary>
    /// <returns>The tip without what was said.</returns>
    public async Task<Outcome<Tip>> Of(string? typed, CancellationToken cancel)
    {
        if (!Receipt.TryRead(typed, out var receipt))
        {
            return Refusals.ReceiptUnknown;
        }

        return await Find(keys.TipIdsOf(receipt), cancel) is [{ IsWithdrawn: false } tip] ? tip : Refusals.ReceiptUnknown;
    }

    /// <summary>Those that stand under these ids, withdrawn ones as well, without what was said.</summary>
    public async Task<List<Tip>> Find(Guid[] ids, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(Named).With(ids);
        return await command.ReadAll(row => store.Options.Serializer().FromJson<Tip>(row, 0), cancel);
    }

    /// <summary>The same, and only when they are as safe as an answer promises: what is seen may be on this one server alone.</summary>
    public async Task<List<Tip>> FindKept(Guid[] ids, CancellationToken cancel)
    {
        var found = await Find(ids, cancel);
        await (found.Count > 0 ? CommitBarrier.Pass(connections.Application, cancel) : Task.CompletedTask);
        return found;
    }

    /// <summary>What was said under a receipt, oldest first, and how far the tip has come; nothing when it was withdrawn meanwhile.</summary>
    public async Task<(TipMessage[] Messages, TipProgress Progress)> Follow(Guid id, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(Conversation).With(id);
        var found = await command.ReadAll(row => (store.Options.Serializer().FromJson<TipMessage[]>(row, 0), new TipProgress(id, Midnight(row, 1), Midnight(row, 2))), cancel);
        return found is [var one] ? one : ([], new TipProgress(id));
    }

    public async Task<(Addition Outcome, TipMessage? Standing)> Add(TipMessage message, TipNews news, int most, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(AdditionTo).With(message.TipId);
        command.Parameters.Add(Document(message));
        command.Parameters.Add(Document(news));
        command.Parameters.AddWithValue(most);
        var answers = await command.ReadAll(row => (Enum.Parse<Addition>(row.GetString(0)), row.IsDBNull(1) ? null : store.Options.Serializer().FromJson<TipMessage>(row, 1)), cancel);
        return answers[0];
    }

    /// <summary>False when there is none, or none any more.</summary>
    public async Task<bool> Withdraw(Guid id, DateTimeOffset at, TipNews news, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(Withdrawal).With(id, at.ToUniversalTime());
        command.Parameters.Add(Document(news));
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private static DateTimeOffset? Midnight(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : new DateTimeOffset(row.GetFieldValue<DateOnly>(column), TimeOnly.MinValue, TimeSpan.Zero);

    private NpgsqlParameter Document(object document) => new() { Value = store.Options.Serializer().ToJson(document), NpgsqlDbType = NpgsqlDbType.Jsonb };
}

internal enum Addition
{
    Added,

    /// <summary>The same was sent before, or another under the same key.</summary>
    Stands,
    Full,
    Unknown,
}
