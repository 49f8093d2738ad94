using Microsoft.Net.Http.Headers;
using StrongCities.ServiceDefaults;
using StrongCities.Web.Caching;

namespace StrongCities.Web.Security;

/// <summary>The headers of every answer: no inline script or style, no third party, no framing, nothing personal kept in a cache.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IConfiguration configuration, IHostEnvironment environment)
{
    // A form of ours may post to a page that leads on to the identity provider, which is another origin.
    private readonly string _policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; manifest-src 'self'; " +
        $"form-action 'self' {new Uri(configuration.Required("Identity:Issuer")).GetLeftPart(UriPartial.Authority)}; base-uri 'none'; frame-ancestors 'none'";

    // The reference page's own script sets styles; it is served from here and reads one document.
    private const string ReferencePolicy =
        "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; script-src 'self'; " +
        "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: answering a failure clears what was set before it.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/api/reference") ? ReferencePolicy : _policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            // Our own pages see which page led to them; other sites see nothing. An answer may be stricter.
            headers.TryAdd("Referrer-Policy", "same-origin");
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (!environment.IsDevelopment())
            {
                headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains";
            }

            var publicly = context.GetEndpoint()?.Metadata.GetMetadata<PubliclyCachedAttribute>();
            var personal = context.User.Identity?.IsAuthenticated == true || headers.ContainsKey(HeaderNames.SetCookie);
            headers.Remove("blazor-enhanced-nav");
            if (publicly is not null && !personal && context.Features.Get<IncompletePage>() is null && context.Response.StatusCode == StatusCodes.Status200OK)
            {
                headers.CacheControl = $"public, max-age={publicly.Seconds}";
                headers.Remove(HeaderNames.Pragma);
            }
            else if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true || personal)
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}

/// <summary>Set when a part of the page could not be shown: no cache keeps that.</summary>
public sealed record IncompletePage;

/// <summary>A page that is the same for everybody who is not signed in and contains no form: caches may keep it, ours too.</summary>
/// <param name="lists">What is listed on it: kept until the list changes, at most <paramref name="seconds"/> seconds.</param>
/// <param name="seconds">How long a reader's browser may keep it.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PubliclyCachedAttribute(Listing lists = Listing.Nothing, int seconds = 60) : Attribute
{
    public Listing Lists => lists;

    public int Seconds => seconds;
}
