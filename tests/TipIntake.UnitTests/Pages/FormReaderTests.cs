using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using TipIntake.Pages;
using TipIntake.Platform;
using TipIntake.Security.RateLimits;

namespace TipIntake.UnitTests.Pages;

public sealed class FormReaderTests : IDisposable
{
    /// <summary>A reader that never gives up is to fail, not to hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider clock = new();
    private readonly FormReader reader;

    public FormReaderTests() => reader = new FormReader(clock);

    [Fact]
    public async Task A_form_that_does_not_end_is_given_up_after_a_while()
    {
        var endless = reader.Read(Sent(new Trickle(100)));

        clock.Advance(FormReader.LongestTime - TimeSpan.FromSeconds(1));
        Assert.False(endless.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(Refusals.RequestTimeout, (await endless.WaitAsync(Patience)).Refusal);
    }

    [Fact]
    public async Task So_is_one_that_the_limits_have_refused()
    {
        var request = Refused(Sent(new Trickle(100)));
        var endless = reader.Read(request);

        clock.Advance(FormReader.LongestTime);

        Assert.Equal(Refusals.RequestTimeout, (await endless.WaitAsync(Patience)).Refusal);
        Assert.Equal(Refusals.RequestTimeout, (await reader.Read(request).WaitAsync(Patience)).Refusal);
    }

    [Fact]
    public async Task Long_forms_have_a_bound_and_ordinary_ones_go_past_them()
    {
        var many = Enumerable.Range(0, FormReader.MostLongForms).Select(_ => reader.Read(Sent(new Trickle(FormReader.OrdinaryBody + 1)))).ToArray();

        var oneMore = await reader.Read(Sent(Typed(FormReader.OrdinaryBody + 1)));
        var ordinary = await reader.Read(Sent(Typed(FormReader.OrdinaryBody)));
        clock.Advance(FormReader.LongestTime);
        var given = await Task.WhenAll(many).WaitAsync(Patience);
        var later = await reader.Read(Sent(Typed(FormReader.OrdinaryBody + 1)));

        Assert.Equal(503, oneMore.Refusal?.Status);
        Assert.All(given, outcome => Assert.Equal(Refusals.RequestTimeout, outcome.Refusal));
        Assert.Equal((false, false), (ordinary.IsRefused, later.IsRefused));
    }

    [Fact]
    public async Task Those_whom_the_limits_refuse_take_no_place_of_the_others()
    {
        var flood = Enumerable.Range(0, FormReader.MostLongFormsOfRefused).Select(_ => reader.Read(Refused(Sent(new Trickle(FormReader.OrdinaryBody + 1))))).ToArray();

        var refused = await reader.Read(Refused(Sent(Typed(FormReader.OrdinaryBody + 1))));
        var others = await Task.WhenAll(Enumerable.Range(0, FormReader.MostLongForms).Select(_ => reader.Read(Sent(Typed(FormReader.OrdinaryBody + 1)))));
        clock.Advance(FormReader.LongestTime);
        await Task.WhenAll(flood).WaitAsync(Patience);

        Assert.Equal(Refusals.InboxFull, refused.Refusal);
        Assert.All(others, outcome => Assert.False(outcome.IsRefused));
    }

    [Theory]
    [InlineData(FormReader.LongestBody, false, true)]
    [InlineData(FormReader.LongestBody + 1, false, false)]
    [InlineData(FormReader.LongestBodyOfARefused, true, true)]
    [InlineData(FormReader.LongestBodyOfARefused + 1, true, false)]
    public async Task A_body_has_a_bound_whether_its_length_is_said_or_not(int length, bool refused, bool taken)
    {
        foreach (var said in new[] { true, false })
        {
            var request = Sent(Typed(length));
            request.Request.ContentLength = said ? length : null;

            var outcome = await reader.Read(refused ? Refused(request) : request);

            Assert.Equal(taken ? null : Refusals.BodyTooLarge, outcome.Refusal);
            Assert.True(taken || !said || request.Request.Body.Position == 0);
        }
    }

    public void Dispose() => reader.Dispose();

    private static DefaultHttpContext Sent(Stream body) =>
        new() { Request = { Method = "POST", ContentType = "application/x-www-form-urlencoded", Body = body } };

    private static DefaultHttpContext Refused(DefaultHttpContext context)
    {
        context.Features.Set(new AdmissionFeature(Admission.Exempt with { RetryAfter = TimeSpan.FromMinutes(1) }));
        return context;
    }

    private static MemoryStream Typed(int length) => new(Encoding.ASCII.GetBytes("text=" + new string('x', length - 5)));

    /// <summary>Sends so much, and then nothing more.</summary>
    private sealed class Trickle(int length) : MemoryStream(new byte[length])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
