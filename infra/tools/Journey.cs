#!/usr/bin/env dotnet
// Makes the journey of one tip through an installation, over TLS, as visitors and staff would: two administrators let people in, an object is
// published by two persons, somebody tells what they know, the tip is read and assessed, and counted. Passkeys come from a made-up device.
//
//   dotnet run infra/tools/Journey.cs -- --public URL --staff URL --photo FILE --link LINK --link LINK
//       [--at NAME=ADDRESS]... [--authority FILE] [--from ADDRESS]... [--agent TEXT] [--text TEXT] [--interrupt COMMAND] [--receipt FILE]
//
// The links are those of `TipIntake staff first-administrator NAME`, for an installation where nobody has come in yet.
// --at says where a name is found, --authority which certificate to trust, --from under which of our addresses we come (the second one for another visitor),
// --interrupt what happens to the installation once the tip was taken, --receipt where the receipt is written.
// Prints a line per step, "ok …" or "FAILED …", and ends with 0 when all went well.
#:include journey/*.cs
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

var given = args.Chunk(2).ToLookup(pair => pair[0].TrimStart('-'), pair => pair[^1]);
if (args.Length % 2 != 0 || !given["public"].Any() || !given["staff"].Any() || !given["photo"].Any() || given["link"].Count() != 2)
{
    Console.Error.WriteLine("usage: see the top of infra/tools/Journey.cs");
    return 2;
}

var (site, door) = (new Uri(given["public"].First()), new Uri(given["staff"].First()));
var from = given["from"].Append(null).ToArray();
var text = given["text"].FirstOrDefault("The mug was sold at the fair on the harbour, in the summer of 2009.");
var receipt = "";
var reference = "";

try
{
    using var visitor = new Browser(site, given, from[0]);
    using var other = new Browser(site, given, from[1]);
    var administrators = new List<Browser>();
    var people = new Dictionary<string, Browser>();

    await Step("two administrators bring passkeys, by the links of the terminal", async () =>
    {
        foreach (var link in given["link"])
        {
            administrators.Add(await Browser.Enrol(door, given, link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..]));
        }
    });

    await Step("one proposes four people, the other approves, and they bring theirs", async () =>
    {
        foreach (var role in (string[])["editor", "publisher", "reviewer", "statistician"])
        {
            var until = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(300).ToString("yyyy-MM-dd");
            var proposal = await administrators[0].Post("/api/v1/staff/people/proposals", new { kind = "invite", name = $"A {role}", roles = new[] { role }, everything = true, vettedBy = "the check", vettedUntil = until });
            await administrators[0].Post($"/api/v1/staff/people/proposals/{proposal["id"]}/decision", new { approve = true }, HttpStatusCode.Conflict);
            var decision = await administrators[1].Post($"/api/v1/staff/people/proposals/{proposal["id"]}/decision", new { approve = true });
            people[role] = await Browser.Enrol(door, given, (string)decision["code"]!);
        }
    });

    await Step("they sign out, and in again with their passkeys", async () =>
    {
        foreach (var person in people.Values)
        {
            await person.Post("/api/v1/staff/sign-out", null);
            await person.Get("/api/v1/staff/me", HttpStatusCode.Unauthorized);
            await person.SignIn();
        }
    });

    await Step("an editor drafts an object with a photo, and cannot approve it", async () =>
    {
        var english = (string words) => new { en = words };
        reference = (string)(await people["editor"].Post("/api/v1/catalogue/objects", new { texts = new { defaultLanguage = "en", title = english("A mug with a lighthouse"), question = english("Where was it sold?"), category = "household", regions = new[] { "PT" } } }))["reference"]!;
        var path = $"/api/v1/catalogue/objects/{reference}";
        var photo = (string)(await people["editor"].Send(HttpMethod.Post, $"{path}/photos", new ByteArrayContent(await File.ReadAllBytesAsync(given["photo"].First()))))["photo"]!;
        await people["editor"].Send(HttpMethod.Put, $"{path}/photos/{photo}", JsonContent.Create(new { alternativeText = english("A mug on a table.") }));
        await people["editor"].Post($"{path}/proposal", new { isNeutral = true, showsNoPerson = true, showsNoAbuse = true, namesNoVictim = true });
        await people["editor"].Post($"{path}/approval", null, HttpStatusCode.Forbidden);
    });

    await Step("a publisher approves and publishes it, and the gallery shows it", async () =>
    {
        var path = $"/api/v1/catalogue/objects/{reference}";
        await people["publisher"].Get(path);
        await people["publisher"].Post($"{path}/approval", null);
        await people["publisher"].Post($"{path}/publication", new { });
        await Until(async () => (await visitor.Text("/en/")).Contains(reference, StringComparison.Ordinal));
        var photo = (await visitor.Get($"/api/v1/objects/{reference}"))["photos"]![0]!["urls"]!.AsObject().First().Value!;
        await visitor.Text(photo is JsonValue ? (string)photo! : (string)photo.AsObject().First().Value!);
    });

    await Step("a visitor tells what they know (201), and the receipt answers", async () =>
    {
        receipt = (string)(await visitor.Post($"/api/v1/objects/{reference}/tips", new { text, country = "PT", language = "en", basis = "seen-in-person", contact = "nobody@visitor.example" }, HttpStatusCode.Created))["receipt"]!;
        await visitor.Post("/api/v1/receipts/status", new { receipt });
        if (given["receipt"].FirstOrDefault() is { } file)
        {
            await File.WriteAllTextAsync(file, receipt);
        }
    });

    await Step("each visitor is counted alone, whatever they say about their address", async () =>
    {
        // What is left is told from half of the limit on.
        for (var tries = 0; tries < 200; tries++)
        {
            await visitor.Remaining("/api/v1/receipts/status");
        }

        var (mine, theirs) = (await visitor.Remaining("/api/v1/receipts/status"), await other.Remaining("/api/v1/receipts/status"));
        Must(mine < 100 && theirs > mine, $"{mine} left for one visitor, {theirs} for another");
    });

    if (given["interrupt"].FirstOrDefault() is { } command)
    {
        await Step("after the interruption the receipt still answers", async () =>
        {
            using var interruption = Process.Start("bash", ["-c", command]);
            await interruption.WaitForExitAsync();
            Must(interruption.ExitCode == 0, $"the interruption ended with {interruption.ExitCode}");
            // Whoever asks meanwhile is told to come back in a moment.
            await Until(async () => await visitor.Post("/api/v1/receipts/status", new { receipt }) is not null);
        });
    }

    await Step("a reviewer finds the tip in the queue, reads it, and assesses it", async () =>
    {
        JsonNode? lead = null;
        await Until(async () => (lead = (await people["reviewer"].Get("/api/v1/triage/queue"))["leads"]!.AsArray().FirstOrDefault()) is not null);
        var path = $"/api/v1/triage/leads/{lead!["id"]}";
        Must((string)(await people["reviewer"].Get(path))["tips"]![0]!["text"]! == text, "the lead shows another text");
        await people["reviewer"].Post($"{path}/claim", null);
        await people["reviewer"].Post($"{path}/assessment", new { decision = "useful", reason = "narrows-place" });
    });

    await Step("a statistician reads a count of one, and no tip", async () =>
    {
        await Until(async () => (int)(await people["statistician"].Get($"/api/v1/statistics/tips?measure=tips_accepted&where=object:{reference}&format=json"))["rows"]!.AsArray().Single()!["value"]! == 1);
        await people["statistician"].Get("/api/v1/triage/queue", HttpStatusCode.Forbidden);
    });
    return 0;
}
catch (StepFailed)
{
    return 1;
}

static async Task Step(string words, Func<Task> act)
{
    try
    {
        await act();
        Console.WriteLine($"ok {words}");
    }
    catch (Exception fault)
    {
        Console.WriteLine($"FAILED {words}: {fault.Message}");
        throw new StepFailed();
    }
}

static void Must(bool holds, string otherwise) => _ = holds ? true : throw new InvalidOperationException(otherwise);

static async Task Until(Func<Task<bool>> holds)
{
    for (var watch = Stopwatch.StartNew(); ; await Task.Delay(500))
    {
        try
        {
            if (await holds())
            {
                return;
            }
        }
        catch (Exception) when (watch.Elapsed < TimeSpan.FromSeconds(60))
        {
            continue;
        }

        Must(watch.Elapsed < TimeSpan.FromSeconds(60), "not within 60 s");
    }
}

internal sealed class StepFailed : Exception;
