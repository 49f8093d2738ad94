using System.Diagnostics;
using OpenTelemetry;

namespace StrongCities.ServiceDefaults.Telemetry;

/// <summary>
/// Lets only known attributes leave the process: an address, a query, a body or an exception's words may name a person.
/// What is not on the list is taken off the span before it is exported.
/// </summary>
internal sealed class AllowedAttributes : BaseProcessor<Activity>
{
    private static readonly string[] Prefixes = ["db.", "messaging.", "rpc.", "network.", "server.", "otel.", "strongcities."];

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.response.status_code", "http.route", "http.request.resend_count", "error.type", "booking.reference",
        "refusal.reason", "grpc.status_code", "grpc.method", "exception.type",
    };

    // Under an allowed prefix all the same: statements stay, since they are parameterized; the values bound to them do not.
    private static readonly string[] Refused = ["db.query.parameter.", "db.statement.parameter", "rpc.grpc.request.metadata", "rpc.grpc.response.metadata", "messaging.message.body", "messaging.masstransit.input_address"];

    public override void OnEnd(Activity activity)
    {
        foreach (var (name, _) in activity.TagObjects.ToList())
        {
            if (!IsAllowed(name))
            {
                activity.SetTag(name, null);
            }
        }

        if (activity.Status == ActivityStatusCode.Error && activity.StatusDescription is { Length: > 0 })
        {
            activity.SetStatus(ActivityStatusCode.Error, null);
        }
    }

    internal static bool IsAllowed(string name) =>
        (Names.Contains(name) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
        && !Refused.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
