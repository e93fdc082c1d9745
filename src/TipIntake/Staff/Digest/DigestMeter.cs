using System.Diagnostics.Metrics;

namespace TipIntake.Staff;

/// <summary>What the operator sees of the daily mail: how many, and what did not succeed; never whose.</summary>
internal sealed class DigestMeter(IMeterFactory meters)
{
    public const string MeterName = "TipIntake.Staff";

    private readonly Counter<long> mails = meters.Create(MeterName).CreateCounter<long>("tipintake.staff.digests", "{mail}", "Daily mails: sent, refused by the server for one recipient, unreadable (no key for the address), failed (the server).");

    public void Count(string result) => mails.Add(1, new KeyValuePair<string, object?>("result", result));
}
