using TipIntake.Platform;

namespace TipIntake.Pages;

/// <summary>Reads the section <c>Operator</c> and stops the start where it makes no sense, naming the setting.</summary>
internal static class OperatorReader
{
    public const string Section = "Operator";

    public static Operator Read(IConfiguration configuration)
    {
        var read = Bind(configuration);
        var languages = read.Languages is { Count: > 0 } chosen ? chosen : Platform.Texts.Languages;
        if (languages.FirstOrDefault(language => !Platform.Texts.Languages.Contains(language, StringComparer.Ordinal)) is { } unknown)
        {
            throw new SettingException($"{Section}:Languages names {unknown}. The languages of this version are {string.Join(", ", Platform.Texts.Languages)}.");
        }

        PaletteRules.Check(read.Colours);
        HelpRules.Check(read);
        return read with { Languages = [.. languages.Distinct(StringComparer.Ordinal)] };
    }

    private static Operator Bind(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection(Section).Get<Operator>(o => o.ErrorOnUnknownConfiguration = true) ?? new Operator();
        }
        catch (InvalidOperationException fault)
        {
            throw new SettingException($"The section {Section} cannot be read: {fault.Message}");
        }
    }
}
