using System.CommandLine;
using TipIntake.Platform;

namespace TipIntake.Statistics;

/// <summary>The verb <c>statistics recount</c>.</summary>
internal static class RecountCommand
{
    private const int Width = 30;

    public static Command Build(UseService use)
    {
        var recount = new Command("recount", "Counts everything again and corrects the counts where they differ; what was known on earlier days stays.");
        recount.SetAction((parsed, cancel) => use(
            async (app, stop) =>
            {
                var output = parsed.InvocationConfiguration.Output;
                var result = await app.Services.GetRequiredService<Recount>().Run((done, step) => output.Write(Bar(done, step)), stop);
                await output.WriteLineAsync(result.IsRight ? $"\n{result.Tips:N0} tips counted; every count was right." : $"\n{result.Tips:N0} tips counted; {result.Groups:N0} groups were corrected.");
                return 0;
            },
            cancel));
        return new Command("statistics", "The counts.") { recount };
    }

    private static string Bar(int done, string step)
    {
        var full = Width * done / Recount.StepCount;
        return $"\r[{new string('#', full)}{new string('.', Width - full)}] {step,-30}";
    }
}
