using System.CommandLine;
using TipIntake.Benchmarks.Database;
using TipIntake.Benchmarks.Limits;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Benchmarks.Scenarios;
using TipIntake.LocalPostgres;

namespace TipIntake.Benchmarks;

/// <summary>The verbs and options for people; the verbs with which the program starts itself are in Program.cs.</summary>
internal static class CommandLine
{
    private static readonly Option<int> Connections = new("--connections") { Description = "Connections of the load generator.", DefaultValueFactory = _ => 64 };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Measured seconds of each turn; one more warms up.", DefaultValueFactory = _ => 6 };
    private static readonly Option<double> WarmUp = new("--warm-up") { Description = "Seconds of load on every server before anything counts: its compiler works that long.", DefaultValueFactory = _ => 20 };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "How often everything has its turn.", DefaultValueFactory = _ => 3 };
    private static readonly Option<long> Stored = new("--stored") { Description = "Also measure with this many tips stored before." };
    private static readonly Option<double> Rate = new("--rate") { Description = "Tips per second of the open model.", DefaultValueFactory = _ => 1000 };
    private static readonly Option<double> OpenSeconds = new("--open-seconds") { Description = "Length of the open model.", DefaultValueFactory = _ => 60 };
    private static readonly Option<long> Entries = new("--entries") { Description = "Length of the audit trail.", DefaultValueFactory = _ => 1_000_000 };
    private static readonly Option<string?> Json = new("--json") { Description = "Write everything to this file as JSON too." };

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Measures the intake of tips against what this machine can do at all.");
        Option[] options = [Connections, Seconds, WarmUp, Rounds, Stored, Rate, OpenSeconds, Entries, Json];
        foreach (var option in options)
        {
            option.Recursive = true;
            root.Add(option);
        }

        root.Add(Verb("intake", "Durable tips per second beside pgbench, one session per request and the HTTP floor.", Intake));
        root.Add(Verb("open-model", "Latency while tips arrive by the clock.", OpenModel));
        root.Add(Verb("gallery", "Public pages beside the HTTP floor.", Gallery));
        root.Add(Verb("start", "Time until ready.", Start));
        root.Add(Verb("flood", "Memory under more load than the service can take.", Flood));
        root.Add(Verb("audit", "Chaining and verifying a long audit trail.", Audit));
        root.Add(Verb("placing", "Tips that get their lead each second, and pages of the queue.", Placing));
        root.Add(Verb("reviewing", "The service with a million tips: how late leads are, and reviewers' pages while tips arrive.", Reviewing));
        root.Add(Verb("counting", "Statistics of five million tips: counting all of them again, and the questions that are asked.", Counting));
        root.Add(Verb("overload", "Far more than the service can take, from one network and from ten thousand, with reviewers and honest senders beside it.", Overload));
        root.Add(Verb("soak", "A steady load for as long as --open-seconds says, with placing and reviewers: latency, and whether memory stays where it is.", Soak));
        root.Add(Limits());
        root.Add(Verb("all", "Everything, in this order.", Intake, OpenModel, Gallery, Start, Flood));
        return await root.Parse(args).InvokeAsync();
    }

    private static Task Intake(Bench bench) => new IntakeScenario(bench).RunAsync();

    private static Task OpenModel(Bench bench) => new OpenModelScenario(bench).RunAsync();

    private static Task Gallery(Bench bench) => new GalleryScenario(bench).RunAsync();

    private static Task Start(Bench bench) => new StartScenario(bench).RunAsync();

    private static Task Flood(Bench bench) => new FloodScenario(bench).RunAsync();

    private static Task Audit(Bench bench) => new AuditScenario(bench).RunAsync();

    private static Task Placing(Bench bench) => new PlacingScenario(bench).RunAsync();

    private static Task Reviewing(Bench bench) => new ReviewingScenario(bench).RunAsync();

    private static Task Counting(Bench bench) => new CountingScenario(bench).RunAsync();

    private static Task Overload(Bench bench) => new OverloadScenario(bench).RunAsync();

    private static Task Soak(Bench bench) => new SoakScenario(bench).RunAsync();

    private static Command Limits()
    {
        var command = new Command("limits", "What a decision of the rate limits costs, and memory with a million networks.");
        command.SetAction(_ => LimiterMeasurement.Run());
        return command;
    }

    private static Command Verb(string name, string description, params Func<Bench, Task>[] scenarios)
    {
        var command = new Command(name, description);
        command.SetAction(parsed => MeasureAsync(OptionsOf(parsed), scenarios));
        return command;
    }

    private static async Task<int> MeasureAsync(Options options, IEnumerable<Func<Bench, Task>> scenarios)
    {
        try
        {
            await using var cluster = await Cluster.StartAsync();
            var report = new Report(await Machine.ReadAsync(cluster.Database("postgres")));
            var bench = new Bench(options, cluster, report, new Progress());
            foreach (var scenario in scenarios)
            {
                await scenario(bench);
            }

            report.Finish(options.Json);
            return report.AllMet ? 0 : 2;
        }
        catch (Exception fault) when (fault is InvalidOperationException or LocalPostgresException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static Options OptionsOf(ParseResult parsed) => new()
    {
        Connections = parsed.GetValue(Connections),
        Seconds = parsed.GetValue(Seconds),
        WarmUpSeconds = parsed.GetValue(WarmUp),
        Rounds = parsed.GetValue(Rounds),
        Stored = parsed.GetValue(Stored),
        Rate = parsed.GetValue(Rate),
        OpenSeconds = parsed.GetValue(OpenSeconds),
        Entries = parsed.GetValue(Entries),
        Json = parsed.GetValue(Json),
    };
}
