using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace TipIntake.Staff;

/// <summary>Encrypts where the daily mail goes, for each person apart: one row's address put into another's opens to nothing.</summary>
internal sealed class DigestAddresses(IDataProtectionProvider protection)
{
    // The same length for all, so that a row does not tell whose it is.
    private const int Padded = MailAddress.Longest;

    public byte[] Protect(Guid member, string address) => ProtectorOf(member).Protect(Encoding.ASCII.GetBytes(address.PadRight(Padded)));

    /// <summary>Null when this node has no key for it (any more).</summary>
    public string? Find(Guid member, byte[] address)
    {
        try
        {
            return Encoding.ASCII.GetString(ProtectorOf(member).Unprotect(address)).TrimEnd();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector ProtectorOf(Guid member) => protection.CreateProtector("TipIntake.Staff.Digest", member.ToString("N"));
}
