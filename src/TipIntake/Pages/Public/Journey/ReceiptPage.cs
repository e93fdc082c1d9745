using TipIntake.Platform;
using TipIntake.Tips;

namespace TipIntake.Pages.Public;

/// <summary>What the visitor wants at the receipt page; it travels with the form.</summary>
internal enum ReceiptStep
{
    Look,
    Add,
    AskToWithdraw,
    Withdraw,
}

/// <summary>What stands in the forms of the receipt page.</summary>
internal sealed record ReceiptForm(ReceiptStep Step, string? Receipt, string Key, string? Text)
{
    public IReadOnlyDictionary<string, string[]> Faults { get; init; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    /// <summary>Under this name the words for what happened; null when nothing did.</summary>
    public string? Notice { get; init; }

    public static readonly ReceiptForm Empty = new(ReceiptStep.Look, null, FreshKey.Mark, null);

    public static ReceiptForm From(FormFields typed) =>
        new(Enum.TryParse<ReceiptStep>(typed["step"], ignoreCase: true, out var step) ? step : ReceiptStep.Look, typed["receipt"], typed["key"] ?? "", typed["text"]);

    public ReceiptForm After(Refusal refusal) => this with
    {
        Key = FreshKey.After(refusal, Key),
        Faults = refusal.Errors ?? Faults,
        Notice = FormNotice.Of(refusal, Step),
    };
}

/// <summary>What a receipt shows: the coarse state, what was said, and the form to say more.</summary>
internal sealed record ReceiptView(ReceiptForm Form, FollowTipResponse Tip);

/// <summary>The sender comes back. One address for everything, and the receipt travels inside the form only.</summary>
internal static class ReceiptPage
{
    public static IResult Show() => new ViewAnswer("Journey/ComeBack", ReceiptForm.Empty);

    public static async Task<IResult> Send(HttpContext context, FollowTip follow, AddToTip add, WithdrawTip withdraw)
    {
        var typed = await FormFields.Read(context);
        if (typed.IsRefused)
        {
            return typed.Refusal.ToProblem();
        }

        var form = ReceiptForm.From(typed.Value);
        if (typed.Value[LanguageSwitch.Field] is not null)
        {
            return await InAnotherLanguage(form, follow, context.RequestAborted);
        }

        return form.Step switch
        {
            ReceiptStep.Add => await Add(form, add, follow, context.RequestAborted),
            ReceiptStep.AskToWithdraw => await Look(form, "Journey/Withdraw", follow, context.RequestAborted),
            ReceiptStep.Withdraw => await Withdraw(form, withdraw, context.RequestAborted),
            _ => await Look(form with { Key = FreshKey.Make() }, "Journey/Receipt", follow, context.RequestAborted),
        };
    }

    // Whatever the form would have done, it is only shown.
    private static async Task<IResult> InAnotherLanguage(ReceiptForm form, FollowTip follow, CancellationToken cancel) => form.Step switch
    {
        ReceiptStep.Add => await Look(form, "Journey/Receipt", follow, cancel),
        ReceiptStep.AskToWithdraw or ReceiptStep.Withdraw => await Look(form, "Journey/Withdraw", follow, cancel),
        _ when form.Receipt is null => new SeeOther(PageWords.In(Texts.Language, "/receipt")),
        _ => new ViewAnswer("Journey/ComeBack", form),
    };

    private static async Task<IResult> Look(ReceiptForm form, string view, FollowTip follow, CancellationToken cancel, int status = StatusCodes.Status200OK)
    {
        var tip = await follow.Run(new FollowTipRequest(form.Receipt), cancel);
        return tip.IsRefused ? tip.Refusal.ToProblem() : new ViewAnswer(view, new ReceiptView(form, tip.Value), status);
    }

    private static async Task<IResult> Add(ReceiptForm form, AddToTip add, FollowTip follow, CancellationToken cancel)
    {
        if (!IdempotencyKey.IsWellFormed(form.Key))
        {
            return await Look(form.After(Refusals.IdempotencyKeyMalformed), "Journey/Receipt", follow, cancel, StatusCodes.Status400BadRequest);
        }

        var added = await add.Run(new AddToTipRequest(form.Receipt, form.Text), textReplaced: false, form.Key, cancel);
        if (!added.IsRefused)
        {
            return await Look(form with { Key = FreshKey.Make(), Text = null, Notice = "added" }, "Journey/Receipt", follow, cancel);
        }

        return added.Refusal.Status is 400 or 409 or 422
            ? await Look(form.After(added.Refusal), "Journey/Receipt", follow, cancel, added.Refusal.Status)
            : added.Refusal.ToProblem();
    }

    private static async Task<IResult> Withdraw(ReceiptForm form, WithdrawTip withdraw, CancellationToken cancel)
    {
        var withdrawn = await withdraw.Run(new WithdrawTipRequest(form.Receipt), cancel);
        return withdrawn.IsRefused ? withdrawn.Refusal.ToProblem() : new ViewAnswer("Journey/Withdrawn", ReceiptForm.Empty);
    }

    /// <summary>Without the tip: the receipt and what was typed under it, to be sent again.</summary>
    public static async Task<bool> ShowAgain(HttpContext context, Refusal refusal)
    {
        var typed = await FormFields.Read(context);
        if (typed.IsRefused)
        {
            return false;
        }

        await new ViewAnswer("Journey/ComeBack", ReceiptForm.From(typed.Value).After(refusal), refusal.Status).ExecuteAsync(context);
        return true;
    }
}
