using System.Collections.Frozen;

namespace TipIntake.Triage;

/// <summary>The codes of points, and the plain sentence that stands on the row for each; {0} is the point's detail.</summary>
internal static class PointCodes
{
    public const string SoldOrMade = "sold-or-made";
    public const string LivedOrWorked = "lived-or-worked";
    public const string Owns = "owns";
    public const string SeenInPerson = "seen-in-person";
    public const string FoundOnline = "found-online";
    public const string Guess = "guess";
    public const string Disclosure = "disclosure";
    public const string FirstPerson = "first-person";
    public const string TellsOwned = "tells-owned";
    public const string TellsWorked = "tells-worked";
    public const string TellsLived = "tells-lived";
    public const string Proof = "proof";
    public const string Denial = "denial";
    public const string Danger = "danger";
    public const string Names = "names";
    public const string Years = "years";
    public const string Numbers = "numbers";
    public const string Length = "length";
    public const string Place = "place";
    public const string Period = "period";
    public const string Country = "country";
    public const string Link = "link";
    public const string OwnName = "own-name";
    public const string Agreeing = "agreeing";
    public const string Crowd = "crowd";
    public const string Copies = "copies";
    public const string Deferred = "deferred";
    public const string Unsure = "unsure";
    public const string Hearsay = "hearsay";
    public const string Advert = "advert";
    public const string Mockery = "mockery";
    public const string OtherMatter = "other-matter";
    public const string NotReal = "not-real";
    public const string Everywhere = "everywhere";
    public const string Questions = "questions";
    public const string Exclamations = "exclamations";
    public const string Shouting = "shouting";
    public const string OnlyLink = "only-link";

    public static readonly FrozenDictionary<string, string> Sentences = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [SoldOrMade] = "first-hand: sold or made it",
        [LivedOrWorked] = "first-hand: lived or worked there",
        [Owns] = "first-hand: owns it",
        [SeenInPerson] = "saw it in person",
        [FoundOnline] = "found it online",
        [Guess] = "says it is a guess",
        [Disclosure] = "says it is about abuse or a child in danger",
        [FirstPerson] = "tells it in the first person",
        [TellsOwned] = "tells of having had or bought it",
        [TellsWorked] = "tells of work with it",
        [TellsLived] = "tells of a life or a stay there",
        [Proof] = "speaks of marks, papers or photos that can be checked",
        [Denial] = "says that an answer is wrong",
        [Danger] = "may speak of somebody in danger",
        [Names] = "gives names",
        [Years] = "gives years",
        [Numbers] = "gives numbers",
        [Length] = "tells it at length",
        [Place] = "names a place",
        [Period] = "names a period",
        [Country] = "names a country",
        [Link] = "gives a link",
        [OwnName] = "gives a name that nobody else gave",
        [Agreeing] = "the same rare name in other leads: {0}",
        [Crowd] = "repeats what {0} other tips name",
        [Copies] = "one of {0} copies",
        [Deferred] = "waits in the deferred lane",
        [Unsure] = "is unsure",
        [Hearsay] = "passes on what others said",
        [Advert] = "reads like an advertisement",
        [Mockery] = "mocks or insults",
        [OtherMatter] = "may be about another matter",
        [NotReal] = "says that the object is not real",
        [Everywhere] = "says that it is sold everywhere",
        [Questions] = "asks",
        [Exclamations] = "exclaims",
        [Shouting] = "shouts",
        [OnlyLink] = "only a link",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Sentence(Point point) =>
        Sentences.GetValueOrDefault(point.Code, point.Code).Replace("{0}", point.Detail ?? "1", StringComparison.Ordinal);
}
