using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using TipIntake.Security.ProofOfWork;

namespace TipIntake.Security.RateLimits;

/// <summary>Puts our admissions behind the framework's rate limiting middleware.</summary>
internal sealed class AdmissionLimiter(Admissions admissions, RateLimitHeaders headers, AdmissionMeter meter) : PartitionedRateLimiter<HttpContext>
{
    private static readonly AdmissionLease Admitted = new(isAcquired: true);
    private static readonly AdmissionLease Refused = new(isAcquired: false);

    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount)
    {
        var admission = Decide(resource);
        resource.Features.Set(new AdmissionFeature(admission));
        headers.Write(resource, admission);
        meter.Count(admission);
        return admission.IsRefused ? Refused : Admitted;
    }

    // The middleware asks here after a refusal whether waiting would help; it would not, and the request is counted already.
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext context, int permitCount, CancellationToken cancellationToken) =>
        ValueTask.FromResult<RateLimitLease>(Admission.Of(context).IsRefused ? Refused : Admitted);

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A broken limiter must not turn anybody away.")]
    private Admission Decide(HttpContext context)
    {
        try
        {
            return Surfaces.Of(context) is Surface.Staff or Surface.Monitoring ? Admission.Exempt : Decide(context, context.Request.RouteValues["reference"] as string);
        }
        catch (Exception fault)
        {
            meter.Failed(fault);
            return Admission.Unjudged;
        }
    }

    private Admission Decide(HttpContext context, string? reference)
    {
        var takesTip = context.GetEndpoint()?.Metadata.GetMetadata<TakesTipsMetadata>() is not null;
        var admission = admissions.Decide(new Visit
        {
            Method = context.Request.Method,
            Path = context.Request.Path.Value,
            Address = context.Connection.RemoteIpAddress,
            TakesTip = takesTip,
            ObjectReference = reference,
        });

        // Somebody else may have used up what their common address may send: a school, a mobile network, a hostel.
        return admission.IsRefused && takesTip && ProofCheck.OfRefused(context.Request) is { } proof
            && context.RequestServices.GetRequiredService<ProofCheck>().OpensTheDoor(proof, reference)
            ? admission with { RetryAfter = null, Relief = Relief.Entry }
            : admission;
    }
}

internal sealed class AdmissionLease(bool isAcquired) : RateLimitLease
{
    public override bool IsAcquired => isAcquired;

    public override IEnumerable<string> MetadataNames => [];

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = null;
        return false;
    }
}
