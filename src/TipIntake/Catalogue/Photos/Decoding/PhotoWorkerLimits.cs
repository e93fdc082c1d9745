namespace TipIntake.Catalogue;

/// <summary>What one picture may cost. The defaults leave a 25-megapixel progressive picture room to be decoded.</summary>
internal sealed record PhotoWorkerLimits(TimeSpan Time, long Memory, long ManagedMemory)
{
    private const long Mebibyte = 1024 * 1024;

    public static PhotoWorkerLimits Default { get; } = new(TimeSpan.FromSeconds(10), 512 * Mebibyte, 160 * Mebibyte);
}
