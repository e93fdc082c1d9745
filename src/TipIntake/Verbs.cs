using System.CommandLine;
using TipIntake.Audit;
using TipIntake.Catalogue;
using TipIntake.Retention;
using TipIntake.Security.Keys;
using TipIntake.Staff;
using TipIntake.Statistics;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake;

/// <summary>What the program does at a terminal; without a verb it serves.</summary>
internal static class Verbs
{
    public static RootCommand Build(string[] args)
    {
        var root = new RootCommand("TipIntake takes tips about photos of everyday objects.") { TreatUnmatchedTokensAsErrors = false };
        root.SetAction((parsed, cancel) => Serving.Run(args, cancel));
        root.Add(ImportObjectsCommand.Build(Serving.Use));
        root.Add(ConfigCommand.Build());
        root.Add(KeysCommand.Build(Configuration));
        DatabaseCommands.Build(Serving.Use).ToList().ForEach(root.Add);
        root.Add(ContactsCommand.Build(Serving.Use));
        root.Add(CampaignsCommand.Build(Serving.Use));
        root.Add(StaffCommand.Build(Serving.Use));
        root.Add(RecountCommand.Build(Serving.Use));
        root.Add(ErasuresCommand.Build(Serving.Use));
        root.Add(AuditCommand.Build(Configuration, Serving.Use));
        return root;
    }

    private static IConfiguration Configuration() => Program.Builder([]).Configuration;
}
