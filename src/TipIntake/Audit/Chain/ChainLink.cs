namespace TipIntake.Audit;

/// <summary>A row of the chain: the entry that stands at this position, its hash, and the hash that binds it to all before it.</summary>
internal sealed record ChainLink(long Position, Guid EntryId, byte[] EntryHash, byte[] ChainHash);
