using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.WebEncoders;
using StrongCities.ServiceDefaults.Load;

namespace StrongCities.Identity.Pages;

/// <summary>The pages and what protects them: no script, no frame, no cache, forms only to us and the site.</summary>
internal static class PageSetup
{
    public static void AddPages(this WebApplicationBuilder builder, IdentitySettings settings)
    {
        builder.LimitRequestsAtOnce();
        builder.Services.AddRazorPages(options => options.Conventions.AllowAnonymousToFolder("/"));
        // French as French in the source of the page too; what is dangerous in HTML is encoded all the same.
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = settings.Secure ? "__Host-form" : "form";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.HttpOnly = true;
            options.Cookie.SecurePolicy = settings.Secure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            options.SuppressXFrameOptionsHeader = true;
            options.FormFieldName = "form-token";
        });
    }

    public static void UsePages(this WebApplication app, IdentitySettings settings)
    {
        var web = settings.WebAddress.GetLeftPart(UriPartial.Authority);
        var policy = $"default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self' {web}; frame-ancestors 'none'; base-uri 'none'";
        app.Use((http, next) =>
        {
            // Pages are public at the issuer's scheme even where a proxy ends TLS; inside, services call what they call.
            if (settings.Secure && PageLanguage.All.Any(language => http.Request.Path.StartsWithSegments($"/{language}")))
            {
                http.Request.Scheme = Uri.UriSchemeHttps;
            }

            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
            headers.XFrameOptions = "DENY";
            http.Response.OnStarting(() =>
            {
                if (headers.CacheControl.Count == 0)
                {
                    headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            });
            if (settings.Secure)
            {
                headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            }

            return next(http);
        });
        app.UseExceptionHandler("/en/problem/500");
        app.UseStatusCodePagesWithReExecute("/en/problem/{0}");
        app.UseStaticFiles(new StaticFileOptions
        {
            // The site's own stylesheet and font, copied beside this program by the build.
            FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "assets")),
            RequestPath = "/assets",
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=3600",
        });
        app.UseRateLimiter();
    }
}
