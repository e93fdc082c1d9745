using Marten;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Statistics;

internal static class StatisticsSetup
{
    public static WebApplicationBuilder AddStatistics(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(o =>
        {
            o.Listeners.Add(new NoteChanges());
            o.Storage.ExtendedSchemaObjects.AddRange([
                new CountNewsTable(), new CountCellTable(), new CountStateTable(), new CountedTipTable(), new CountedLeadTable(), new TipCountTable(), new TipTotalTable(), new TipArrivalTable(), new LeadCountTable(), new FirstDecisionTable(),
                new CountedLinkTable(), new LinkCountTable(), new CountedHypothesisTable(), new HypothesisCountTable(), new CountedObjectTable(), new CountedDayTable(), new KeptCountTable()]);
        });
        if (StaffDoor.IsOpen(builder.Configuration))
        {
            builder.Services.AddSingleton(CountingZone.Read(builder.Configuration)).AddSingleton<CountedDay>().AddSingleton<Recount>();
            builder.Services.AddSingleton<ReadCounts>().AddScoped<OpenCounts>().AddScoped<ExportStatistics>().AddScoped<ShowManifest>().AddScoped<ListRevisions>();
            // In a flood one look now and then at all that is new costs a fraction of one after each placing, and leaves the processor to those who wait.
            builder.Services.AddRepeated<CountChanges>(Repetition.Every(TimeSpan.FromMilliseconds(500), "Counting"), (count, cancel) => count.Run(cancel));
        }

        return builder.AddReleases();
    }
}
