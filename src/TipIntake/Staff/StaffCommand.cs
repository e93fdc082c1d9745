using System.CommandLine;
using TipIntake.Platform;
using TipIntake.Security;

namespace TipIntake.Staff;

/// <summary>The verb <c>staff first-administrator</c>.</summary>
internal static class StaffCommand
{
    public static Command Build(UseService use) =>
        new("staff", "Who may come in at the staff door.") { FirstAdministrator(use) };

    private static Command FirstAdministrator(UseService use)
    {
        var name = new Argument<string>("name") { Description = "What colleagues call this person." };
        var first = new Command("first-administrator", "Prints a link with which the first administrator brings a passkey; again for the second. After that two administrators let people in.") { name };
        first.SetAction((parsed, cancel) => use(
            async (app, stop) =>
            {
                await using var scope = app.Services.CreateAsyncScope();
                var outcome = await scope.ServiceProvider.GetRequiredService<InviteFirstAdministrator>().Run(parsed.GetRequiredValue(name), stop);
                if (outcome.IsRefused)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(outcome.Refusal == Refusals.StaffNameTaken
                        ? "Somebody has that name already."
                        : "There are two administrators already. They let people in, at the staff door under People.");
                    return 1;
                }

                var door = SurfaceListeners.UrlOf(app.Configuration, Surface.Staff);
                var address = app.Configuration["Staff:Domain"] is { Length: > 0 } domain ? $"https://{domain}" : door;
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{address}/enrol#{outcome.Value.Code}");
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"Open it in the browser of that person. It works once, until {outcome.Value.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.");
                return 0;
            },
            cancel));
        return first;
    }
}
