using TipIntake.Storage;

namespace TipIntake.Staff;

/// <summary>Somebody whose mail of the day is still to be sent.</summary>
internal sealed record DueDigest(Guid Member, byte[] Address);

/// <summary>Whose mail is to be sent. A row is claimed before its mail goes out: of any number of nodes one sends it, and if that one dies another does, a little later.</summary>
internal sealed class DigestQueue(DatabaseConnections connections)
{
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(10);

    private const string TakeNext = $"""
        update {DigestTable.QualifiedName} set claimed_until = $3 where member = (
            select member from {DigestTable.QualifiedName} where sent_on < $1 and (claimed_until is null or claimed_until <= $2)
            order by member limit 1 for update skip locked)
        returning member, address
        """;

    private const string SetDone = $"update {DigestTable.QualifiedName} set sent_on = $2, claimed_until = null where member = $1";

    private const string GiveBack = $"update {DigestTable.QualifiedName} set claimed_until = null where member = $1";

    private const string Drop = $"delete from {DigestTable.QualifiedName} where member = $1";

    /// <summary>Null when nobody is left.</summary>
    public async Task<DueDigest?> Next(DateOnly day, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(TakeNext).With(day, now.ToUniversalTime(), (now + Claim).ToUniversalTime());
        return (await command.ReadAll(row => new DueDigest(row.GetGuid(0), row.GetFieldValue<byte[]>(1)), cancel)).SingleOrDefault();
    }

    public Task Done(Guid member, DateOnly day) => Run(SetDone, member, day);

    public Task Release(Guid member) => Run(GiveBack, member);

    public Task Forget(Guid member) => Run(Drop, member);

    // Never a stopping token: what was sent must be known as sent.
    private async Task Run(string sql, params object[] values)
    {
        await using var command = connections.Application.CreateCommand(sql).With(values);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
