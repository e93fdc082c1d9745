using System.Reflection;
using JasperFx.Events;
using TipIntake.Catalogue;

namespace TipIntake.UnitTests.Catalogue.Workflow;

/// <summary>An object as its events make it, by the methods that the store uses.</summary>
internal static class Folded
{
    public static TracedObject After(this TracedObject? current, params IEnumerable<object> events) =>
        events.Aggregate(current, (state, happened) => state is null ? TracedObject.Create(new Event<ObjectDrafted>((ObjectDrafted)happened)) : Apply(state, happened))!;

    private static TracedObject Apply(TracedObject state, object happened)
    {
        var wrapped = typeof(IEvent<>).MakeGenericType(happened.GetType());
        var method = Find(happened.GetType()) ?? Find(wrapped) ?? throw new InvalidOperationException($"{happened.GetType().Name} is not folded.");
        var given = method.GetParameters()[0].ParameterType == wrapped ? Activator.CreateInstance(typeof(Event<>).MakeGenericType(happened.GetType()), happened)! : happened;
        return (TracedObject)method.Invoke(state, [given])!;
    }

    private static MethodInfo? Find(Type parameter) => typeof(TracedObject).GetMethod("Apply", [parameter]);
}
