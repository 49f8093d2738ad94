using StrongCities.ServiceDefaults;

namespace StrongCities.Identity.SignIn;

/// <summary>The cookie that ties a sign-in request to the browser it was made in.</summary>
internal static class BrowserSecret
{
    public static byte[] Renew(HttpContext http)
    {
        var settings = http.RequestServices.GetRequiredService<IdentitySettings>();
        var secret = RandomSecret.Create();
        http.Response.Cookies.Append(Name(settings), secret, new CookieOptions
        {
            HttpOnly = true,
            Secure = settings.Secure,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = TimeSpan.FromMinutes(SignInRequest.RequestValidMinutes),
        });
        return RandomSecret.Hash(secret);
    }

    /// <summary>The hash of this browser's secret, or null.</summary>
    public static byte[]? Hash(HttpContext http) =>
        http.Request.Cookies[Name(http.RequestServices.GetRequiredService<IdentitySettings>())] is { Length: > 0 and < 100 } secret
            ? RandomSecret.Hash(secret)
            : null;

    private static string Name(IdentitySettings settings) => settings.Secure ? "__Host-signin" : "signin";
}
