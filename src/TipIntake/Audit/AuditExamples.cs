using TipIntake.Platform;

namespace TipIntake.Audit;

/// <summary>For the API's description: a made-up entry and a made-up checkpoint.</summary>
internal static class AuditExamples
{
    private static readonly DateTimeOffset At = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    private static readonly StoredEntry Entry = new(
        Guid.Parse("0195944e-5d25-7abc-8def-0123456789ab"), At, "staff:0195944e-0000-7abc-8def-0123456789ab", AuditActs.StaffBlocked, "staff:0195944e-1111-7abc-8def-0123456789ab", null, null);

    private static readonly Checkpoint Signed = new(1_000, EntryHash.Of(Entry), ChainHash.Next(ChainHash.Start, EntryHash.Of(Entry)), At, ChainHash.Start, "0011223344556677");

    public static readonly object[] OfPages =
    [
        new ParameterForm("cursor") { Pattern = "^[1-9][0-9]{0,18}$", Example = "951" },
        new ParameterForm("limit") { Number = (1, AuditQuery.LargestLimit, AuditQuery.UsualLimit) },
    ];

    public static readonly object[] OfFilters =
    [
        new ParameterForm("actor") { Pattern = AuditQuery.ActorForm, Example = Entry.Actor },
        new ParameterForm("act") { Pattern = AuditQuery.ActForm, Example = Entry.Act },
        new ParameterForm("subject") { Pattern = AuditQuery.SubjectForm, Example = Entry.Subject },
        new ParameterForm("from") { Example = "2026-03-01T00:00:00Z" },
        new ParameterForm("to") { Example = "2026-04-01T00:00:00+02:00" },
        .. OfPages,
    ];

    public static ExampleMetadata Entries => new(
        null,
        new AuditEntriesView([new AuditEntryView(1_000, Entry.Id, Entry.At, Entry.Actor, Entry.Act, Entry.Subject, null, [], Convert.ToHexStringLower(EntryHash.Of(Entry)))], "1000"));

    public static ExampleMetadata Checkpoints => new(
        null,
        new AuditCheckpointsView([new AuditCheckpointView(Signed.Size, Signed.At, CheckpointFile.NameOf(Signed.Size), Signed.Text(new byte[CheckpointKey.SignatureSize]))], null));
}
