using System.Buffers.Text;
using Marten;
using Microsoft.AspNetCore.Identity;

namespace TipIntake.Staff;

/// <summary>Lets ASP.NET Core Identity find people and their passkeys in Marten. It changes nobody: that takes a proposal and a second person.</summary>
internal sealed class StaffAccounts(IDocumentSession session) : IUserPasskeyStore<StaffMember>
{
    public Task<string> GetUserIdAsync(StaffMember user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(StaffMember user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<string?> GetNormalizedUserNameAsync(StaffMember user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NameKey);

    public Task<StaffMember?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? session.LoadAsync<StaffMember>(id, cancellationToken) : Task.FromResult<StaffMember?>(null);

    public Task<StaffMember?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        session.Query<StaffMember>().FirstOrDefaultAsync(member => member.NameKey == normalizedUserName, cancellationToken);

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(StaffMember user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Passkeys.Select(ToInfo)]);

    public Task<StaffMember?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(credentialId);
        return session.Query<StaffMember>().FirstOrDefaultAsync(member => member.Passkeys.Any(passkey => passkey.Id == id), cancellationToken);
    }

    public Task<UserPasskeyInfo?> FindPasskeyAsync(StaffMember user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(credentialId);
        return Task.FromResult(user.Passkeys.FirstOrDefault(passkey => passkey.Id == id) is { } found ? ToInfo(found) : null);
    }

    public Task SetUserNameAsync(StaffMember user, string? userName, CancellationToken cancellationToken) => throw ChangesNobody();

    public Task SetNormalizedUserNameAsync(StaffMember user, string? normalizedName, CancellationToken cancellationToken) => throw ChangesNobody();

    public Task<IdentityResult> CreateAsync(StaffMember user, CancellationToken cancellationToken) => throw ChangesNobody();

    public Task<IdentityResult> UpdateAsync(StaffMember user, CancellationToken cancellationToken) => throw ChangesNobody();

    public Task<IdentityResult> DeleteAsync(StaffMember user, CancellationToken cancellationToken) => throw ChangesNobody();

    public Task AddOrUpdatePasskeyAsync(StaffMember user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw ChangesNobody();

    public Task RemovePasskeyAsync(StaffMember user, byte[] credentialId, CancellationToken cancellationToken) => throw ChangesNobody();

    public void Dispose()
    {
        // The session belongs to the request.
    }

    public static StaffPasskey FromInfo(UserPasskeyInfo info, string? label) => new()
    {
        Id = Base64Url.EncodeToString(info.CredentialId),
        PublicKey = info.PublicKey,
        Label = label,
        AddedAt = info.CreatedAt,
        SignCount = info.SignCount,
        Transports = info.Transports ?? [],
        IsBackupEligible = info.IsBackupEligible,
        IsBackedUp = info.IsBackedUp,
    };

    private static UserPasskeyInfo ToInfo(StaffPasskey passkey) => new(
        Base64Url.DecodeFromChars(passkey.Id),
        passkey.PublicKey,
        passkey.AddedAt,
        passkey.SignCount,
        passkey.Transports,
        isUserVerified: true,
        passkey.IsBackupEligible,
        passkey.IsBackedUp,
        attestationObject: [],
        clientDataJson: []);

    private static NotSupportedException ChangesNobody() => new("People and passkeys are changed by use cases of ours, each with its entry in the audit trail.");
}
