using TipIntake.Platform;
using TipIntake.Security;

namespace TipIntake.Pages;

/// <summary>
/// What the public is owed before it is asked anything: who asks, how to reach them, a number for an emergency, and posters that lead here. Without these, nobody outside
/// Development opens the public door, but for a trial that calls itself one.
/// </summary>
internal static class OperatorDuties
{
    public static void Check(WebApplicationBuilder builder)
    {
        var given = OperatorReader.Read(builder.Configuration);
        if (given.Trial || builder.Environment.IsDevelopment() || SurfaceListeners.UrlOf(builder.Configuration, Surface.Public).Length == 0)
        {
            return;
        }

        var missing = Missing(given, builder.Configuration).ToArray();
        if (missing.Length > 0)
        {
            throw new SettingException(string.Join(Environment.NewLine, [.. missing, "A public installation needs these. One for trying out sets Operator:Trial to true instead."]));
        }
    }

    private static IEnumerable<string> Missing(Operator given, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(given.Name) || given.Name == Operator.UnnamedOperator)
        {
            yield return "Operator:Name is missing: the police force or unit that asks the public.";
        }

        if (string.IsNullOrWhiteSpace(given.Contact))
        {
            yield return "Operator:Contact is missing: how to reach the people who run the service.";
        }

        if (given.Help.All(line => line.Kind != HelpKind.Emergency))
        {
            yield return "Operator:Help has no line of the kind Emergency: whom to ring when somebody is in danger now.";
        }

        if (PublicAddress.Read(configuration) is null)
        {
            yield return "Catalogue:PublicUrl is missing or no whole address: what posters, previews and search engines lead to, such as https://appeal.example.";
        }
    }
}
