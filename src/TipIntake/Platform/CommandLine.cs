using System.CommandLine;
using System.Data.Common;

namespace TipIntake.Platform;

/// <summary>Runs a verb, or the service when there is none. A person at the terminal gets one clear sentence, not a stack trace.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);

        if (parsed.CommandResult.Command == root && parsed.UnmatchedTokens is [{ } first, ..] && !first.StartsWith('-'))
        {
            await Console.Error.WriteLineAsync($"There is no verb {first}. The verbs: TipIntake --help");
            return 1;
        }

        try
        {
            // The host handles Ctrl-C and SIGTERM itself: it drains before it stops.
            return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault) when (fault is TerminalException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
        catch (DbException fault)
        {
            // Privacy: the message of a database error can quote a row.
            await Console.Error.WriteLineAsync($"The database could not be used ({fault.GetType().Name} {fault.SqlState}). Look at ConnectionStrings:TipIntake and ConnectionStrings:TipIntakeOwner.");
            return 1;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The system's own words, about a path or a port.
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}

/// <summary>Builds the service without listening, runs the act with it, and gives back the exit code.</summary>
internal delegate Task<int> UseService(Func<WebApplication, CancellationToken, Task<int>> act, CancellationToken cancel);

/// <summary>Something that a person at the terminal can mend; the message says how.</summary>
internal class TerminalException(string message) : Exception(message);

/// <summary>A setting cannot be used; the message names it and says what it takes.</summary>
internal sealed class SettingException(string message) : TerminalException(message);
