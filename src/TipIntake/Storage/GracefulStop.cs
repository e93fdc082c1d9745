namespace TipIntake.Storage;

/// <summary>
/// At a stop, readiness goes off first and the listeners stay open for a moment (setting <c>Shutdown:ReadinessDelay</c>, default
/// one second, none in Development), so that a proxy sends new visitors elsewhere before a connection is refused.
/// </summary>
internal sealed class GracefulStop(IConfiguration configuration, IHostEnvironment environment) : IHostedLifecycleService
{
    private readonly TimeSpan delay = configuration.GetValue<TimeSpan?>("Shutdown:ReadinessDelay") ?? (environment.IsDevelopment() ? TimeSpan.Zero : TimeSpan.FromSeconds(1));

    private volatile bool hasBegun;

    public bool HasBegun => hasBegun;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        hasBegun = true;
        return Task.Delay(delay, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
