using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace StrongCities.Web.Languages;

/// <summary>
/// The first part of the address is the language: <c>/fr/tour</c> becomes the path base <c>/fr</c> and the path <c>/tour</c>, so that pages are
/// written once. An address without one is sent to the reader's language: cookie, then Accept-Language, then English.
/// </summary>
internal sealed class RouteByLanguage(RequestDelegate next, IHostEnvironment environment)
{
    public const string CookieName = "language";

    // Addresses of programs: they have no language of their own.
    private static readonly PathString[] WithoutLanguage =
        ["/api", "/assets", "/signin-oidc", "/signout-callback-oidc", "/alive", "/health", "/started", "/metrics", "/robots.txt", "/favicon.ico", "/.well-known"];

    public async Task InvokeAsync(HttpContext context)
    {
        // Error pages run the pipeline a second time, with the language already found.
        if (context.Features.Get<Language>() is not null)
        {
            await next(context);
            return;
        }

        var path = context.Request.Path;
        var first = path.Value!.Split('/', 3) is [_, var segment, ..] ? segment : "";
        if (Language.Find(first, environment.IsDevelopment()) is { } language)
        {
            context.Request.PathBase = context.Request.PathBase.Add("/" + first);
            context.Request.Path = path.Value.Length == first.Length + 1 ? "/" : path.Value[(first.Length + 1)..];
            Remember(context, language);
            Speak(context, language);
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.ContentLanguage = language.Code;
                context.Response.Headers.Vary = HeaderNames.Cookie;
                return Task.CompletedTask;
            });
        }
        else if (Array.Exists(WithoutLanguage, prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            Speak(context, Preferred(context.Request));
        }
        else if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Vary = new StringValues([HeaderNames.Cookie, HeaderNames.AcceptLanguage]);
            context.Response.Headers.CacheControl = "no-cache";
            context.Response.Redirect($"/{Preferred(context.Request).Code}{path.ToUriComponent()}{context.Request.QueryString.ToUriComponent()}");
            return;
        }
        else
        {
            Speak(context, Preferred(context.Request));
        }

        await next(context);
    }

    private static void Speak(HttpContext context, Language language)
    {
        context.Features.Set(language);
        CultureInfo.CurrentCulture = language.Culture;
        CultureInfo.CurrentUICulture = language.Culture;
    }

    private static Language Preferred(HttpRequest request)
    {
        if (Language.Find(request.Cookies[CookieName]) is { } chosen)
        {
            return chosen;
        }

        // A browser may ask for "fr-CA": the part before the hyphen is the language.
        var asked = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(value => value.Quality ?? 1);
        foreach (var value in asked)
        {
            if (Language.Find(value.Value.Value?.Split('-')[0]) is { } found && value.Quality != 0)
            {
                return found;
            }
        }

        return Language.English;
    }

    // A reader who goes from one language of this site to the other has chosen; a first visit by a link has not.
    private static void Remember(HttpContext context, Language language)
    {
        if (Uri.TryCreate(context.Request.Headers.Referer, UriKind.Absolute, out var referrer)
            && referrer.Authority == context.Request.Host.Value
            && Language.Find(referrer.AbsolutePath.Split('/', 3)[1]) is { } before
            && before != language
            && Language.Find(language.Code) is not null)
        {
            context.Response.Cookies.Append(CookieName, language.Code, new CookieOptions
            {
                Path = "/",
                HttpOnly = true,
                Secure = context.Request.IsHttps,
                SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax,
                MaxAge = TimeSpan.FromDays(365),
            });
        }
    }
}
