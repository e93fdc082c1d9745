using CsCheck;
using TipIntake.Security.RateLimits;

namespace TipIntake.UnitTests.Security.RateLimits;

public sealed class EndpointPatternTests
{
    [Theory]
    [InlineData("*", "GET", "/anything", true)]
    [InlineData("*:/a/b", "PUT", "/a/b", true)]
    [InlineData("get:/a/b", "GET", "/a/b", true)]
    [InlineData("get:/a/b", "GET", "/A/B", true)]
    [InlineData("get:/a/b", "GET", "/a/b/", true)]
    [InlineData("get:/a/b", "POST", "/a/b", false)]
    [InlineData("get:/a/b", "GET", "/a/bc", false)]
    [InlineData("post:/api/v1/objects/*/tips", "POST", "/api/v1/objects/OBJ-2026-0007/tips", true)]
    [InlineData("post:/api/v1/objects/*/tips", "POST", "/api/v1/objects/OBJ-2026-0007/tips//", true)]
    [InlineData("post:/api/v1/objects/*/tips", "POST", "/api/v1/objects/tips", false)]
    [InlineData("post:/api/v1/objects/*/tips", "POST", "/api/v1/objects/a/tipsy", false)]
    [InlineData("get:/photos/*", "GET", "/photos/1/640.webp", true)]
    [InlineData("get:/photos/*", "GET", "/photos", false)]
    [InlineData("get:/*/b/*/d", "GET", "/a/b/c/d", true)]
    [InlineData("get:/*/b/*/d", "GET", "/a/b/d", false)]
    [InlineData("get:*", "GET", "/", true)]
    [InlineData("get:/", "GET", "/", true)]
    [InlineData("get:/", "GET", "", false)]
    public void A_pattern_covers_its_paths_and_no_others(string pattern, string method, string path, bool covered) =>
        Assert.Equal(covered, EndpointPattern.Parse(pattern)!.Matches(method, path));

    [Theory]
    [InlineData("")]
    [InlineData("/api")]
    [InlineData("get")]
    [InlineData("get:api")]
    [InlineData("get /api:/x")]
    [InlineData(":/api")]
    [InlineData("get:/api?x=1")]
    public void A_pattern_that_is_none_is_not_taken(string pattern) => Assert.Null(EndpointPattern.Parse(pattern));

    [Fact]
    public void Any_path_is_matched_or_not_as_plain_search_would_say()
    {
        var part = Gen.String[Gen.Char["ab/"], 0, 4];

        Gen.Select(part.Array[1, 5], Gen.String[Gen.Char["ab/"], 0, 20]).Sample((pieces, tail) =>
        {
            var pattern = "/" + string.Join('*', pieces).TrimEnd('/');
            var path = "/" + tail.TrimEnd('/');

            var expected = System.Text.RegularExpressions.Regex.IsMatch(
                path.Length > 1 ? path.TrimEnd('/') : path,
                "^" + string.Join(".*", (pattern.Length > 1 ? pattern.TrimEnd('/') : pattern).Split('*')) + "$");

            Assert.Equal(expected, EndpointPattern.Parse("get:" + pattern)!.Matches("GET", path));
        });
    }

    [Fact]
    public void Matching_leaves_nothing_for_the_garbage_collector()
    {
        var pattern = EndpointPattern.Parse("post:/api/*/objects/*/tips")!;
        var path = "/api/v1/objects/" + new string('a', 900) + "/tips";
        pattern.Matches("POST", path);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            pattern.Matches("POST", path);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
