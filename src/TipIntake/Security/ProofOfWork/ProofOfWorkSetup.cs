namespace TipIntake.Security.ProofOfWork;

internal static class ProofOfWorkSetup
{
    public static WebApplicationBuilder AddProofOfWork(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Challenges>().AddSingleton<ProofMeter>().AddSingleton<ProofCheck>();
        builder.Services.AddSingleton(services => new UsedChallenges(services.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
