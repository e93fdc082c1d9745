using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace TipIntake.Platform;

/// <summary>The numbered lines at start, for the person at the terminal. Never a secret, never anything personal.</summary>
internal sealed class StartupSteps(TextWriter console)
{
    private int number;

    public void Say(string step) => console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{++number}. {step}"));

    public void Detail(string line) => console.WriteLine($"   {line}");

    public void Listening(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Say($"Listening: {string.Join(", ", addresses)}");
    }
}
