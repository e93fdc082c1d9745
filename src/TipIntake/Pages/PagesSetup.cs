using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using TipIntake.Platform;
using TipIntake.Security;

namespace TipIntake.Pages;

/// <summary>The pages: server-rendered, complete without scripts and without cookies. What they do, the use cases do.</summary>
internal static class PagesSetup
{
    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorPages(o =>
        {
            o.RootDirectory = "/Pages";
            o.Conventions.AddFolderApplicationModelConvention("/Public", page => page.EndpointMetadata.Add(new SurfaceMetadata(Surface.Public)));
        });
        // Letters of every script as themselves: half the bytes, and a page's source that people can read.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddDataProtection().SetApplicationName("TipIntake")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(DataFolder.From(builder.Configuration), "protection")));
        builder.Services.Configure<RouteOptions>(o => o.ConstraintMap["language"] = typeof(LanguageConstraint));
        builder.Services.AddSingleton(OperatorReader.Read(builder.Configuration));
        builder.Services.AddSingleton<Assets>().AddSingleton<PageWords>();
        return builder;
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapRazorPages();
        app.MapSurface(Surface.Public).MapAssets();
    }
}
