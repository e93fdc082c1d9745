using TipIntake.Audit;
using TipIntake.Catalogue;
using TipIntake.Monitoring;
using TipIntake.Pages;
using TipIntake.Platform;
using TipIntake.Retention;
using TipIntake.Security;
using TipIntake.Security.Access;
using TipIntake.Security.Keys;
using TipIntake.Staff;
using TipIntake.Statistics;
using TipIntake.Storage;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake;

/// <summary>The service: what it stands on, then what it does. Without a verb it serves; <c>--help</c> lists the verbs.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [PhotoWorkerChild.Verb, ..])
        {
            return PhotoWorkerChild.Run(args);
        }

        return await CommandLine.Run(Verbs.Build(args), args);
    }

    public static WebApplicationBuilder Builder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(Program).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory }).AddSecretFiles();
        builder.Host.UseDefaultServiceProvider(o => o.ValidateScopes = o.ValidateOnBuild = true);
        return builder;
    }

    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.AddPlatform().AddStorage().AddSecurity().AddAudit().AddStaff();
        builder.AddCatalogue().AddTips().AddTriage().AddStatistics().AddRetention().AddMonitoring().AddPages();

        var app = builder.Build();
        app.UsePlatform();
        app.UseSecurity();
        app.UseStaffDoor();
        app.UsePages();

        var visitors = app.MapSurface(Surface.Public);
        visitors.MapCatalogue();
        visitors.MapTips();
        visitors.MapSurfaceDocument(Surface.Public);
        if (StaffDoor.IsOpen(app.Configuration))
        {
            var staff = app.MapSurface(Surface.Staff);
            staff.MapStaff();
            staff.MapCatalogueDesk();
            staff.MapTriage();
            staff.MapReleases();
            staff.MapStaffForms(app.Environment);
            staff.MapAudit();
            staff.MapStatistics();
            staff.MapRetention();
            staff.MapStatus();
            app.MapSurface(Surface.Staff).ForStrangers().MapSurfaceDocument(Surface.Staff);
        }

        app.MapGroup("").ForStrangers().MapStorage();
        app.MapMonitoring();
        app.MapPages();
        return app;
    }
}
