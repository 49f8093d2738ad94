using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;

namespace StrongCities.Operations.Ingest;

/// <summary>
/// What senders may take of this process at once. A batch is held in memory while it is read, so batches being read are counted and
/// timed: sixteen of at most 6 MB for at most ten seconds; whoever trickles its bytes loses the call. A sender turned away (503) tries again.
/// </summary>
internal static class IngestLimits
{
    public const int BatchesAtOnceMax = 16;
    public static readonly TimeSpan BatchLimit = TimeSpan.FromSeconds(10);
    private const string Name = "otlp";

    public static void AddIngestLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
            options.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "1";
                return ValueTask.CompletedTask;
            };
            options.AddConcurrencyLimiter(Name, limit =>
            {
                limit.PermitLimit = BatchesAtOnceMax;
                limit.QueueLimit = 0;
            });
        });
        builder.Services.AddRequestTimeouts(options => options.AddPolicy(
            Name, new RequestTimeoutPolicy { Timeout = BatchLimit, TimeoutStatusCode = StatusCodes.Status408RequestTimeout }));
    }

    /// <summary>After authentication: a stranger takes no place.</summary>
    public static void UseIngestLimits(this WebApplication app)
    {
        app.UseRequestTimeouts();
        app.UseRateLimiter();
    }

    public static void WithIngestLimits(this IEndpointConventionBuilder endpoint) =>
        endpoint.RequireRateLimiting(Name).WithRequestTimeout(Name);
}
