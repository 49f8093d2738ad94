using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace StrongCities.Identity.Pages;

/// <summary>The plain page behind every refused address, refused sign-in request and fault; says nothing of the cause, gives the trace to ask with.</summary>
[DisableRateLimiting] // It also says that there are too many requests.
internal sealed class ProblemPage : LanguagePage
{
    [FromRoute] public int Status { get; set; }

    public Phrase Title => Status switch { 404 => Text.NotFoundTitle, 503 => Text.BusyTitle, >= 500 => Text.FaultTitle, _ => Text.RefusedTitle };

    public Phrase Lede => Status switch { 404 => Text.NotFoundLede, 503 => Text.BusyLede, >= 500 => Text.FaultLede, _ => Text.RefusedLede };

    public string? Reference => Status is >= 500 and not 503 ? Activity.Current?.TraceId.ToString() : null;

    public void OnGet() => Show();

    public void OnPost() => Show();

    public override Task OnPageHandlerExecutionAsync(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context, Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutionDelegate next) => next();

    private void Show()
    {
        // Shown in place of the page that was asked for, in that page's language.
        var path = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;
        Language = PageLanguage.All.FirstOrDefault(language => path?.StartsWith($"/{language}/", StringComparison.Ordinal) == true)
            ?? (path is null ? Language : PageLanguage.Preferred(HttpContext));
    }
}
