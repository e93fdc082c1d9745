using TipIntake.Security.Keys;

namespace TipIntake.Tips;

/// <summary>Takes a passphrase from a file or the terminal, never from an argument, which every user of the machine can see.</summary>
internal static class ContactPassphrase
{
    private const int Shortest = 12;

    public static string Choose(string? file)
    {
        var chosen = Ask(file);
        if (chosen.Length < Shortest)
        {
            throw new KeyFileException($"A passphrase has at least {Shortest} characters; several words are best.");
        }

        return file is not null || Prompt("Once more: ") == chosen ? chosen : throw new KeyFileException("The two passphrases differ.");
    }

    public static string Ask(string? file) => file is null ? Prompt("Passphrase: ") : File.ReadLines(file).FirstOrDefault() ?? "";

    private static string Prompt(string words)
    {
        if (Console.IsInputRedirected)
        {
            throw new KeyFileException("There is no terminal to ask for the passphrase. Give it with --passphrase-file FILE.");
        }

        // On the error stream, so that stdout holds the contact and nothing else.
        Console.Error.Write(words);
        var typed = new List<char>();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed = [.. typed.SkipLast(1)];
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Add(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return new string([.. typed]);
    }
}
