using System.Text;
using CsCheck;
using TipIntake.Platform;

namespace TipIntake.UnitTests.Platform;

public sealed class StrictJsonProperties
{
    private static readonly string[] Known =
    [
        "json-malformed", "json-not-utf8", "json-duplicate-member", "json-unknown-member", "json-wrong-type", "json-too-deep",
    ];

    private static readonly byte[][] Seeds =
    [
        .. JsonCases.All.Where(c => c.Body.Length is > 0 and < 500).Select(c => c.Body),
        """{"text":"A blue bag \ud83d\ude00 \u0000","country":"PT","place":"Porto","link":"https://example.org/a?b=c","basis":"guess"}"""u8.ToArray(),
    ];

    private static readonly Gen<byte[]> Mutated =
        from seed in Pick(Seeds)
        from changes in Gen.Select(Gen.Int[0, seed.Length - 1], Gen.OneOf(Gen.Byte, Pick([.. "\"\\{}[]:,u0dD8e+-. \n/"u8])), Gen.Int[0, 2]).Array[1, 8]
        select Mutate(seed, changes);

    [Fact]
    public void A_body_with_some_bytes_changed_is_read_or_refused_but_never_throws() =>
        Mutated.Sample(body => Judge(StrictJson.Parse(body, SampleJson.Default.SampleTip)), iter: 100_000);

    [Fact]
    public void The_same_for_a_body_with_any_value() =>
        Mutated.Sample(body => Judge(StrictJson.Parse(body, SampleJson.Default.SampleValue)), iter: 100_000);

    [Fact]
    public void Any_bytes_are_read_or_refused_but_never_throw() =>
        Gen.Byte.Array[0, 300].Sample(body => Judge(StrictJson.Parse(body, SampleJson.Default.SampleTip)), iter: 50_000);

    [Fact]
    public void Repairing_keeps_every_byte_in_its_place() =>
        Mutated.Sample(
            body =>
            {
                var before = (byte[])body.Clone();
                JsonEscapes.Repair(body);

                Assert.Equal(before.Length, body.Length);
                Assert.Equal(
                    Encoding.Latin1.GetString(before).Where(c => !char.IsAsciiHexDigit(c)),
                    Encoding.Latin1.GetString(body).Where(c => !char.IsAsciiHexDigit(c)));
                Assert.False(JsonEscapes.Repair(body));
            },
            iter: 50_000);

    private static Gen<T> Pick<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void Judge<T>(Outcome<StrictBody<T>> outcome)
        where T : class
    {
        if (outcome.IsRefused)
        {
            Assert.Contains(outcome.Refusal.Code, Known, StringComparer.Ordinal);
        }
        else
        {
            Assert.NotNull(outcome.Value.Value);
        }
    }

    private static byte[] Mutate(byte[] seed, (int At, byte Byte, int How)[] changes)
    {
        var body = new List<byte>(seed);
        foreach (var (at, value, how) in changes)
        {
            var place = Math.Min(at, body.Count);
            switch (how)
            {
                case 0 when place < body.Count:
                    body[place] = value;
                    break;
                case 1 when place < body.Count:
                    body.RemoveAt(place);
                    break;
                default:
                    body.Insert(place, value);
                    break;
            }
        }

        return [.. body];
    }
}
