using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace StrongCities.Web.Pages.Mail;

/// <summary>
/// Bounds how many references one network may ask about in this process: 20 in five minutes. Kept in memory, so that no outage opens it; with several
/// replicas the bound is as many times that. Of 852 thousand million references a guesser would need years to meet one of a million that were sent.
/// </summary>
public sealed class CheckMailLimit : IDisposable
{
    public const int QuestionsMax = 20;
    private const int WindowMinutes = 5;

    private readonly PartitionedRateLimiter<IPAddress?> _limiter = PartitionedRateLimiter.Create<IPAddress?, string>(source =>
        RateLimitPartition.GetSlidingWindowLimiter(Network(source), _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = QuestionsMax,
            Window = TimeSpan.FromMinutes(WindowMinutes),
            SegmentsPerWindow = 5,
        }));

    public bool Allows(IPAddress? source)
    {
        using var lease = _limiter.AttemptAcquire(source);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    // One subscriber has a whole /64 of IPv6 addresses.
    private static string Network(IPAddress? source) => source switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => source.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(source.GetAddressBytes().AsSpan(0, 8)),
        _ => source.ToString(),
    };
}
