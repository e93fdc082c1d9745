using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>Who works on which lead. A claim is renewed while the page is open and ends by itself, so that nothing is kept by somebody who has gone home.</summary>
internal sealed class LeadClaims(DatabaseConnections connections, TimeProvider clock)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(2);

    // Taken when free, over or one's own already; else nothing comes back.
    private const string Take = $"""
        insert into {ClaimTable.QualifiedName} as claims (lead, member, until) values ($1, $2, $3)
        on conflict (lead) do update set member = excluded.member, until = excluded.until where claims.member = excluded.member or claims.until <= $4
        returning until
        """;

    private const string GiveBack = $"delete from {ClaimTable.QualifiedName} where lead = $1 and member = $2";

    private const string Holder = $"select member from {ClaimTable.QualifiedName} where lead = $1 and until > $2";

    /// <summary>Until when; null: somebody else has it.</summary>
    public async Task<DateTimeOffset?> Claim(string lead, Guid member, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var command = connections.Application.CreateCommand(Take);
        Array.ForEach((object[])[lead, member, now + Lasts, now], value => command.Parameters.AddWithValue(value));
        return await command.ExecuteScalarAsync(cancel) is null ? null : now + Lasts;
    }

    public async Task Release(string lead, Guid member, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(GiveBack);
        Array.ForEach((object[])[lead, member], value => command.Parameters.AddWithValue(value));
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Who has it just now; null: nobody.</summary>
    public async Task<Guid?> Find(string lead, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(Holder);
        Array.ForEach((object[])[lead, clock.GetUtcNow()], value => command.Parameters.AddWithValue(value));
        return await command.ExecuteScalarAsync(cancel) as Guid?;
    }

    public async Task<Guid?> Find(TriageTransaction transaction, string lead, CancellationToken cancel)
    {
        await using var command = transaction.Command(Holder, lead, clock.GetUtcNow());
        return await command.ExecuteScalarAsync(cancel) as Guid?;
    }
}
