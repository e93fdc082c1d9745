using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using TipIntake.Pages.Public;
using TipIntake.Pages.Public.Legal;
using TipIntake.Pages.Staff;
using TipIntake.Platform;
using TipIntake.Security;
using TipIntake.Security.Access;

namespace TipIntake.Pages;

/// <summary>The pages: server-rendered, complete without scripts and without cookies. What they do, the use cases do.</summary>
internal static class PagesSetup
{
    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorPages(o =>
        {
            o.RootDirectory = "/Pages";
            o.Conventions.AddFolderApplicationModelConvention("/Public", page =>
            {
                page.EndpointMetadata.Add(new SurfaceMetadata(Surface.Public));
                page.EndpointMetadata.Add(new ExcludeFromDescriptionAttribute());
                // Razor would render a page for every other method too, without the code that fills it.
                page.EndpointMetadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
                page.Filters.Add(new IgnoreAntiforgeryTokenAttribute());
            });
            StaffPages.Admit(o, StaffDoor.IsOpen(builder.Configuration));
            o.Conventions.AddPageRouteModelConvention("/Public/Legal/LegalPage", LegalPageModel.Route);
        });
        // Letters of every script as themselves: half the bytes, and a page's source that people can read.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddDataProtection().SetApplicationName("TipIntake")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(DataFolder.From(builder.Configuration), "protection")));
        builder.Services.Configure<RouteOptions>(o => o.ConstraintMap["language"] = typeof(LanguageConstraint));
        builder.Services.AddSingleton(s => RefusalPages.Make(s.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton<Assets>().AddSingleton<PageWords>().AddSingleton<PublicAddress>().AddSingleton<KeptPages>();
        builder.Services.AddSingleton<LegalTexts>().AddSingleton<FormReader>().AddSingleton<SiteMap>();
        if (StaffDoor.IsOpen(builder.Configuration))
        {
            builder.Services.AddScoped<LeadActs>().AddScoped<LeadContentActs>().AddScoped<BoardActs>();
        }

        return builder.AddOperator();
    }

    /// <summary>After everything that may refuse a request, before the pages themselves.</summary>
    public static void UsePages(this WebApplication app)
    {
        // A logo or a text that cannot be read stops the start, not the first visitor.
        app.Services.GetRequiredService<Assets>();
        app.UseOnionLocation(app.Services.GetRequiredService<Operator>());
        app.Services.GetRequiredService<LegalTexts>();
        app.UseCanonicalAddresses(app.Services.GetRequiredService<Operator>());
        app.UseKeptPages();
    }

    // Who runs the service decides which of our languages it speaks; the first one stands in for all others.
    private static WebApplicationBuilder AddOperator(this WebApplicationBuilder builder)
    {
        var branding = OperatorReader.Read(builder.Configuration);
        builder.Services.AddSingleton(branding);
        builder.Services.Configure<RequestLocalizationOptions>(o =>
        {
            o.SupportedUICultures = [.. branding.Languages.Select(CultureInfo.GetCultureInfo)];
            o.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo(branding.Languages[0]));
        });
        return builder;
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapRazorPages();
        var visitors = app.MapSurface(Surface.Public);
        visitors.MapAssets();
        visitors.MapObjectLinks();
        visitors.MapJourney();
        visitors.MapDiscovery();
        if (StaffDoor.IsOpen(app.Configuration))
        {
            app.MapSurface(Surface.Staff).ForStrangers().MapAssets();
        }
    }
}
