namespace TipIntake.Security.ProofOfWork;

/// <summary>Work that the server asks for before a tip goes into the first lane of a flooded object, or a time to wait instead.</summary>
/// <param name="Text">What is handed out, and comes back in front of the answer.</param>
/// <param name="Bits">So many zero bits each part's hash begins with.</param>
/// <param name="NotBefore">From then on it stands for having waited.</param>
/// <param name="Expires">From then on it stands for nothing.</param>
/// <param name="Number">Makes each one usable once.</param>
internal sealed record Challenge(string Text, int Bits, DateTimeOffset NotBefore, DateTimeOffset Expires, UInt128 Number);
