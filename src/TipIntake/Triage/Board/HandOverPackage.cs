using System.Data;
using System.IO.Compression;
using System.Text;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>A zip of four files about one object; its leads and tips as they are at one moment.</summary>
internal sealed class HandOverPackage(DatabaseConnections connections, HandOverHead head)
{
    private const string Explanation = """
        What is in this package

        hand-over.json   everything: answers, what came of them, leads with decisions, tips
        tips.csv         the tips as a table, UTF-8. A cell that a spreadsheet might run as a formula begins with an apostrophe
        report.html      to read and print; it loads nothing from anywhere

        Times are UTC. Tips that their senders took back are named "withdrawn" and have no words.
        Leads that wait for a second look show no decision. Leads about a person in danger, and those that may be and that nobody has decided about, are handled apart and are not in here.
        No contact and no receipt is in here. Contacts are sealed; ask those who run the service.
        Addresses in tips were written by strangers: do not open them without thinking.
        """;

    public string Object => head.Object;

    public async Task Write(Stream target, CancellationToken cancel)
    {
        await using var connection = await connections.Application.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var rows = new HandOverRows(transaction, head.Object);
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await Add(zip, "README.txt", file => WriteText(file, Explanation, cancel), cancel);
        await Add(zip, "hand-over.json", file => HandOverJson.Write(file, head, rows, cancel), cancel);
        await Add(zip, "tips.csv", file => TipsAsCsv.Write(file, rows, cancel), cancel);
        await Add(zip, "report.html", file => HandOverReport.Write(file, head, rows, cancel), cancel);
    }

    private async Task Add(ZipArchive zip, string name, Func<Stream, Task> write, CancellationToken cancel)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = head.MadeAt;
        await using var file = await entry.OpenAsync(cancel);
        await write(file);
    }

    private static Task WriteText(Stream file, string text, CancellationToken cancel) => file.WriteAsync(Encoding.UTF8.GetBytes(text), cancel).AsTask();
}
