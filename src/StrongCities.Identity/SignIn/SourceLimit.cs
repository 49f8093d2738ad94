using System.Threading.RateLimiting;

namespace StrongCities.Identity.SignIn;

/// <summary>Bounds what one network address may try in this process: 60 forms in five minutes, over all accounts.</summary>
internal sealed class SourceLimit : IDisposable
{
    private const int FormsMax = 60;
    private const int WindowMinutes = 5;

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
        RateLimitPartition.GetSlidingWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = FormsMax,
            Window = TimeSpan.FromMinutes(WindowMinutes),
            SegmentsPerWindow = 5,
        }));

    public bool Allows(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(http);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
