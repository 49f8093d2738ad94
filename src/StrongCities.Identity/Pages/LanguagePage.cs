using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Identity.Sessions;

namespace StrongCities.Identity.Pages;

/// <summary>A page in the language of its path, with its problems beside their fields and a worded answer to a stale form.</summary>
[IgnoreAntiforgeryToken] // Checked below: the framework's own answer to a stale form is a bare 400.
internal abstract class LanguagePage : PageModel
{
    [FromRoute] public string Language { get; set; } = "en";

    public List<(string Field, string Words)> Problems { get; } = [];

    public string Say(Phrase phrase) => phrase.In(Language);

    public string Say(Phrase phrase, params object[] values) => string.Format(CultureInfo.GetCultureInfo(Language), phrase.In(Language), values);

    public string? ProblemOf(string field) => Problems.Where(problem => problem.Field == field).Select(problem => problem.Words).FirstOrDefault();

    /// <summary>Day and time, which no line break parts, and that it is in UTC.</summary>
    public string At(DateTimeOffset instant) => instant.UtcDateTime.ToString(Language == "fr" ? "d MMMM yyyy, H'\u00a0h\u00a0'mm'\u00a0UTC'" : "d MMMM yyyy, H:mm'\u00a0UTC'", CultureInfo.GetCultureInfo(Language));

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // A duplicate or mistyped value must not become a framework page: whatever does not parse is an empty value to us.
        if (HttpMethods.IsPost(Request.Method)
            && !await HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(HttpContext))
        {
            Problems.Add(("form", Say(Text.Stale)));
            await ShowAgainAsync();
            context.Result = Page();
            return;
        }

        await next();
    }

    /// <summary>What the page needs to be shown once more after a form that was not accepted.</summary>
    protected virtual Task ShowAgainAsync() => Task.CompletedTask;

    protected PageResult Refuse(string field, Phrase words, params object[] values)
    {
        Problems.Add((field, values.Length == 0 ? Say(words) : Say(words, values)));
        return Page();
    }

    /// <summary>Says why a code of an app, or a recovery code, was not taken.</summary>
    private protected PageResult Refuse(SecondFactor.FactorAnswer answer) => answer switch
    {
        { WaitSeconds: > 0 and var seconds } => Refuse("code", Text.FactorWait, seconds),
        { Paused: true } => Refuse("code", Text.FactorPaused),
        _ => Refuse("code", Text.FactorWrong),
    };

    /// <summary>The living session of this browser, or null.</summary>
    protected async Task<SessionTicket?> SessionAsync() => SessionTicket.From(await HttpContext.AuthenticateAsync(SessionCookie.Scheme));

    /// <summary>Only paths of our own that continue a sign-in: anything else would be an open redirect.</summary>
    protected static string? OwnPath(string? path) =>
        path is { Length: > 0 and <= 4000 }
        && (path.StartsWith("/connect/authorize?", StringComparison.Ordinal) || PageLanguage.All.Any(language => path.StartsWith($"/{language}/account", StringComparison.Ordinal)))
        && !path.Contains('\\') && !path.Any(char.IsControl)
            ? path
            : null;

    /// <summary>After a proven mailbox: the choice of a person, the code of their app, or the way back.</summary>
    private protected IActionResult Next(SignIn.SignInStep? step) => step switch
    {
        null => Redirect($"/{Language}/sign-in/person"),
        { NeedsSecondFactor: true } => Redirect($"/{Language}/sign-in/second-factor"),
        _ => Onward(step.ReturnPath),
    };

    /// <summary>Back to the request that needed a sign-in; without one, to the site, which finds the session here.</summary>
    protected IActionResult Onward(string? returnPath) => returnPath is null
        ? Redirect(new Uri(HttpContext.RequestServices.GetRequiredService<IdentitySettings>().WebAddress, $"{Language}/sign-in").ToString())
        : LocalRedirect(returnPath);
}
