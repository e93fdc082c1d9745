using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace TipIntake.Triage;

/// <summary>The package for machines: answers, leads, tips.</summary>
internal static class HandOverJson
{
    private const int FlushAt = 64 * 1024;

    private static readonly JsonWriterOptions Written = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static async Task Write(Stream file, HandOverHead head, HandOverRows rows, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(file, Written);
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteString("object", head.Object);
        json.WriteString("question", head.Question);
        json.WriteString("madeAt", head.MadeAt.UtcDateTime);
        WriteHypotheses(json, head.Hypotheses);
        await WriteAll(json, "leads", rows.Leads(cancel), WriteLead, cancel);
        await WriteAll(json, "tips", rows.Tips(cancel), WriteTip, cancel);
        json.WriteEndObject();
        await json.FlushAsync(cancel);
    }

    private static void WriteHypotheses(Utf8JsonWriter json, HypothesisView[] hypotheses)
    {
        json.WriteStartArray("hypotheses");
        foreach (var view in hypotheses)
        {
            json.WriteStartObject();
            json.WriteString("id", view.Id);
            json.WriteString("title", view.Title);
            json.WriteString("kind", HypothesisKinds.NameOf(view.Kind));
            json.WriteString("outcome", SetOutcomeValidator.NameOf(view.Outcome));
            json.WriteString("outcomeOn", view.OutcomeOn?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteStartObject("support");
            var support = view.Support;
            foreach (var (name, count) in new[] { ("tips", support.Tips), ("wordings", support.Wordings), ("links", support.Links), ("countries", support.Countries), ("days", support.Days), ("firstHand", support.FirstHand) })
            {
                json.WriteNumber(name, count);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLead(Utf8JsonWriter json, HandedLead lead)
    {
        json.WriteString("id", lead.Id);
        json.WriteString("status", JsonNamingPolicy.KebabCaseLower.ConvertName(lead.Status));
        json.WriteString("decision", lead.Decision is { } decision ? AssessmentReasons.NameOf(decision) : null);
        json.WriteString("reason", lead.Reason);
        json.WriteString("hypothesis", lead.Hypothesis);
        json.WriteNumber("tips", lead.Tips);
    }

    private static void WriteTip(Utf8JsonWriter json, HandedTip tip)
    {
        json.WriteString("id", tip.Id);
        json.WriteString("lead", tip.Lead);
        json.WriteString("receivedAt", tip.ReceivedAt.UtcDateTime);
        json.WriteString("lane", tip.Lane);
        json.WriteString("status", tip.Withdrawn ? "withdrawn" : "kept");
        foreach (var (name, value) in new[] { ("text", tip.Text), ("country", tip.Country), ("place", tip.Place), ("period", tip.Period), ("link", tip.Link), ("basis", tip.Basis), ("language", tip.Language) })
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }

        if (tip.Messages is { } messages)
        {
            json.WritePropertyName("messages");
            json.WriteRawValue(messages);
        }
    }

    private static async Task WriteAll<T>(Utf8JsonWriter json, string name, IAsyncEnumerable<T> all, Action<Utf8JsonWriter, T> write, CancellationToken cancel)
    {
        json.WriteStartArray(name);
        await foreach (var one in all)
        {
            json.WriteStartObject();
            write(json, one);
            json.WriteEndObject();
            if (json.BytesPending > FlushAt)
            {
                await json.FlushAsync(cancel);
            }
        }

        json.WriteEndArray();
    }
}
