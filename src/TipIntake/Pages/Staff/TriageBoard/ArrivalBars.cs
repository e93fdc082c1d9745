using System.Globalization;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>Arrivals of tips as bars: one for each day, both lanes on top of each other.</summary>
internal sealed record ArrivalBars(IReadOnlyList<BoardArrival> Days, int Before)
{
    public const int Height = 120;
    public const int Step = 12;
    public const int Bar = 10;

    private const int MostDays = 60;
    private const int FewestDays = 14;

    public int Width => Days.Count * Step;

    public int Most => Days.Max(day => day.Tips);

    /// <summary>Days without tips are days as well; the last of them is that of the newest tip.</summary>
    public static ArrivalBars Of(BoardArrival[] arrivals)
    {
        var last = arrivals[^1].Day;
        var length = Math.Clamp(last.DayNumber - arrivals[0].Day.DayNumber + 1, FewestDays, MostDays);
        var known = arrivals.ToDictionary(arrival => arrival.Day);
        var days = Enumerable.Range(0, length).Select(i => last.AddDays(i - length + 1)).Select(day => known.GetValueOrDefault(day) ?? new BoardArrival(day, 0, 0)).ToArray();
        return new ArrivalBars(days, arrivals.Where(arrival => arrival.Day < days[0].Day).Sum(arrival => arrival.Tips));
    }

    /// <summary>In tenths, so that a single tip among thousands is still to be seen.</summary>
    public string Tall(int tips) => (tips == 0 ? 0 : Math.Max(1.5, tips * (double)Height / Most)).ToString("0.0", CultureInfo.InvariantCulture);

    public string Top(int tips) => (Height - double.Parse(Tall(tips), CultureInfo.InvariantCulture)).ToString("0.0", CultureInfo.InvariantCulture);

    public string Summary()
    {
        var (tips, busiest) = (Days.Sum(day => day.Tips), Days.MaxBy(day => day.Tips)!);
        var deferred = Days.Sum(day => day.Deferred);
        var earlier = Before > 0 ? $", and {BoardWords.Number(Before)} before" : "";
        return $"{BoardWords.Counted(tips, "tip", "tips")} from {BoardWords.Day(Days[0].Day)} to {BoardWords.Day(Days[^1].Day)}{earlier}. Most on {BoardWords.Day(busiest.Day)}: {BoardWords.Number(busiest.Tips)}. In the deferred lane: {BoardWords.Number(deferred)}.";
    }
}
