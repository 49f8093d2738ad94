using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Localization;
using StrongCities.ServiceDefaults.Load;
using StrongCities.Web.Forms;
using StrongCities.Web.Languages;
using StrongCities.Web.Maintenance;
using StrongCities.Web.Refusals;
using StrongCities.Web.Security;
using StrongCities.Web.Times;

namespace StrongCities.Web.Layout;

/// <summary>What pages are drawn with: components, words, forms, the files of the design.</summary>
internal static class SiteRegistration
{
    public static void AddSite(this WebApplicationBuilder builder)
    {
        builder.LimitRequestsAtOnce(SentForm.KeepAsync);
        builder.Services.AddRazorComponents();
        // Accented letters go out as themselves: three bytes instead of six in every French word.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<Site>();
        builder.Services.AddSingleton<CurrentMaintenance>();
        // It prints an exception with its words; ProblemPages records the type and the place.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        builder.Services.AddScoped<ViewerZone>();
        builder.Services.AddSingleton(new WordsOf(typeof(Site).Assembly));
        builder.Services.AddScoped(services => services.GetRequiredService<WordsOf>()
            .In(services.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<Language>() ?? Language.English));
        builder.Services.AddScoped<IStringLocalizer>(services => services.GetRequiredService<Words>());
        builder.Services.AddAntiforgery(options => SignIn.SignIn.Harden(options.Cookie, "forms", builder.Environment.IsDevelopment()));
        // A file may have 5 MB and is refused with words above that; a request of this size is still read, to keep what was typed.
        builder.Services.Configure<FormOptions>(options => options.MultipartBodyLengthLimit = 30_000_000);
        // Only what holds no secret is compressed: style and pictures, never a page with a token in it.
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/css", "image/svg+xml", "text/javascript"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
    }

    /// <summary>The way of a request to its page, outermost first.</summary>
    public static void UseSite(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseAssets();
        app.UseMiddleware<RouteByLanguage>();
        app.UseProblemPages();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseOutputCache();
        app.UseAntiforgery();
        app.UseMiddleware<ShowStaleFormAgain>();
    }

    /// <summary>Serves wwwroot; an address with a version may be kept for ever, and so may a font: another font has another name.</summary>
    private static void UseAssets(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = answer => answer.Context.Response.Headers.CacheControl =
                answer.Context.Request.Query.ContainsKey("v") || answer.File.Name.EndsWith(".woff2", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "public, max-age=3600",
        });
    }
}
