using System.Buffers.Text;
using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Identity;
using TipIntake.Platform;

namespace TipIntake.Staff;

/// <summary>What a browser shows of a passkey, checked by the framework.</summary>
internal static class Passkeys
{
    public const int LongestCredential = 16_384;

    public static IRuleBuilderOptions<T, string?> IsCredential<T>(this IRuleBuilderInitial<T, string?> rule) =>
        rule.Cascade(CascadeMode.Stop).IsGiven().AtMost(LongestCredential, "value-too-long");

    /// <summary>Null when nothing was asked for before, or what came is no credential.</summary>
    public static async Task<PasskeyAssertionResult<StaffMember>?> Assert(SignInManager<StaffMember> identity, string? credential)
    {
        if (credential is not { Length: > 0 and <= LongestCredential })
        {
            return null;
        }

        try
        {
            return await identity.PerformPasskeyAssertionAsync(credential);
        }
        catch (Exception fault) when (fault is InvalidOperationException or JsonException)
        {
            return null;
        }
    }

    public static async Task<PasskeyAttestationResult?> Attest(SignInManager<StaffMember> identity, string? credential)
    {
        if (credential is not { Length: > 0 and <= LongestCredential })
        {
            return null;
        }

        try
        {
            return await identity.PerformPasskeyAttestationAsync(credential);
        }
        catch (Exception fault) when (fault is InvalidOperationException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The id that a credential names, checked or not.</summary>
    public static string? IdIn(string? credential)
    {
        if (credential is not { Length: > 0 and <= LongestCredential })
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(credential);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The member's passkeys after one was shown: an authenticator counts how often, so that a copy of it is noticed.</summary>
    public static StaffPasskey[] Updated(StaffMember member, UserPasskeyInfo shown)
    {
        var id = Base64Url.EncodeToString(shown.CredentialId);
        return [.. member.Passkeys.Select(passkey => passkey.Id == id ? passkey with { SignCount = shown.SignCount, IsBackedUp = shown.IsBackedUp } : passkey)];
    }
}
