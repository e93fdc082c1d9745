using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Playwright;
using Xunit.v3;

namespace TipIntake.BrowserTests.Harness;

/// <summary>Closes the pages of a test when it ends. Pages that stay open listen and ask, until the machine has no time for the tests that are running.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class VisitorsGoHomeAttribute : BeforeAfterTestAttribute
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<IBrowserContext>> Visitors = new(StringComparer.Ordinal);

    /// <summary>Somebody who belongs to the test that runs now; whom a fixture asks in stays.</summary>
    public static void Came(IBrowserContext visitor)
    {
        if (TestContext.Current.Test is { } test)
        {
            Visitors.GetOrAdd(test.UniqueID, _ => []).Add(visitor);
        }
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        foreach (var visitor in Visitors.TryRemove(test.UniqueID, out var came) ? came : [])
        {
            // Nobody waits for it: the next test has visitors of its own.
            _ = visitor.CloseAsync();
        }
    }
}
