using TipIntake.Faults.Programs;

namespace TipIntake.Faults.Disk;

/// <summary>A file system of its own with a fixed size, that can be filled to the last byte and given its room back. Needs root, as mounting does.</summary>
internal sealed class SmallDisk : IDisposable
{
    private static readonly byte[] Block = new byte[64 * 1024];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tipintake-disk-");

    public string Path => folder.FullName;

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    public static SmallDisk Mount(int megabytes)
    {
        var disk = new SmallDisk();
        DebianPrograms.Run([DebianPrograms.Find("mount", "mount"), "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0755", "tipintake-faults", disk.Path]);
        return disk;
    }

    /// <summary>Leaves no byte for anybody, however often others have let go of some.</summary>
    public void Fill()
    {
        // Smaller and smaller pieces: what is left of a page has to go as well.
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        foreach (var size in (int[])[Block.Length, 4096, 512, 1])
        {
            try
            {
                while (true)
                {
                    ballast.Write(Block, 0, size);
                }
            }
            catch (IOException)
            {
                // Full for pieces of this size.
            }
        }
    }

    public void GiveBack() => File.Delete(Ballast);

    public void Dispose()
    {
        // Lazily: a process that is just ending may still have a file open.
        DebianPrograms.Run([DebianPrograms.Find("umount", "mount"), "--lazy", Path]);
        folder.Delete(recursive: true);
    }
}
