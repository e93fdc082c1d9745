namespace TipIntake.Catalogue;

/// <summary>
/// What one picture may cost. The defaults leave a 25-megapixel progressive picture room to be decoded. The kernel counts ten
/// seconds of processor time; the clock on the wall is more patient, so that a busy machine does not refuse good photos.
/// </summary>
internal sealed record PhotoWorkerLimits(TimeSpan Time, long Memory, long ManagedMemory)
{
    private const long Mebibyte = 1024 * 1024;

    public static PhotoWorkerLimits Default { get; } = new(TimeSpan.FromSeconds(30), 512 * Mebibyte, 160 * Mebibyte);
}
