using TipIntake.Benchmarks;
using TipIntake.Benchmarks.Load;
using TipIntake.Benchmarks.Servers;

return args switch
{
    [PingServer.Verb, var url] => await PingServer.MainAsync(url),
    [NaiveServer.Verb, var url, var connection] => await NaiveServer.MainAsync(url, connection),
    [LoadProcess.Verb] => await LoadProcess.MainAsync(),
    _ => await CommandLine.RunAsync(args),
};
