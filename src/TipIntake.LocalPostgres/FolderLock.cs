using System.Diagnostics;

namespace TipIntake.LocalPostgres;

/// <summary>Locks that the system itself takes back when their holder dies, however it dies.</summary>
internal static class FolderLock
{
    /// <summary>Waits until nobody else holds the lock; null when that takes too long.</summary>
    public static async Task<FileStream?> WaitAsync(string path, TimeSpan patience, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (TryAlone(path) is { } held)
            {
                return held;
            }

            if (waited.Elapsed > patience)
            {
                return null;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
        }
    }

    /// <summary>The lock for oneself, or null when anybody else holds or shares it.</summary>
    public static FileStream? TryAlone(string path)
    {
        try
        {
            var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            // The last user of a throw-away folder deletes the file while it is held.
            if (File.Exists(path))
            {
                return held;
            }

            held.Dispose();
            return null;
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }

    public static bool IsShared(string path)
    {
        using var alone = TryAlone(path);
        return alone is null;
    }

    /// <summary>Shares the lock with any number of others.</summary>
    public static FileStream Share(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
}
