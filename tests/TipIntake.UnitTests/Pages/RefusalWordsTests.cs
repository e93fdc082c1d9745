using System.Reflection;
using TipIntake.Pages;
using TipIntake.Pages.Public;
using TipIntake.Platform;
using TipIntake.Tips;

namespace TipIntake.UnitTests.Pages;

/// <summary>Whatever is refused, there are words for a person.</summary>
public sealed class RefusalWordsTests
{
    private static IEnumerable<Refusal> All => typeof(Refusals).GetFields(BindingFlags.Static | BindingFlags.Public).Select(member => member.GetValue(null)).OfType<Refusal>();

    [Fact]
    public void Every_refusal_has_a_page()
    {
        Assert.NotEmpty(All);
        Assert.All(All, refusal => Assert.All(["title", "text"], part => Assert.NotEmpty(Texts.Page($"refused.{RefusedPage.Of(refusal).Name}.{part}", "en"))));
    }

    [Fact]
    public void Every_refusal_of_a_form_has_a_notice()
    {
        var form = new TipForm("OBJ-1", FreshKey.Make());
        var receipt = new ReceiptForm(ReceiptStep.Add, "code", FreshKey.Make(), "text");

        Assert.All(All, refusal => Assert.All(["title", "text"], part =>
        {
            Assert.NotEmpty(Texts.Page($"{form.After(refusal).Notice}.{part}", "en"));
            Assert.All(Enum.GetValues<ReceiptStep>(), step => Assert.NotEmpty(Texts.Page($"{(receipt with { Step = step }).After(refusal).Notice}.{part}", "en")));
        }));
    }

    [Fact]
    public void Whoever_only_looks_or_takes_back_is_not_told_to_press_send()
    {
        var steps = new[] { ReceiptStep.Look, ReceiptStep.AskToWithdraw, ReceiptStep.Withdraw }.Select(step => new ReceiptForm(step, "code", FreshKey.Make(), null));

        // Of "validation-failed" they see the title and the fields.
        Assert.All(steps, form => Assert.All(All.Where(refusal => refusal.Code != Refusals.ValidationFailed.Code), refusal => Assert.DoesNotContain("Send", Texts.Page($"{form.After(refusal).Notice}.text", "en"), StringComparison.Ordinal)));
    }

    [Fact]
    public void A_message_brings_no_second_code()
    {
        var notice = new ReceiptForm(ReceiptStep.Add, "code", FreshKey.Make(), "text").After(Refusals.IdempotencyKeyReused).Notice;

        Assert.DoesNotContain("code", Texts.Page($"{notice}.text", "en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("content-type-unsupported", "unreadable")]
    [InlineData("content-encoding-unsupported", "unreadable")]
    [InlineData("request-timeout", "too-slow")]
    [InlineData("path-too-long", "not-found")]
    [InlineData("body-too-large", "too-large")]
    public void A_refusal_has_the_page_that_fits_it(string code, string name) => Assert.Equal(name, RefusedPage.Of(All.Single(refusal => refusal.Code == code)).Name);

    [Fact]
    public void A_form_keeps_its_key_while_sending_again_must_not_store_a_second_tip()
    {
        var form = new TipForm("OBJ-1", FreshKey.Make());

        Assert.All(All.Where(refusal => refusal.Code is not ("idempotency-key-reused" or "tip-taken-back")), refusal => Assert.Equal(form.Key, form.After(refusal).Key));
        Assert.NotEqual(form.Key, form.After(Refusals.IdempotencyKeyReused).Key);
        Assert.True(IdempotencyKey.IsWellFormed((form with { Key = FreshKey.Mark }).After(Refusals.IdempotencyKeyMalformed).Key));
    }

    [Fact]
    public void A_proof_goes_with_the_key_that_used_it_up()
    {
        var form = new TipForm("OBJ-1", FreshKey.Make()) { Proof = "a challenge" };

        Assert.Equal("a challenge", form.After(Refusals.InboxFull).Proof);
        Assert.Null(form.After(Refusals.IdempotencyKeyReused).Proof);
    }

    [Fact]
    public void Only_an_object_that_takes_no_tips_takes_the_button_away() =>
        Assert.Equal(["object-closed", "object-paused", "object-unknown"], All.Where(refusal => !TipForm.Empty("OBJ-1").After(refusal).MaySend).Select(refusal => refusal.Code).Order(StringComparer.Ordinal));
}
