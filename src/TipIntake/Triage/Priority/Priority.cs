using System.Globalization;
using System.Numerics;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>Why a lead stands where it stands: named points whose sum is its score. Time and safeguarding are added by the queue.</summary>
internal static class Priority
{
    public static IReadOnlyList<Point> Of(LeadFeatures lead, LeadContext context, PriorityWeights weights)
    {
        var signs = lead.Signs ?? new TipSigns();
        var points = new List<Point>();
        AddBasis(points, lead, weights);
        AddTelling(points, signs, weights);
        AddDetail(points, lead, signs, weights);
        AddOthers(points, lead, context, weights);
        AddDoubts(points, lead, signs, weights);
        return points;
    }

    public static int Sum(IReadOnlyList<Point> points) => points.Sum(point => point.Points);

    private static void AddBasis(List<Point> points, LeadFeatures lead, PriorityWeights weights)
    {
        Add(points, PointCodes.SoldOrMade, lead.Basis is Basis.SoldOrMadeIt ? 1 : 0, weights.SoldOrMade);
        Add(points, PointCodes.LivedOrWorked, lead.Basis is Basis.LivedOrWorkedThere ? 1 : 0, weights.LivedOrWorked);
        Add(points, PointCodes.Owns, lead.Basis is Basis.OwnsIt ? 1 : 0, weights.Owns);
        Add(points, PointCodes.SeenInPerson, lead.Basis is Basis.SeenInPerson ? 1 : 0, weights.SeenInPerson);
        Add(points, PointCodes.FoundOnline, lead.Basis is Basis.FoundOnline ? 1 : 0, weights.FoundOnline);
        Add(points, PointCodes.Guess, lead.Basis is Basis.Guess ? 1 : 0, weights.Guess);
        Add(points, PointCodes.Disclosure, lead.Disclosure ? 1 : 0, weights.Disclosure);
    }

    private static void AddTelling(List<Point> points, TipSigns signs, PriorityWeights weights)
    {
        Add(points, PointCodes.FirstPerson, signs.FirstPerson, weights.FirstPerson);
        Add(points, PointCodes.TellsOwned, signs.Owned, weights.TellsOwned);
        Add(points, PointCodes.TellsWorked, signs.Worked, weights.TellsWorked);
        Add(points, PointCodes.TellsLived, signs.Lived, weights.TellsLived);
        Add(points, PointCodes.Proof, signs.Proof, weights.Proof);
        Add(points, PointCodes.Denial, signs.Denial, weights.Denial);
        Add(points, PointCodes.Danger, signs.Danger, weights.Danger);
    }

    private static void AddDetail(List<Point> points, LeadFeatures lead, TipSigns signs, PriorityWeights weights)
    {
        Add(points, PointCodes.Names, signs.Names, weights.Names);
        Add(points, PointCodes.Years, signs.Years, weights.Years);
        Add(points, PointCodes.Numbers, signs.Numbers, weights.Numbers);
        Add(points, PointCodes.Length, signs.Length, weights.Length);
        Add(points, PointCodes.Place, lead.HasPlace ? 1 : 0, weights.Place);
        Add(points, PointCodes.Period, lead.HasPeriod ? 1 : 0, weights.Period);
        Add(points, PointCodes.Country, lead.HasCountry ? 1 : 0, weights.Country);
        Add(points, PointCodes.Link, lead.HasLink ? 1 : 0, weights.Link);
    }

    private static void AddOthers(List<Point> points, LeadFeatures lead, LeadContext context, PriorityWeights weights)
    {
        Add(points, PointCodes.OwnName, Math.Min(2, context.OwnNames), weights.OwnName, context.OwnNames);
        Add(points, PointCodes.Agreeing, Doublings(context.Agreeing), weights.Agreeing, context.Agreeing);
        // Who knows better than the crowd has to name what the crowd says.
        var contradicts = lead.Signs is { Denial: > 0, FirstPerson: > 0 };
        Add(points, PointCodes.Crowd, contradicts ? 0 : Doublings(context.Crowd / 4), weights.Crowd, context.Crowd);
        Add(points, PointCodes.Copies, Doublings(lead.Tips / 2), weights.Copies, lead.Tips);
        Add(points, PointCodes.Deferred, lead.Deferred ? 1 : 0, weights.Deferred);
    }

    private static void AddDoubts(List<Point> points, LeadFeatures lead, TipSigns signs, PriorityWeights weights)
    {
        Add(points, PointCodes.Unsure, signs.Unsure, weights.Unsure);
        Add(points, PointCodes.Hearsay, signs.Hearsay, weights.Hearsay);
        Add(points, PointCodes.Advert, signs.Advert, weights.Advert);
        Add(points, PointCodes.Mockery, signs.Mockery, weights.Mockery);
        Add(points, PointCodes.OtherMatter, signs.OtherMatter, weights.OtherMatter);
        Add(points, PointCodes.NotReal, signs.NotReal, weights.NotReal);
        Add(points, PointCodes.Everywhere, signs.Everywhere, weights.Everywhere);
        Add(points, PointCodes.Questions, signs.Questions, weights.Questions);
        Add(points, PointCodes.Exclamations, signs.Exclamations, weights.Exclamations);
        Add(points, PointCodes.Shouting, signs.Shouts ? 1 : 0, weights.Shouting);
        Add(points, PointCodes.OnlyLink, signs.OnlyLink ? 1 : 0, weights.OnlyLink);
    }

    /// <summary>0, 1 for 1, 2 for 2 or 3, 3 for 4 to 7: ten times the crowd is not ten times the doubt.</summary>
    private static int Doublings(int count) => count <= 0 ? 0 : Math.Min(5, BitOperations.Log2((uint)count) + 1);

    private static void Add(List<Point> points, string code, int units, int weight, int? detail = null)
    {
        if (units > 0 && weight != 0)
        {
            points.Add(new Point(code, (detail ?? (units > 1 ? units : null))?.ToString(CultureInfo.InvariantCulture), units * weight));
        }
    }
}
