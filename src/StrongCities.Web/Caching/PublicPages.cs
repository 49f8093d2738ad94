using Grpc.Core;
using Microsoft.AspNetCore.OutputCaching;
using StrongCities.Web.Maintenance;
using StrongCities.Web.Security;
using StrongCities.Web.Times;

namespace StrongCities.Web.Caching;

/// <summary>
/// Which answers are kept whole: those marked <see cref="PubliclyCachedAttribute"/>, asked for by nobody in particular, without a query (of those there is no
/// end). One is kept for each language, time zone and version of what it lists; never a roster, a role or a seat.
/// </summary>
internal sealed class PublicPages : IOutputCachePolicy
{
    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<PubliclyCachedAttribute>() is not { } page
            || !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            || http.Request.QueryString.HasValue
            || http.User.Identity?.IsAuthenticated == true)
        {
            return;
        }

        string version;
        try
        {
            version = await http.RequestServices.GetRequiredService<ListVersions>().OfAsync(page.Lists, cancellation);
        }
        catch (RpcException)
        {
            // Whoever knows the version does not answer: the page itself says what is missing.
            return;
        }

        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = TimeSpan.FromSeconds(page.Seconds);
        context.CacheVaryByRules.VaryByValues["version"] = version;
        context.CacheVaryByRules.VaryByValues["zone"] = ViewerZone.Find(http.Request.Cookies[ViewerZone.CookieName])?.Id ?? "";
        context.CacheVaryByRules.VaryByValues["maintenance"] = http.RequestServices.GetRequiredService<CurrentMaintenance>().Version;
        context.CacheVaryByRules.VaryByValues["base"] = http.Request.PathBase.Value ?? "";
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        context.AllowCacheStorage &= response.StatusCode == StatusCodes.Status200OK
            && !response.Headers.ContainsKey("Set-Cookie")
            && context.HttpContext.Features.Get<IncompletePage>() is null;
        return ValueTask.CompletedTask;
    }
}
