using System.Diagnostics;
using System.Globalization;

namespace TipIntake.Benchmarks.Reporting;

/// <summary>Says on standard error what is being done; draws a bar when that is a terminal.</summary>
internal sealed class Progress
{
    private readonly bool terminal = !Console.IsErrorRedirected;

    public static void Say(string what) => Console.Error.WriteLine(what);

    public Bar Start(string what, double whole) => new(what, whole, terminal);

    internal sealed class Bar : IDisposable
    {
        private const int Width = 30;
        private readonly Lock guard = new();
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private readonly string what;
        private readonly double whole;
        private readonly bool terminal;
        private double done;
        private TimeSpan drawn = TimeSpan.FromDays(-1);

        public Bar(string what, double whole, bool terminal)
        {
            this.what = what;
            this.whole = whole;
            this.terminal = terminal;
            Draw();
        }

        public void Add(double more)
        {
            lock (guard)
            {
                done += more;
                Draw();
            }
        }

        public void Dispose()
        {
            lock (guard)
            {
                drawn = TimeSpan.FromDays(-1);
                Draw();
                if (terminal)
                {
                    Console.Error.WriteLine();
                }
            }
        }

        private void Draw()
        {
            if (watch.Elapsed - drawn < (terminal ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(20)))
            {
                return;
            }

            drawn = watch.Elapsed;
            var share = whole <= 0 ? 1 : Math.Min(1, done / whole);
            var filled = (int)(share * Width);
            var left = share is > 0.02 and < 1 ? $", {watch.Elapsed.TotalSeconds * (1 - share) / share:0} s left" : "";
            var line = string.Create(CultureInfo.InvariantCulture,
                $"{what,-36} [{new string('#', filled)}{new string('.', Width - filled)}] {share * 100,3:0} % {watch.Elapsed.TotalSeconds:0} s{left}");
            if (terminal)
            {
                Console.Error.Write($"\r{line,-100}");
            }
            else
            {
                Console.Error.WriteLine(line);
            }
        }
    }
}
