using System.Net;
using Microsoft.AspNetCore.Http;

namespace StrongCities.ServiceDefaults.Callers;

/// <summary>
/// What a process that has not started yet, or is being stopped, answers to a caller that can ask another: not now, and nothing was done. A caller that can ask
/// nobody else is served as well as it can be.
/// </summary>
internal static class NotNow
{
    /// <summary>Set by the caller.</summary>
    public const string AnotherCanBeAsked = "x-another-can-be-asked";

    private const string Header = "x-not-now";

    public static bool CanAskAnother(HttpRequest request) => request.Headers.ContainsKey(AnotherCanBeAsked);

    public static void Say(HttpResponse answer)
    {
        answer.StatusCode = StatusCodes.Status503ServiceUnavailable;
        answer.Headers[Header] = "1";
    }

    public static bool Says(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.Contains(Header);
}
