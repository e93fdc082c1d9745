using System.Security.Cryptography;
using System.Text;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>The setting <c>Development:Tokens:ROLE</c>: a token per role for tools. Outside Development it stops the start.</summary>
internal sealed class DevelopmentTokens(IServiceProvider services, IReadOnlyDictionary<string, string> tokens)
{
    private const string Section = "Development:Tokens";

    public static DevelopmentTokens Read(IServiceProvider services, IConfiguration configuration, IHostEnvironment environment)
    {
        var given = configuration.GetSection(Section).GetChildren().Where(token => !string.IsNullOrEmpty(token.Value)).ToDictionary(token => token.Key.ToLowerInvariant(), token => token.Value!, StringComparer.Ordinal);
        if (given.Count > 0 && !environment.IsDevelopment())
        {
            throw new SettingException($"{Section} is for Development only. Make tokens at the staff door, under My account.");
        }

        return given.Keys.FirstOrDefault(key => DevelopmentPerson.All.All(person => person.Key != key)) is { } unknown
            ? throw new SettingException($"{Section}:{unknown} names nobody. There are: {string.Join(", ", DevelopmentPerson.All.Select(person => person.Key))}.")
            : new DevelopmentTokens(services, given);
    }

    /// <summary>Null where the token is none of these.</summary>
    public async Task<Person?> Find(string secret, CancellationToken cancel)
    {
        var shown = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        return tokens.FirstOrDefault(token => CryptographicOperations.FixedTimeEquals(shown, SHA256.HashData(Encoding.UTF8.GetBytes(token.Value)))).Key is { } key
            ? await Find(DevelopmentPerson.All.First(person => person.Key == key), cancel)
            : null;
    }

    private async Task<Person?> Find(DevelopmentPerson person, CancellationToken cancel)
    {
        var member = await services.GetRequiredService<DevelopmentStaff>().Find(person, cancel);
        return new Person(member.Id, member.Roles, member.Scope, null, $"development-{person.Key}");
    }
}
