using Marten;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.Pages.Staff;

/// <summary>What colleagues are called, for a page.</summary>
internal sealed class StaffNames(Person reader, IReadOnlyDictionary<Guid, string> names)
{
    private const string Prefix = "staff:";

    public static async Task<StaffNames> Read(IQuerySession session, Person reader, IEnumerable<Guid> members, CancellationToken cancel)
    {
        var found = await session.LoadManyAsync<StaffMember>(cancel, members.Distinct());
        return new StaffNames(reader, found.ToDictionary(member => member.Id, member => member.Name));
    }

    public string Of(Guid member) => member == reader.Id ? "you" : names.GetValueOrDefault(member, "a colleague");

    public string Of(string actor) => IdOf(actor) is { } member ? Of(member) : actor;

    public static Guid? IdOf(string? actor) => actor is not null && actor.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParse(actor.AsSpan(Prefix.Length), out var member) ? member : null;
}
