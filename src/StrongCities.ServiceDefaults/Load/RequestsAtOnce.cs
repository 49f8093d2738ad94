using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace StrongCities.ServiceDefaults.Load;

/// <summary>
/// How many requests this process works on, and how many may wait for their turn; more are told at once to come back (503, <c>Retry-After</c>), so that those who were taken are answered in time.
/// Settings <c>Load__RequestsMax</c> and <c>Load__WaitingMax</c>. Whatever the pipeline serves before <c>UseRateLimiter</c> is not counted, nor are probes and what says <c>DisableRateLimiting</c>.
/// </summary>
public static class RequestsAtOnce
{
    private const int RequestsMax = 256;
    private const int WaitingMax = 256;

    /// <summary>Bounds this process; <paramref name="turnAway"/> adds to the answer what the page that says so needs.</summary>
    public static void LimitRequestsAtOnce(this WebApplicationBuilder builder, Func<HttpContext, Task>? turnAway = null)
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
            options.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
            options.OnRejected = async (rejected, _) =>
            {
                var turned = new TurnedAway();
                rejected.HttpContext.Features.Set(turned);
                rejected.HttpContext.Response.Headers.RetryAfter = turned.RetryAfter;
                await (turnAway?.Invoke(rejected.HttpContext) ?? Task.CompletedTask);
            };
        });
    }
}

/// <summary>Set on a request that found the process full.</summary>
public sealed record TurnedAway
{
    /// <summary>In seconds: by then those who were taken have long been answered.</summary>
    public string RetryAfter => "2";
}
