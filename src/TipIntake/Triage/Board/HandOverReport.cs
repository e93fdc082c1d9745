using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using TipIntake.Platform;

namespace TipIntake.Triage;

/// <summary>The package for people: one page to read and print, without scripts, links or anything from elsewhere.</summary>
internal static class HandOverReport
{
    private const string Style = "body{font:11pt/1.5 sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}article{border-top:1px solid #999;padding:.5rem 0;break-inside:avoid}.said{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}.mark{border:1px dashed #8a3b12;font-size:.7em;padding:0 .3em}small{color:#444}";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static async Task Write(Stream file, HandOverHead head, HandOverRows rows, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(file, Utf8, leaveOpen: true);
        await Add(writer, Head(head), cancel);
        await Add(writer, "<h2>Decisions</h2><ul>", cancel);
        await foreach (var lead in rows.Leads(cancel))
        {
            await Add(writer, Lead(lead), cancel);
        }

        await Add(writer, "</ul><h2>Tips</h2>", cancel);
        await foreach (var tip in rows.Tips(cancel))
        {
            await Add(writer, Tip(tip), cancel);
        }

        await Add(writer, "</body></html>", cancel);
    }

    private static string Head(HandOverHead head)
    {
        var html = new StringBuilder($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>{head.Object}</title><style>{Style}</style></head><body>");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{head.Object}</h1><p>{Said(head.Question)}</p><p><small>Made {head.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC</small></p><h2>Answers</h2>");
        foreach (var view in head.Hypotheses)
        {
            var support = view.Support;
            html.Append(CultureInfo.InvariantCulture, $"<article><h3>{Said(view.Title ?? "")} <small>{view.Id}</small></h3><p>{HypothesisKinds.NameOf(view.Kind)}; {SetOutcomeValidator.NameOf(view.Outcome)} {view.OutcomeOn:yyyy-MM-dd}</p>");
            html.Append(CultureInfo.InvariantCulture, $"<p>tips {support.Tips} · wordings {support.Wordings} · links {support.Links} · countries {support.Countries} · days {support.Days} · first-hand {support.FirstHand}</p></article>");
        }

        return html.ToString();
    }

    private static string Lead(HandedLead lead) =>
        $"<li>{lead.Id}: {(lead.Decision is { } decision ? $"{AssessmentReasons.NameOf(decision)} ({lead.Reason})" : "no decision")}{(lead.Hypothesis is { } under ? $", under {under}" : "")}</li>";

    private static string Tip(HandedTip tip)
    {
        var facts = new[] { ("country", tip.Country), ("place", tip.Place), ("period", tip.Period), ("link", tip.Link), ("knows it", tip.Basis), ("language", tip.Language) };
        var said = string.Join("; ", facts.Where(fact => fact.Item2 is not null).Select(fact => $"{fact.Item1}: {Said(fact.Item2!)}"));
        var words = tip.Withdrawn ? "<p>withdrawn</p>" : $"<div class=\"said\" dir=\"auto\">{Said(tip.Text ?? "")}</div><p><small>{said}</small></p>";
        return $"<article><small>{tip.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} · {tip.Lead} · {tip.Id}</small>{words}</article>\n";
    }

    // What is hidden in a stranger's words is named here as well.
    private static string Said(string text) => string.Concat(VisibleText.Of(text).Select(part =>
        part.Kind == TextPartKind.Mark ? $"<bdi class=\"mark\" dir=\"ltr\">{Encoder.Encode(part.Text)}</bdi>" : Encoder.Encode(part.Text).Replace("&#xA;", "\n", StringComparison.Ordinal)));

    private static Task Add(StreamWriter writer, string html, CancellationToken cancel) => writer.WriteAsync(html.AsMemory(), cancel);
}
