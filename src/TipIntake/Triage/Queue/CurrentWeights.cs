namespace TipIntake.Triage;

/// <summary>The weights in force: what each reason adds to a lead's score. Section <c>Triage:Weights</c>; what is not set there has its default.</summary>
internal sealed class CurrentWeights(IConfiguration configuration)
{
    public PriorityWeights Current { get; } = configuration.GetSection("Triage:Weights").Get<PriorityWeights>() ?? new PriorityWeights();
}
