using System.Threading.RateLimiting;
using StrongCities.Web.Refusals;

namespace StrongCities.Web.Layout;

/// <summary>
/// How many requests this process works on, and how many may wait for their turn; more are told at once to come back (503, <c>Retry-After</c>), so that those who were taken are answered in time.
/// Settings <c>Load__RequestsMax</c> and <c>Load__WaitingMax</c>. Probes and the files of the design are not counted, nor is the live view of seats, which stays open.
/// </summary>
internal static class RequestsAtOnce
{
    private const int RequestsMax = 256;
    private const int WaitingMax = 256;

    public static void LimitRequestsAtOnce(this WebApplicationBuilder builder)
    {
        var limits = new ConcurrencyLimiterOptions
        {
            PermitLimit = builder.Configuration.GetValue("Load:RequestsMax", RequestsMax),
            QueueLimit = builder.Configuration.GetValue("Load:WaitingMax", WaitingMax),
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        };
        builder.Services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(_ => RateLimitPartition.GetConcurrencyLimiter("", _ => limits));
            options.OnRejected = async (rejected, _) => await ProblemPages.TurnAwayAsync(rejected.HttpContext);
        });
    }
}
